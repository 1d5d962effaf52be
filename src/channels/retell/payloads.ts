// The schemas of what Retell sends, and what they say of a call. Lenient: a signed request that names a call is answered.
import { z } from 'zod';
import type { CallSource } from '../../calls/call-source.ts';
import { callDataIn, callId, fields, instantOf, number, text, word } from '../voice/call-data.ts';

const flag = z.preprocess(value => {
  if (value === 'true' || value === 'false') return value === 'true';
  return typeof value === 'boolean' ? value : undefined;
}, z.boolean().optional());

/** A call with an id: everything else of it may be missing. The transcript is left out: nothing here reads it. */
export const retellCallSchema = z.object({
  call_id: callId,
  call_type: word.transform(value => value ?? 'phone_call'),
  agent_id: text(200),
  direction: z.preprocess(
    value => (typeof value === 'string' ? value.trim().toLowerCase() : value),
    z.enum(['inbound', 'outbound']).optional().catch(undefined),
  ),
  from_number: text(100),
  to_number: text(100),
  start_timestamp: number,
  end_timestamp: number,
  duration_ms: number,
  disconnection_reason: word,
  metadata: fields,
  retell_llm_dynamic_variables: fields,
  call_analysis: z
    .object({ call_summary: text(20_000), in_voicemail: flag, user_sentiment: word, call_successful: flag })
    .optional()
    .catch(undefined),
});
export type RetellCall = z.infer<typeof retellCallSchema>;

/** Inbound the customer is `from_number`, outbound `to_number`; a web call has neither. */
export function originOf(call: RetellCall): CallSource {
  const outbound = call.direction === 'outbound';
  return {
    callId: call.call_id,
    callType: call.call_type,
    direction: call.direction,
    agentId: call.agent_id,
    companyNumber: outbound ? call.from_number : call.to_number,
    customerNumber: outbound ? call.to_number : call.from_number,
    startedAt: instantOf(call.start_timestamp),
    callData: callDataIn([call.retell_llm_dynamic_variables, call.metadata]),
  };
}

/** The body of a function call. `call` is absent with "args only"; one that is no object, or has no usable id, has no stream to write to. */
export const functionBodySchema = z.object({
  name: z
    .unknown()
    .optional()
    .transform(value => (value === undefined || value === null ? undefined : String(value).slice(0, 200))),
  /** Set where the body is an event, not a function call. */
  event: z.unknown().optional(),
  call: z.unknown().optional(),
  args: z.unknown().optional(),
});

export const webhookBodySchema = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('call_inbound'),
    call_inbound: z.object({ agent_id: text(200), from_number: text(100), to_number: text(100) }),
  }),
  z.object({ event: z.enum(['call_started', 'call_ended', 'call_analyzed']), call: retellCallSchema }),
]);
/** Any other event is acknowledged and ignored. */
export const anyWebhookSchema = z.looseObject({ event: z.string() });
export type RetellWebhook = z.infer<typeof webhookBodySchema>;
