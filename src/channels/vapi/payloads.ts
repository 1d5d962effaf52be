// The schemas of what Vapi sends, and what they say of a call. Lenient: a message from a known sender that names a call is answered.
import { z } from 'zod';
import type { CallSource } from '../../calls/call-source.ts';
import { cleaned } from '../../domain/storable-text.ts';
import { callDataIn, callId, fields, instantOf, number, text, word } from '../voice/call-data.ts';

const phone = z
  .object({ number: text(100) })
  .optional()
  .catch(undefined);

/** An instant as it is written, or in milliseconds; undefined where it is none. */
const moment = z.preprocess(value => {
  const at = typeof value === 'string' ? Date.parse(value) : value;
  return typeof at === 'number' ? instantOf(at) : undefined;
}, z.string().optional());

/** Why a call ended, in Vapi's code for it (`customer-ended-call`, `call.in-progress.error-…`); never free text. */
const reason = z.preprocess(
  value => (typeof value === 'string' && /^[a-z0-9_.-]{1,120}$/i.test(value) ? value : undefined),
  z.string().optional(),
);

/** A call with an id: everything else of it may be missing. */
const vapiCallSchema = z.object({
  id: callId,
  type: word,
  assistantId: text(200),
  customer: phone,
  phoneNumber: phone,
  startedAt: moment,
  endedAt: moment,
  metadata: fields,
  assistantOverrides: z.object({ variableValues: fields, metadata: fields }).optional().catch(undefined),
});

const called = { name: z.unknown().optional(), arguments: z.unknown().optional(), parameters: z.unknown().optional() };

/** One function a model calls. Arguments stand beside the name or with it, as an object or as its JSON. */
const toolCallSchema = z
  .object({
    id: text(200),
    ...called,
    function: z.object(called).optional().catch(undefined),
  })
  .transform(({ id, function: inner, ...own }) => ({
    id: id ?? '',
    name: String(inner?.name ?? own.name ?? ''),
    args: argumentsIn(inner?.arguments ?? inner?.parameters ?? own.arguments ?? own.parameters),
  }));
export type ToolCall = z.infer<typeof toolCallSchema>;

/** What is no JSON stays a text, which no function takes. */
function argumentsIn(given: unknown): unknown {
  if (typeof given !== 'string') return given;
  if (given.trim() === '') return undefined;
  try {
    return JSON.parse(given);
  } catch {
    return given;
  }
}

/** One call alone may stand without its list. */
const toolCalls = z.preprocess(
  value => (value === undefined || value === null ? undefined : [value].flat()),
  z.array(toolCallSchema.or(z.unknown().transform(() => undefined))).optional(),
);

export const messageBodySchema = z.object({
  message: z.object({
    type: z.string(),
    timestamp: moment,
    status: word,
    call: z.preprocess(cleaned, vapiCallSchema).optional().catch(undefined),
    customer: phone,
    phoneNumber: phone,
    assistant: z
      .object({ id: text(200) })
      .optional()
      .catch(undefined),
    toolCallList: toolCalls,
    toolCalls,
    endedReason: reason,
    startedAt: moment,
    endedAt: moment,
    durationMs: number,
    durationSeconds: number,
  }),
});
export type VapiMessage = z.infer<typeof messageBodySchema>['message'];

/** The functions a message calls, each with an id of its own, in their order. */
export function toolCallsOf({ toolCallList, toolCalls: called }: VapiMessage): ToolCall[] {
  const known = new Map<string, ToolCall>();
  for (const one of toolCallList ?? called ?? []) if (one && !known.has(one.id)) known.set(one.id, one);
  return [...known.values()];
}

/** `phoneNumber` is the company's and `customer` the other side's, whoever called; a web call has neither. */
export function sourceOf(message: VapiMessage): CallSource | undefined {
  const { call } = message;
  if (!call) return undefined;
  return {
    callId: call.id,
    callType: call.type === 'webCall' ? 'web_call' : 'phone_call',
    direction: directions[call.type ?? ''],
    agentId: call.assistantId ?? message.assistant?.id,
    companyNumber: call.phoneNumber?.number ?? message.phoneNumber?.number,
    customerNumber: call.customer?.number ?? message.customer?.number,
    startedAt: call.startedAt ?? message.startedAt,
    callData: callDataIn([call.assistantOverrides?.variableValues, call.metadata, call.assistantOverrides?.metadata]),
  };
}
const directions: Record<string, CallSource['direction']> = { inboundPhoneCall: 'inbound', outboundPhoneCall: 'outbound' };
