// A step of a call as the API tells it: from the event it is, what stands in it by its kind.
import type { z } from 'zod';
import type { TimelineStep } from '../../../audit/call-timeline.ts';
import { answerFrom } from '../../../calls/answer/answer.ts';
import { isDecision, isRevert, kindOf } from '../../../domain/appointment/modification-kinds.ts';
import type { EventType, Recorded } from '../../../domain/event-catalogue.ts';
import { emptyStep, type step } from '../schemas/call.ts';
import { ruleKeyToApi, termsToApi } from '../schemas/policy.ts';

type Step = z.infer<typeof step>;

/** An event that is in no list here is none of a call's. */
const kinds: Partial<Record<EventType, Step['kind']>> = {
  CallStarted: 'started',
  FunctionCalled: 'asked',
  CallerIdentified: 'identified',
  CallerNotIdentified: 'not_identified',
  CallerLockedOut: 'locked_out',
  LockoutReleased: 'lockout_released',
  ModificationRefused: 'refused',
  AppointmentCancelled: 'decided',
  AppointmentRescheduled: 'decided',
  CalendarBookingCancelled: 'calendar_done',
  CalendarBookingRescheduled: 'calendar_done',
  CalendarNotConcerned: 'calendar_not_concerned',
  CalendarBookingLinked: 'calendar_linked',
  CalendarSyncFailed: 'calendar_failed',
  CalendarSyncDeferred: 'calendar_deferred',
  AppointmentCancellationReverted: 'reverted',
  AppointmentRescheduleReverted: 'reverted',
  ModificationResolved: 'resolved',
  FunctionAnswered: 'answered',
  RequestClosed: 'closed',
  CallbackPromised: 'callback_promised',
  CallbackDone: 'callback_done',
  CallerNotified: 'told',
  CallEnded: 'ended',
  CallAnalyzed: 'analysed',
};

/** None for an event that is no step. Without `personal` it has no words and no names of people. */
export function stepOf({ event, causedBy }: TimelineStep, personal: boolean): Step[] {
  const kind = kinds[event.type];
  if (kind === undefined) return [];
  const { id, stream, metadata } = event;
  return [
    {
      ...emptyStep,
      ...{ id, kind, stream, at: metadata.occurredAt, caused_by: causedBy ?? null },
      ...named(event),
      ...told(event, personal),
    },
  ];
}

/** The fields that events of several kinds have under one name. */
function named({ data }: Recorded): Partial<Step> {
  return {
    ...('function' in data && { function: data.function }),
    ...('n' in data && { try: data.n }),
    ...('appointmentId' in data && { appointment_id: data.appointmentId ?? null }),
    ...('code' in data && { code: data.code ?? null }),
    ...('by' in data && { by: data.by ?? null }),
  };
}

function told(event: Recorded, personal: boolean): Partial<Step> {
  if (isDecision(event)) return { appointment_id: appointmentOf(event), decision: decided(event) };
  if (isRevert(event)) return { appointment_id: appointmentOf(event) };
  switch (event.type) {
    case 'FunctionCalled':
      return { arguments: personal ? (event.data.personal?.arguments ?? null) : null };
    case 'CallerIdentified': {
      const { customerId, way, likeness = null, tried = [] } = event.data;
      return { identification: { customer_id: customerId, way, likeness, tried } };
    }
    case 'CallerNotIdentified':
      return { identification: { customer_id: null, way: null, likeness: null, tried: event.data.tried } };
    case 'CallerLockedOut':
      return { until: event.data.until };
    case 'ModificationRefused': {
      const { operation, terms, rule } = event.data;
      return {
        decision: {
          ...noDecision,
          change: operation,
          terms: terms ? termsToApi(terms) : null,
          rule: rule ? { key: ruleKeyToApi(rule.key), scope: rule.scope } : null,
        },
      };
    }
    case 'FunctionAnswered': {
      const { data } = event;
      return { status: data.status, said: answerFrom(data, personal ? data.personal : undefined).message };
    }
    case 'ModificationResolved':
      return { appointment_id: appointmentOf(event), code: event.data.resolution };
    case 'CallEnded':
      return { code: event.data.disconnectionReason ?? null };
    case 'CalendarNotConcerned':
      return { appointment_id: appointmentOf(event), code: event.data.reason };
    case 'CalendarBookingCancelled':
    case 'CalendarBookingLinked':
      return { appointment_id: appointmentOf(event), calendar: { ...nothingThere, booking_uid: event.data.bookingUid } };
    case 'CalendarBookingRescheduled': {
      const { bookingUid, startsAt } = event.data;
      return {
        appointment_id: appointmentOf(event),
        calendar: { ...nothingThere, booking_uid: bookingUid, starts_at: startsAt },
      };
    }
    case 'CalendarSyncFailed': {
      const { attempt, httpStatus = null, retryAt } = event.data;
      const failed = { ...nothingThere, attempt, http_status: httpStatus, retry_at: retryAt };
      return { appointment_id: appointmentOf(event), calendar: failed };
    }
    case 'CalendarSyncDeferred': {
      const { attempt, retryAt } = event.data;
      return { appointment_id: appointmentOf(event), calendar: { ...nothingThere, attempt, retry_at: retryAt } };
    }
    default:
      return {};
  }
}

const noDecision = { previous_starts_at: null, new_starts_at: null, terms: null, rule: null, override: null, waiver: null };
const nothingThere = { attempt: null, http_status: null, retry_at: null, booking_uid: null, starts_at: null };

type DecisionEvent = Extract<Recorded, { type: 'AppointmentCancelled' | 'AppointmentRescheduled' }>;

function decided(event: DecisionEvent): Step['decision'] {
  const { terms, from, override, waiver } = event.data;
  return {
    ...noDecision,
    change: kindOf(event),
    previous_starts_at: from.startsAt,
    new_starts_at: 'to' in event.data ? event.data.to.startsAt : null,
    terms: terms && termsToApi(terms),
    override: override ? { by: override.by, reason_code: override.reasonCode } : null,
    waiver: waiver ? { by: waiver.by, reason_code: waiver.reasonCode } : null,
  };
}

/** Its stream is named by company and appointment. */
const appointmentOf = ({ stream }: Recorded): string => stream.slice(stream.indexOf('.') + 1);
