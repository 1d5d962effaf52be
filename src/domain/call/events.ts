// The events of a call's stream and of a staff request's stream: the ledger of requests and answers.
import { z } from 'zod';
import { factsSchema, ruleSchema, termsSchema } from '../policy/terms.ts';
import { idSchema, instantSchema, languageSchema, modificationKindSchema, revisionSchema } from '../values.ts';
import { triedWaySchema, waySchema } from './identification.ts';

/** Stands for a signature, and so for the bytes it was made over: whatever else comes under it is the same delivery. */
const delivery = z.uuid();
/**
 * Why a request was closed: the caller heard that a change is recorded, which was then not made; nobody knows what they heard,
 * since the process that answered has ended; they heard that it did not work.
 */
export const closingCodeSchema = z.enum(['promise_not_kept', 'answer_unknown', 'fault_answered']);
export type ClosingCode = z.infer<typeof closingCodeSchema>;

const request = { requestKey: z.uuid(), n: z.int().positive() };

export const callEvents = {
  CallStarted: z.object({
    callId: z.string(),
    companyId: idSchema,
    callType: z.string(),
    direction: z.enum(['inbound', 'outbound']).optional(),
    agentId: z.string().optional(),
    startedAt: instantSchema.optional(),
    /** The call's own data about the caller. */
    personal: z.object({
      customerNumber: z.string().optional(),
      name: z.string().optional(),
      customerId: z.string().optional(),
    }),
  }),
  FunctionCalled: z.object({
    ...request,
    /** `unknown` where we have no such function: a name that a language model makes up may be a person's. */
    function: z.string(),
    delivery: delivery.optional(),
    personal: z.object({ function: z.string().optional(), arguments: z.record(z.string(), z.json()) }),
  }),
  CallerIdentified: z.object({
    ...request,
    customerId: idSchema,
    way: waySchema,
    /** Likeness of the given name to the customer's, 0 to 1. */
    likeness: z.number().optional(),
    /** All ways that were tried, the one that identified the caller last. */
    tried: z.array(triedWaySchema).optional(),
  }),
  CallerNotIdentified: z.object({ ...request, code: z.string(), tried: z.array(triedWaySchema) }),
  CallerLockedOut: z.object({ ...request, scope: z.enum(['number', 'call']), until: instantSchema }),
  /** Staff let a caller try again; the call's id, or the number, says whose lockout it was. */
  LockoutReleased: z.object({
    scope: z.enum(['number', 'call']),
    callId: z.string().optional(),
    reasonCode: z.string(),
    personal: z.object({ number: z.string().optional() }).optional(),
  }),
  ModificationRefused: z.object({
    ...request,
    operation: modificationKindSchema,
    code: z.string(),
    appointmentId: idSchema.optional(),
    /** The revision of the appointment's stream the refusal rests on. */
    appointmentRevision: revisionSchema.optional(),
    customerId: idSchema.optional(),
    branchId: idSchema.optional(),
    serviceId: idSchema.optional(),
    staffId: idSchema.optional(),
    /** The rule of the policy that said no. */
    rule: ruleSchema.optional(),
    facts: factsSchema.optional(),
    terms: termsSchema.optional(),
  }),
  FunctionAnswered: z.object({
    ...request,
    function: z.string(),
    status: z.string(),
    code: z.string(),
    /** Everything the sentence needs; personal data is not among it. */
    parameters: z.record(z.string(), z.unknown()),
    language: languageSchema,
    appointmentId: idSchema.optional(),
    modificationId: z.uuid().optional(),
    /** Where a fee was announced: what it was worked out from. */
    facts: factsSchema.optional(),
    terms: termsSchema.optional(),
    /** How much of the appointment's stream was known when it was answered. */
    appointmentRevision: revisionSchema.optional(),
    /** Another answer of the same try stands, given elsewhere; this one was heard here, and could not be recorded in time. */
    beside: z.literal(true).optional(),
    personal: z
      .object({
        /** As the caller gave it. */
        customerName: z.string().optional(),
        /** By id, of the staff that tell the choices apart. */
        staffNames: z.record(z.string(), z.string()).optional(),
      })
      .optional(),
  }),
  /** A try that ends without an answer of its own, or whose answer turned out untrue: it changed nothing. */
  RequestClosed: z.object({
    ...request,
    function: z.string(),
    code: closingCodeSchema,
    /** The id its change would have had. */
    modificationId: z.uuid(),
    appointmentId: idSchema.optional(),
    /** The change that the caller heard of as recorded, and why it was refused. */
    change: z
      .object({
        operation: modificationKindSchema,
        previousStartsAt: instantSchema,
        newStartsAt: instantSchema.optional(),
        refused: z.string(),
      })
      .optional(),
  }),
  /** The caller heard that we call them back; once in a call, whatever else they hear in it. */
  CallbackPromised: z.object({
    ...request,
    callbackId: z.uuid(),
    /** Of the answer that promised it. */
    code: z.string(),
    branchId: idSchema.optional(),
    customerId: idSchema.optional(),
    appointmentId: idSchema.optional(),
    personal: z.object({
      /** In E.164; not where it was withheld, then the customer's record has one. */
      number: z.string().optional(),
      /** As the caller gave it. */
      name: z.string().optional(),
    }),
  }),
  /** Staff have called them back, or have settled it otherwise. */
  CallbackDone: z.object({ callbackId: z.uuid(), by: z.string() }),
  /** Staff have spoken with a caller who is no known customer. */
  CallerNotified: z.object({ notificationId: z.string(), by: z.string() }),
  CallEnded: z.object({
    disconnectionReason: z.string().optional(),
    durationMs: z.number().nonnegative().optional(),
    endedAt: instantSchema.optional(),
  }),
  CallAnalyzed: z.object({
    inVoicemail: z.boolean().optional(),
    userSentiment: z.string().optional(),
    callSuccessful: z.boolean().optional(),
    personal: z.object({ summary: z.string().optional() }).optional(),
  }),
};

/** Version 1 of `CallerNotIdentified` named the ways alone. */
export function withOutcomes(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || !('tried' in data) || !Array.isArray(data.tried)) return data;
  return { ...data, tried: data.tried.map(way => ({ way, outcome: 'not_recorded' })) };
}
