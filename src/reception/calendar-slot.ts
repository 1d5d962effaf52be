// The time a booking is to be moved to: asked of Cal.com before anything is decided, so that nobody is promised a taken one.
import { DateTime } from 'luxon';
import type { Change } from '../calls/change.ts';
import type { ChangeDependencies } from '../calls/dependencies.ts';
import { type AppointmentState, calendarConcern } from '../domain/appointment.ts';
import type { CompanyState } from '../domain/company.ts';
import { covers } from '../domain/free-times.ts';
import type { Facts } from '../domain/terms.ts';

/**
 * Null where Cal.com is not concerned, an operator overrides, or nobody can tell: the move itself finds out then. So it does where
 * the time is taken and the booking does not stand as we know it: others have changed it, perhaps to that very time.
 */
export async function calendarSlotOf(
  change: Change,
  state: AppointmentState,
  folded: CompanyState,
  deps: ChangeDependencies,
): Promise<Facts['slot']> {
  const { newStartsAt, companyId } = change;
  const eventTypeId = eventTypeOf(state, folded);
  const asks = newStartsAt !== undefined && eventTypeId !== undefined && change.override === undefined;
  if (!asks || calendarConcern(state.booking) !== 'booking') return null;
  const timeZone = folded.settings?.timeZone ?? 'UTC';
  const day = DateTime.fromISO(newStartsAt, { zone: timeZone }).startOf('day');
  const free = await deps.freeSlots(companyId, {
    eventTypeId,
    bookingUid: state.booking?.uid,
    from: day.toJSDate(),
    to: day.plus({ days: 1 }).toJSDate(),
    timeZone,
  });
  if (free === undefined) return null;
  const lengthMs = Date.parse(state.period.endsAt) - Date.parse(state.period.startsAt);
  const wanted = { from: Date.parse(newStartsAt), to: Date.parse(newStartsAt) + lengthMs };
  const slots = free.map(({ startsAt, endsAt }) => ({
    from: Date.parse(startsAt),
    to: endsAt === null ? Date.parse(startsAt) + lengthMs : Date.parse(endsAt),
  }));
  if (covers(slots, wanted)) return 'free';
  const { uid } = state.booking ?? {};
  const { startsAt } = state.calendarPeriod ?? state.period;
  return uid !== undefined && (await deps.bookingStands(companyId, { uid, startsAt })) ? 'taken' : null;
}

/** By the booking, else by the service. */
export function eventTypeOf(state: AppointmentState, folded: CompanyState): number | undefined {
  const serviceId = state.details?.serviceId;
  return state.booking?.eventTypeId ?? (serviceId === undefined ? undefined : folded.services.get(serviceId)?.calcomEventTypeId);
}
