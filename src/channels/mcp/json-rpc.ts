// The messages of JSON-RPC 2.0, as far as the Model Context Protocol uses them.
import { z } from 'zod';

/** A request has an id, a notification none; an answer to something we have asked has no method, and we ask nothing. */
export const messageSchema = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string().max(200), z.number()]).optional(),
  method: z.string().max(100).optional(),
  params: z.record(z.string(), z.unknown()).optional(),
});
export type RpcMessage = z.infer<typeof messageSchema>;

/** Codes of the specification. */
export const rpcCodes = { invalidRequest: -32_600, methodNotFound: -32_601, invalidParams: -32_602 };

export const rpcResult = (id: RpcMessage['id'], result: object) => ({ jsonrpc: '2.0' as const, id, result });

export const rpcError = (id: RpcMessage['id'] | null, code: keyof typeof rpcCodes, message: string) => ({
  jsonrpc: '2.0' as const,
  id,
  error: { code: rpcCodes[code], message },
});
