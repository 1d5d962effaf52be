// Recorded events of one appointment, as a stream would give them.
import type { AppointmentEvent, DataOf, Recorded } from '../../../src/domain/event-catalogue.ts';
import { derivedId } from '../../../src/domain/ids.ts';

type AppointmentEventType = AppointmentEvent['type'];

/** An event of appointment 640 of the company `salon`; `appointmentHistory` gives it its place. */
export function recordedAppointment<T extends AppointmentEventType>(
  type: T,
  data: DataOf<T>,
  id: string = derivedId('test', type, JSON.stringify(data)),
) {
  return {
    type,
    data,
    id,
    stream: 'appointment-salon.640',
    revision: 0n,
    position: 0n,
    recordedAt: '2025-10-06T08:00:00.000Z',
    metadata: {
      $correlationId: 'call-1',
      commandId: derivedId('test', 'command', id),
      companyId: 'salon',
      subject: '340',
      actor: { kind: 'caller' as const, id: 'call-1' },
      channel: 'phone' as const,
      schemaVersion: 1,
      rulesVersion: 1,
      tzdata: '2025b',
      occurredAt: '2025-10-06T08:00:00.000Z',
    },
  };
}

const from = { startsAt: '2025-10-10T12:00:00.000Z', endsAt: '2025-10-10T13:00:00.000Z' };
const terms = {
  withinPolicy: true,
  hoursNotice: 100,
  fee: { amountCents: 1000, currency: 'EUR' },
  feeAccepted: true,
  policyScope: 'company',
  policyRevision: '3',
};
const decision = {
  from,
  timeZone: 'Europe/Berlin',
  terms,
  facts: null,
  callId: 'call-1',
  reasonCode: 'illness',
  personal: { reason: 'flat tyre' },
  override: { by: 'Front Desk', reasonCode: 'goodwill' },
};

export const scheduled = () =>
  recordedAppointment('AppointmentScheduled', {
    companyId: 'salon',
    appointmentId: '640',
    customerId: '340',
    ...from,
    timeZone: 'Europe/Berlin',
    booking: { uid: 'uid-old-000' },
    origin: 'api',
  });
export const cancelled = (id: string) => recordedAppointment('AppointmentCancelled', decision, id);
export const moved = (id: string) =>
  recordedAppointment(
    'AppointmentRescheduled',
    { ...decision, to: { startsAt: '2025-10-13T12:30:00.000Z', endsAt: '2025-10-13T13:30:00.000Z' } },
    id,
  );

/** The events one after another in their stream. */
export const appointmentHistory = (...events: object[]): Recorded[] =>
  events.map((event, index) => ({ ...event, revision: BigInt(index), position: BigInt(index + 1) * 100n }) as Recorded);
