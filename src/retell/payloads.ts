// What Retell sends. Strict in what decides (ids, numbers), lenient in the rest: unknown fields and events pass.
import { z } from 'zod';

const text = z.string().max(500).nullish();
/** Becomes part of a stream's name. */
export const callIdSchema = z.string().regex(/^[A-Za-z0-9_.:-]{1,128}$/);

export const retellCallSchema = z.looseObject({
  call_id: callIdSchema,
  call_type: z.string().max(50).default('phone_call'),
  agent_id: z.string().max(200).nullish(),
  direction: z.enum(['inbound', 'outbound']).nullish(),
  from_number: text,
  to_number: text,
  start_timestamp: z.number().nullish(),
  end_timestamp: z.number().nullish(),
  duration_ms: z.number().nonnegative().nullish(),
  disconnection_reason: z.string().max(200).nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish().catch(null),
  retell_llm_dynamic_variables: z.record(z.string(), z.unknown()).nullish().catch(null),
  call_analysis: z
    .looseObject({
      call_summary: z.string().nullish().catch(null),
      in_voicemail: z.boolean().nullish().catch(null),
      user_sentiment: z.string().nullish().catch(null),
      call_successful: z.boolean().nullish().catch(null),
    })
    .nullish()
    .catch(null),
});
export type RetellCall = z.infer<typeof retellCallSchema>;

export const functionBodySchema = z.looseObject({
  name: z.string().max(200).optional(),
  call: retellCallSchema.optional(),
  args: z.record(z.string(), z.unknown()).nullish(),
});

export const webhookBodySchema = z.discriminatedUnion('event', [
  z.looseObject({
    event: z.literal('call_inbound'),
    call_inbound: z.looseObject({ agent_id: z.string().nullish(), from_number: text, to_number: text }),
  }),
  z.looseObject({ event: z.enum(['call_started', 'call_ended', 'call_analyzed']), call: retellCallSchema }),
]);
/** Any other event is acknowledged and ignored. */
export const anyWebhookSchema = z.looseObject({ event: z.string() });
export type RetellWebhook = z.infer<typeof webhookBodySchema>;
