// The day all calendars are asked about: two appointments of one member of staff, in a company that opens at nine.
import type { AppointmentState } from '../../../src/domain/appointment/appointment-state.ts';
import type { BookingReference } from '../../../src/domain/appointment/events.ts';
import type { CompanyState } from '../../../src/domain/company/company.ts';
import type { Period } from '../../../src/domain/values.ts';
import { companyWith, scheduled, state } from '../../support/appointment.ts';

export const companyId = 'salon';
/** The Monday before. */
export const now = '2026-10-05T08:00:00.000Z';

/** Tuesday, by the clock of Berlin. */
export const at = (clock: string): string => new Date(`2026-10-06T${clock}:00.000+02:00`).toISOString();
export const halfHour = (clock: string): Period => {
  const startsAt = at(clock);
  return { startsAt, endsAt: new Date(Date.parse(startsAt) + 30 * 60_000).toISOString() };
};
export const workingDay = { from: new Date(at('09:00')), to: new Date(at('18:00')) };

/** Whose slots are asked for, and who stands in the way. */
export const mine = { id: '640', ...halfHour('10:00') };
export const anothers = { id: '641', ...halfHour('11:00') };

export const open: CompanyState = {
  ...companyWith({}),
  hours: new Map([
    [
      'company',
      Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map(day => [day, [{ opens: '09:00', closes: '18:00' }]])),
    ],
  ]),
};

export function appointment({ id, startsAt, endsAt }: typeof mine, booking?: BookingReference): AppointmentState {
  const { booking: _, ...data } = scheduled.data;
  const its = { ...data, appointmentId: id, staffId: 'anna', startsAt, endsAt, ...(booking && { booking }) };
  return state({ ...scheduled, data: its });
}
