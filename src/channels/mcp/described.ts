// What the document says of the route of the Model Context Protocol.
import { z } from 'zod';
import { documented } from '../ingress/documented.ts';

const refused = (code: string) =>
  z.object({ error: z.object({ code: z.string(), message: z.string() }) }).describe(`\`${code}\`.`);
const message = z.looseObject({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number()]).optional(),
  method: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
});

export const describedMcp = documented({
  operationId: 'sendMcpMessage',
  summary: 'A message of the Model Context Protocol',
  description:
    'Streamable HTTP without sessions: `initialize`, `ping`, `tools/list` and `tools/call`, each answered with one JSON message. The tools are the functions of a call, and each takes the `call_id` of a call under way that Retell or Vapi has reported, of a company the key is for. Without one the answer is `call_missing`.',
  tags: ['mcp'],
  security: [{ key: [] }],
  body: message.meta({ examples: [{ jsonrpc: '2.0', id: 1, method: 'tools/list' }] }),
  response: {
    200: z
      .looseObject({ jsonrpc: z.literal('2.0'), id: z.union([z.string(), z.number()]) })
      .meta({ examples: [{ jsonrpc: '2.0', id: 1, result: { tools: [] } }] }),
    202: z.null().describe('A notification.'),
    400: z.looseObject({ jsonrpc: z.literal('2.0') }).describe('Not one JSON-RPC message, or of a version that is not known.'),
    401: refused('key_invalid'),
    403: refused('forbidden'),
    413: refused('body_too_large'),
    429: refused('rate_limited'),
    503: refused('overloaded'),
  },
});
