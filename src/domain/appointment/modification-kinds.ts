// The kinds of modification, and the name each has in events, codes, functions and notifications.
import type { SpokenCode } from '../codes.ts';
import type { AppointmentEvent, Recorded } from '../event-catalogue.ts';
import { type ModificationKind, modificationKindSchema, type Period } from '../values.ts';

type DecisionType = 'AppointmentCancelled' | 'AppointmentRescheduled';
type RevertType = 'AppointmentCancellationReverted' | 'AppointmentRescheduleReverted';

interface KindOfModification {
  /** What a caller asks for it with. */
  callFunction: string;
  /** The event that records the decision, and the one that takes it back. */
  decided: DecisionType;
  reverted: RevertType;
  /** Whether the appointment no longer stands afterwards, and whether it stands at another time. */
  ends: boolean;
  moves: boolean;
  /** The notification that tells the customer of it. */
  notification: string;
  codes: Record<
    'done' | 'pending' | 'needsOperator' | 'unconfirmed' | 'notAllowed' | 'tooLate' | 'quotaUsed' | 'alreadyDone',
    SpokenCode
  >;
}

/** A kind that is added to `modificationKindSchema` does not compile until it has an entry here. */
export const modificationKinds: Record<ModificationKind, KindOfModification> = {
  cancel: {
    callFunction: 'cancel_appointment',
    decided: 'AppointmentCancelled',
    reverted: 'AppointmentCancellationReverted',
    ends: true,
    moves: false,
    notification: 'cancellation_confirmed',
    codes: {
      done: 'cancelled',
      pending: 'cancellation_pending',
      needsOperator: 'cancellation_needs_operator',
      unconfirmed: 'cancellation_unconfirmed',
      notAllowed: 'cancel_not_allowed',
      tooLate: 'too_late_to_cancel',
      quotaUsed: 'cancel_quota_used',
      alreadyDone: 'already_cancelled_by_this_call',
    },
  },
  reschedule: {
    callFunction: 'reschedule_appointment',
    decided: 'AppointmentRescheduled',
    reverted: 'AppointmentRescheduleReverted',
    ends: false,
    moves: true,
    notification: 'reschedule_confirmed',
    codes: {
      done: 'rescheduled',
      pending: 'reschedule_pending',
      needsOperator: 'reschedule_needs_operator',
      unconfirmed: 'reschedule_unconfirmed',
      notAllowed: 'reschedule_not_allowed',
      tooLate: 'too_late_to_reschedule',
      quotaUsed: 'reschedule_quota_used',
      alreadyDone: 'already_at_that_time',
    },
  },
};

/** The event of a decision to change an appointment. */
export type DecisionEvent = Extract<Recorded<AppointmentEvent>, { type: DecisionType }>;

/** What each decision's event has decided. */
const kindsByDecision: Record<DecisionEvent['type'], ModificationKind> = {
  AppointmentCancelled: 'cancel',
  AppointmentRescheduled: 'reschedule',
};

const kindsByFunction = new Map<string, ModificationKind>(
  Object.values(kindsByDecision).map(kind => [modificationKinds[kind].callFunction, kind]),
);
const reverts = new Set<string>(Object.values(modificationKinds).map(({ reverted }) => reverted));

export const isDecision = <E extends { type: string }>(event: E): event is Extract<E, { type: DecisionType }> =>
  Object.hasOwn(kindsByDecision, event.type);

export const kindOf = ({ type }: Pick<DecisionEvent, 'type'>): ModificationKind => kindsByDecision[type];

/** Where a decision moves the appointment; undefined where it does not. */
export const newPeriodOf = ({ data }: Pick<DecisionEvent, 'data'>): Period | undefined => ('to' in data ? data.to : undefined);

/** What a function of this name changes; undefined where it changes nothing. */
export const kindAskedWith = (callFunction: string): ModificationKind | undefined => kindsByFunction.get(callFunction);

/** What a notification of this kind says was made; undefined where it says something else. */
export const kindConfirmedWith = (notification: string): ModificationKind | undefined =>
  modificationKindSchema.options.find(kind => modificationKinds[kind].notification === notification);

/** The event that takes a decision back. */
export type RevertEvent = Extract<Recorded<AppointmentEvent>, { type: RevertType }>;

export const isRevert = (event: Recorded): event is RevertEvent => reverts.has(event.type);
