// What the outside world gets: domain events as CloudEvents, without anything personal.

import { type DecisionEvent, newPeriodOf } from '../../domain/appointment/modification-kinds.ts';
import type { DataOf, DomainEvent, Recorded } from '../../domain/event-catalogue.ts';
import type { Terms } from '../../domain/policy/terms.ts';
import type { Period } from '../../domain/values.ts';

/**
 * A decision is a request, since it may still be reverted; only its settlement is called what it is. Those who tell
 * customers listen to `AppointmentCancelled` and `AppointmentRescheduled`.
 */
export type PublicEventType =
  | 'AppointmentScheduled'
  /** The host has confirmed what was scheduled or moved with `awaitingConfirmation`. */
  | 'AppointmentConfirmed'
  | 'AppointmentCancellationRequested'
  | 'AppointmentRescheduleRequested'
  | 'AppointmentCancelled'
  | 'AppointmentRescheduled'
  | 'AppointmentCancellationReverted'
  | 'AppointmentRescheduleReverted'
  /** The host has taken it back and asks for another time; `AppointmentRescheduled` follows once there is one. */
  | 'AppointmentNewTimeRequested'
  /** Another staff member, end or service, at the same time. */
  | 'AppointmentChanged';

/** CloudEvents 1.0, structured JSON. */
export interface PublicEvent {
  specversion: '1.0';
  /** Id of the stored event, ":" and the type: also the message id. */
  id: string;
  source: string;
  type: PublicEventType;
  /** The appointment's id. */
  subject: string;
  time: string;
  datacontenttype: 'application/json';
  /** Names the shape of `data`; its number rises when a field changes its meaning. */
  dataschema: string;
  companyid: string;
  data: Record<string, unknown>;
}

/** What went before in the appointment's stream and a public event speaks of. */
export interface AppointmentBackground {
  scheduled: DataOf<'AppointmentScheduled'> | undefined;
  /** The decision a settlement or failure belongs to. */
  decisionOf(modificationId: string): DecisionEvent | undefined;
}

/** True for stored events that become public ones, or may, given the appointment's stream. */
export const isPublished = (type: DomainEvent['type']): boolean => published.has(type);

const published = new Set<string>([
  'AppointmentScheduled',
  'AppointmentCancelled',
  'AppointmentRescheduled',
  'CalendarBookingCancelled',
  'CalendarBookingRescheduled',
  'CalendarNotConcerned',
  'CalendarBookingLinked',
  'AppointmentCancellationReverted',
  'AppointmentRescheduleReverted',
  'CalendarNewTimeRequested',
  'CalendarBookingChanged',
]);

/** The public event a stored event becomes; undefined for what concerns nobody outside. */
export function publicEventOf(event: Recorded, background: AppointmentBackground): PublicEvent | undefined {
  switch (event.type) {
    case 'AppointmentScheduled':
      return envelope(event, 'AppointmentScheduled', event.data.appointmentId, {
        ...belongsTo(event.data),
        startsAt: event.data.startsAt,
        endsAt: event.data.endsAt,
        timeZone: event.data.timeZone,
        price: event.data.price ?? null,
        bookingUid: event.data.booking?.uid ?? null,
        origin: event.data.origin,
        awaitingConfirmation: event.data.status === 'pending',
      });
    case 'CalendarBookingLinked': {
      const { bookingUid, modificationId = null, awaitingConfirmation } = event.data;
      const { scheduled } = background;
      if (awaitingConfirmation !== false || !scheduled) return undefined;
      const data = { ...belongsTo(scheduled), modificationId, bookingUid };
      return envelope(event, 'AppointmentConfirmed', scheduled.appointmentId, data);
    }
    case 'CalendarBookingChanged': {
      const { bookingUid, startsAt, end, staff, calendarService, customer } = event.data;
      const { scheduled } = background;
      if (!scheduled) return undefined;
      const data = {
        ...belongsTo(scheduled),
        bookingUid,
        startsAt,
        ...(staff && { staffId: staff.to }),
        ...(calendarService && { serviceId: calendarService.serviceId }),
        ...(end && { endsAt: end.to }),
        ...(customer && { customerId: customer.to }),
      };
      return envelope(event, 'AppointmentChanged', scheduled.appointmentId, data);
    }
    case 'CalendarNewTimeRequested': {
      const { bookingUid, startsAt, endsAt } = event.data;
      const { scheduled } = background;
      if (!scheduled) return undefined;
      const data = { ...belongsTo(scheduled), bookingUid, from: { startsAt, endsAt } };
      return envelope(event, 'AppointmentNewTimeRequested', scheduled.appointmentId, data);
    }
    case 'AppointmentCancelled':
      return modification(event, 'AppointmentCancellationRequested', background, event.id, {});
    case 'AppointmentRescheduled':
      return modification(event, 'AppointmentRescheduleRequested', background, event.id, {});
    case 'CalendarBookingCancelled':
      return modification(event, 'AppointmentCancelled', background, event.data.modificationId, {
        bookingUid: event.data.bookingUid,
      });
    case 'CalendarBookingRescheduled': {
      const { modificationId, startsAt, endsAt, previousBookingUid, bookingUid } = event.data;
      return modification(event, 'AppointmentRescheduled', background, modificationId, {
        to: { startsAt, endsAt },
        previousBookingUid,
        bookingUid,
        awaitingConfirmation: event.data.awaitingConfirmation ?? false,
      });
    }
    case 'CalendarNotConcerned': {
      const { modificationId } = event.data;
      const decision = background.decisionOf(modificationId);
      return decision && modification(event, decision.type, background, modificationId, { bookingUid: null });
    }
    case 'AppointmentCancellationReverted':
    case 'AppointmentRescheduleReverted':
      return modification(event, event.type, background, event.data.modificationId, { code: event.data.code });
    default:
      return undefined;
  }
}

/** A change with its decision's facts; `more` adds what the event itself knows better. */
function modification(
  event: Recorded,
  type: PublicEventType,
  background: AppointmentBackground,
  modificationId: string,
  more: Record<string, unknown>,
): PublicEvent | undefined {
  const { scheduled } = background;
  const decision = background.decisionOf(modificationId);
  if (!scheduled || !decision) return undefined;
  return envelope(event, type, scheduled.appointmentId, {
    ...belongsTo(scheduled),
    modificationId,
    ...periods(decision),
    timeZone: decision.data.timeZone,
    terms: decision.data.terms && publicTerms(decision.data.terms),
    reasonCode: decision.data.reasonCode ?? null,
    overridden: decision.data.override !== undefined,
    channel: decision.metadata.channel,
    callId: decision.data.callId ?? null,
    requestedAt: decision.metadata.occurredAt,
    ...more,
  });
}

function periods(decision: DecisionEvent): { from: Period; to?: Period } {
  const to = newPeriodOf(decision);
  return { from: decision.data.from, ...(to && { to }) };
}

const publicTerms = ({ withinPolicy, hoursNotice, fee, feeAccepted }: Terms) => ({
  withinPolicy,
  hoursNotice,
  fee,
  feeAccepted,
});

const belongsTo = (scheduled: DataOf<'AppointmentScheduled'>) => ({
  companyId: scheduled.companyId,
  appointmentId: scheduled.appointmentId,
  customerId: scheduled.customerId,
  branchId: scheduled.branchId ?? null,
  serviceId: scheduled.serviceId ?? null,
  staffId: scheduled.staffId ?? null,
});

function envelope(event: Recorded, type: PublicEventType, appointmentId: string, data: Record<string, unknown>): PublicEvent {
  const { companyId, occurredAt } = event.metadata;
  return {
    specversion: '1.0',
    id: `${event.id}:${type}`,
    source: `/rebook/${companyId}`,
    type,
    subject: appointmentId,
    time: occurredAt,
    datacontenttype: 'application/json',
    dataschema: `urn:rebook:${type}:1`,
    companyid: companyId,
    data,
  };
}

/** Where a public event is published: `rebook.<companyId>.<type>` in the stream `REBOOK`. */
export const subjectOf = (event: PublicEvent, streamName: string): string =>
  `${subjectRoot(streamName)}.${event.companyid}.${event.type}`;

/** Two streams of one server cannot share subjects, so each has a root of its own. */
export const subjectRoot = (streamName: string): string => streamName.toLowerCase();
