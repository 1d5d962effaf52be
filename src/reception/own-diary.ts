// The diary of an appointment no calendar keeps: its branch's hours, and what else its member of staff has to do.

import type { Between, Lookups } from '../calls/lookups.ts';
import type { AppointmentState } from '../domain/appointment.ts';
import { type CompanyState, hoursOf } from '../domain/company.ts';
import type { Diary } from '../domain/free-times.ts';

/** What is known of a period; an appointment without a member of staff is in nobody's way. */
export async function ownDiary(
  state: AppointmentState,
  folded: CompanyState,
  between: Between,
  queries: Lookups,
): Promise<Diary> {
  const { companyId = '', appointmentId = '', branchId, staffId, timeZone = 'UTC' } = state.details ?? {};
  return {
    hours: hoursOf(folded, branchId),
    busy: staffId === undefined ? [] : await queries.busyPeriods(companyId, staffId, appointmentId, between),
    zone: timeZone,
  };
}

/** Where the appointment would be, its length unchanged. */
export function periodFrom({ period }: AppointmentState, newStartsAt: string): { startsAt: string; endsAt: string } {
  const start = Date.parse(newStartsAt);
  return {
    startsAt: new Date(start).toISOString(),
    endsAt: new Date(start + lengthOf(period)).toISOString(),
  };
}

export const lengthOf = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }): number =>
  Date.parse(endsAt) - Date.parse(startsAt);
