// The schemas of what Retell sends. Lenient: a signed request that names a call is answered. Unusable values count as not sent.
import { z } from 'zod';
import { cleanText } from '../../domain/storable-text.ts';

/** Numbers are taken for text; text is cut before anything is done with it. */
const text = (longest: number) =>
  z.preprocess(value => {
    if (typeof value === 'number') return String(value);
    return typeof value === 'string' ? cleanText(value.slice(0, longest)) : undefined;
  }, z.string().optional());

/** A code of Retell's own, never free text. */
const word = z.preprocess(
  value => (typeof value === 'string' && /^[a-z0-9_-]{1,60}$/i.test(value) ? value : undefined),
  z.string().optional(),
);

const number = z.preprocess(value => {
  const given = typeof value === 'string' && /^\d{1,16}(\.\d{1,6})?$/.test(value) ? Number(value) : value;
  return typeof given === 'number' && Number.isFinite(given) && given >= 0 ? given : undefined;
}, z.number().optional());

const flag = z.preprocess(value => {
  if (value === 'true' || value === 'false') return value === 'true';
  return typeof value === 'boolean' ? value : undefined;
}, z.boolean().optional());

const fields = z.record(z.string(), z.unknown()).optional().catch(undefined);

/** Becomes part of a stream's name. */
const callId = z.preprocess(
  value => (typeof value === 'number' ? String(value) : value),
  z.string().regex(/^[A-Za-z0-9_.:-]{1,128}$/),
);

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

/**
 * The body of a function call. `call` is absent with "args only", and a non-object counts as absent; a call without a usable id
 * has no stream to write to.
 */
export const functionBodySchema = z.object({
  name: z
    .unknown()
    .optional()
    .transform(value => (value === undefined || value === null ? undefined : String(value).slice(0, 200))),
  /** Set where the body is an event, not a function call. */
  event: z.unknown().optional(),
  call: retellCallSchema
    .extend({ call_id: callId.optional().catch(undefined) })
    .nullish()
    .catch(undefined),
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
