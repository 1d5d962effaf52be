// What a function is that the agent can call: its arguments, its definition for the agent, and what a caller wants with it.
import type { z } from 'zod';
import type { ModificationKind } from '../../domain/values.ts';
import type { CallSource } from '../call-source.ts';
import type { CallsDependencies } from '../dependencies.ts';
import type { FoundAppointment } from '../lookups.ts';
import type { RequestScope, Result } from '../result.ts';
import type { Moments, NewTime, Unclear, UnclearAbout } from '../understand/moments.ts';
import type { Movable } from '../understand/new-time.ts';
import type { MomentArguments } from '../understand/not-understood.ts';

interface WishOf<Kind extends string> {
  kind: Kind;
  /** The days and times of the appointment that is meant; empty where none is asked for. */
  reference: Moments;
}

/** The caller wants an appointment changed. */
export interface WantedChange extends WishOf<'change'> {
  operation: ModificationKind;
  /** Where this appointment is to be moved to. */
  newTime(moved: Movable): NewTime | Unclear;
}

/** The caller wants to hear something that needs no appointment. */
export interface CallerQuestion extends WishOf<'tell_caller'> {
  answer(caller: KnownCaller, deps: CallsDependencies): Promise<Result>;
}

/** The caller wants to hear something about one appointment. */
export interface AppointmentQuestion extends WishOf<'tell_about_appointment'> {
  answer(found: FoundAppointment, caller: KnownCaller, deps: CallsDependencies): Promise<Result>;
}

/**
 * Why: a function says what the caller wants and does nothing itself, so that no function can skip identifying the caller, finding the
 * appointment or the decision. The pipeline takes the steps that each kind needs.
 *
 * ```ts
 * const wanted: WantedAction = { kind: 'change', operation: 'cancel', reference, newTime: () => ({ kind: 'none' }) };
 * ```
 */
export type WantedAction = WantedChange | CallerQuestion | AppointmentQuestion;

/** A caller who was identified, as far as a question needs it. */
export interface KnownCaller {
  customerId: string;
  /** As the caller gave it. */
  name: string | undefined;
  /** Identified by a name alone: they hear of the appointment they have named, and of no other. */
  isKnownByNameOnly: boolean;
  /** For the call's stream, to be written with the answer. */
  events: Result['events'];
  /** The attempt was a wrong guess. */
  fail(): Promise<void>;
  /** The attempt was right: earlier wrong guesses are forgotten. */
  clear(): Promise<void>;
}

/**
 * One function, in one module of its own. The pipeline reads the arguments, asks `understand` what is wanted, and takes all further
 * steps itself: who is calling, which appointment, the decision, the answer. So a function never identifies a caller by itself.
 *
 * ```ts
 * export const greet = defineFunction({
 *   name: 'greet_caller',
 *   arguments: z.object({ customer_name: customerName }),
 *   required: [],
 *   description: 'Begrüßt den Anrufer. / Greets the caller.',
 *   understand: (args, scope) => ({
 *     kind: 'tell_caller',
 *     reference: noDay,
 *     answer: async caller => resultOf(scope, 'nothing_listed', { events: caller.events }),
 *   }),
 * });
 * ```
 */
export interface FunctionModule<Arguments extends z.ZodObject> {
  /** As the agent calls it. */
  name: string;
  arguments: Arguments;
  /** Without these a model should not call the function; the service asks for them all the same. */
  required: readonly NameOf<Arguments>[];
  /** By which arguments it names the appointment, and the new time. */
  moments?: Partial<Record<UnclearAbout, { day: NameOf<Arguments>; time: NameOf<Arguments> }>>;
  /** For the agent, in German and English. */
  description: string;
  /** What the caller wants, or what must be asked first. Nothing is looked up here. */
  understand(args: z.infer<Arguments>, scope: RequestScope, source: CallSource): WantedAction | Unclear;
}

type NameOf<Arguments extends z.ZodObject> = keyof z.infer<Arguments> & string;

export interface CallFunction extends Omit<FunctionModule<z.ZodObject>, 'understand'> {
  /** Undefined where the arguments have no form the function takes: objects, lists. */
  read(args: Record<string, unknown>): FunctionCall | undefined;
}

/** A function with the arguments it was called with. */
export interface FunctionCall {
  name: string;
  /** As the caller gave it. */
  customerName: string | undefined;
  /** In the caller's words. */
  reason: string | undefined;
  feeAccepted: boolean;
  moments: MomentArguments;
  understand(scope: RequestScope, source: CallSource): WantedAction | Unclear;
}

export function defineFunction<Arguments extends z.ZodObject>(
  module: FunctionModule<Arguments>,
): CallFunction & { arguments: Arguments } {
  return {
    ...module,
    read(sent) {
      const { data } = module.arguments.safeParse(sent);
      if (data === undefined) return undefined;
      return {
        name: module.name,
        customerName: typeof data.customer_name === 'string' ? data.customer_name : undefined,
        reason: typeof data.reason === 'string' ? data.reason : undefined,
        feeAccepted: data.fee_accepted === true,
        moments: module.moments ?? {},
        understand: (scope, source) => module.understand(data, scope, source),
      };
    },
  };
}

/** How the agent speaks the answer, and goes on. */
export const sayMessage =
  'Sprich danach das Feld „message“ der Antwort wörtlich und tue, was „next_action“ sagt; bei „transfer“ rufe transfer_call auf. / Afterwards speak the field "message" of the answer word for word and do what "next_action" says; on "transfer" call transfer_call.';
