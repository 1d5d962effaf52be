// What the document says of Retell's routes. Much less is required of what comes in than is described here.
import { z } from 'zod';
import { answerSchema } from '../../calls/answer/answer.ts';
import { callFunctions } from '../../calls/functions/index.ts';
import { spokenExample } from '../api/schemas/values.ts';
import { documented } from '../ingress/documented.ts';

const callExample = {
  call_id: 'call_1',
  call_type: 'phone_call',
  agent_id: 'agent_1',
  direction: 'inbound',
  from_number: '+4915112345671',
  to_number: '+493012345678',
};
const call = z
  .looseObject({
    call_id: z.string(),
    call_type: z.string().optional(),
    agent_id: z.string().optional(),
    direction: z.enum(['inbound', 'outbound']).optional(),
    from_number: z.string().optional(),
    to_number: z.string().optional(),
    metadata: z.record(z.string(), z.unknown()).optional(),
    retell_llm_dynamic_variables: z.record(z.string(), z.unknown()).optional(),
  })
  .describe('Retell’s call object. It says which company is called and who calls; arguments never do.');

const functionNames = callFunctions.map(({ name }) => name);
const argumentsOfAll = callFunctions.map(({ name, arguments: taken }) => {
  const { type, properties } = z.toJSONSchema(taken, { io: 'output' });
  return { title: name, type, properties };
});
const functionCall = z
  .object({
    name: z.enum(functionNames).describe('Which function is called; it may stand in the address instead.'),
    call,
    args: z.record(z.string(), z.unknown()).meta({ anyOf: argumentsOfAll }),
  })
  .meta({ examples: [{ name: 'cancel_appointment', call: callExample, args: { appointment_date: '2026-12-01' } }] });

const answer = answerSchema.meta({ examples: [spokenExample] });

const refused = (codes: string) =>
  z.object({ error: z.object({ code: z.string(), message: z.string() }) }).describe(`Not answered by voice: ${codes}.`);
const common = { tags: ['retell'], security: [{ retell: [] }] };
const errors = {
  401: refused('`signature_invalid`'),
  413: refused('`body_too_large`'),
  429: refused('`rate_limited`'),
  503: refused('`overloaded`'),
};

export const describedFunctions = documented({
  ...common,
  operationId: 'callFunction',
  summary: 'A function of the agent is called',
  description:
    'Whatever is validly signed and names a call is answered by voice with 200: refusals and faults have a `status`, a `code` and a sentence to be spoken word for word.',
  body: functionCall,
  response: { 200: answer, ...errors },
});

export const describedFunction = documented({
  ...common,
  operationId: 'callNamedFunction',
  summary: 'The function in the address is called',
  description: 'The same, with an address for each function. A body that names another one is `function_mismatch`.',
  params: z.object({ name: z.enum(functionNames) }),
  body: functionCall
    .partial({ name: true })
    .meta({ examples: [{ call: callExample, args: { appointment_date: '2026-12-01' } }] }),
  response: { 200: answer, ...errors },
});

const event = z
  .union([
    z.looseObject({ event: z.enum(['call_started', 'call_ended', 'call_analyzed']), call }),
    z.looseObject({
      event: z.literal('call_inbound'),
      call_inbound: z.looseObject({
        agent_id: z.string().optional(),
        from_number: z.string().optional(),
        to_number: z.string().optional(),
      }),
    }),
  ])
  .meta({ examples: [{ event: 'call_started', call: callExample }] });

export const describedEvents = documented({
  ...common,
  operationId: 'receiveCallEvent',
  summary: 'An event of a call, or the question who is calling',
  description:
    'A call’s beginning, end and analysis are recorded and acknowledged with 204, as is any event that is not known. `call_inbound` is answered with the agent’s dynamic variables: today, and the caller’s next appointments.',
  body: event,
  response: {
    200: z
      .object({ call_inbound: z.looseObject({ dynamic_variables: z.record(z.string(), z.string()).optional() }) })
      .meta({ examples: [{ call_inbound: {} }] }),
    204: z.null().describe('Recorded.'),
    400: refused('`body_invalid`'),
    ...errors,
  },
});
