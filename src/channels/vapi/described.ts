// What the document says of Vapi's route. Much less is required of what comes in than is described here.
import { z } from 'zod';
import { callFunctions } from '../../calls/functions/index.ts';
import { documented } from '../ingress/documented.ts';

const call = z
  .looseObject({
    id: z.string(),
    type: z.enum(['inboundPhoneCall', 'outboundPhoneCall', 'webCall']).optional(),
    assistantId: z.string().optional(),
    customer: z.looseObject({ number: z.string().optional() }).optional(),
    phoneNumber: z.looseObject({ number: z.string().optional() }).optional(),
  })
  .describe('Vapi’s call object. It says which company is called and who calls; arguments never do.');

const toolCall = z.looseObject({
  id: z.string(),
  function: z.looseObject({
    name: z.enum(callFunctions.map(({ name }) => name)),
    arguments: z.union([z.record(z.string(), z.unknown()), z.string()]).describe('An object, or its JSON.'),
  }),
});

const refused = (code: string) =>
  z.object({ error: z.object({ code: z.string(), message: z.string() }) }).describe(`\`${code}\`.`);

export const describedMessages = documented({
  operationId: 'receiveVapiMessage',
  summary: 'Functions are called, or a message about a call',
  description:
    'A `tool-calls` message is answered with 200 and a result for each call, also where something is wrong with it: one line, the sentence to be spoken and after it the fields of the answer as compact JSON. `status-update` and `end-of-call-report` are recorded; every other message is acknowledged and ignored.',
  tags: ['vapi'],
  security: [{ vapi: [] }, { vapiSecret: [] }],
  body: z.looseObject({ message: z.looseObject({ type: z.string(), call, toolCallList: z.array(toolCall).optional() }) }).meta({
    examples: [
      {
        message: {
          type: 'tool-calls',
          call: {
            id: '01936d3e-0f5a-7cc5-9b2a-6f5f3f5a8a10',
            type: 'inboundPhoneCall',
            customer: { number: '+4915112345671' },
            phoneNumber: { number: '+493012345678' },
          },
          toolCallList: [
            { id: 'call_1', function: { name: 'cancel_appointment', arguments: { appointment_date: '2026-12-01' } } },
          ],
        },
      },
    ],
  }),
  response: {
    200: z.object({ results: z.array(z.object({ toolCallId: z.string(), result: z.string() })).optional() }).meta({
      examples: [
        { results: [{ toolCallId: 'call_1', result: 'Wie ist Ihr Name, bitte? {"success":false,"status":"not_identified"}' }] },
      ],
    }),
    400: refused('body_invalid'),
    401: refused('signature_invalid'),
    413: refused('body_too_large'),
    429: refused('rate_limited'),
    503: refused('overloaded'),
  },
});
