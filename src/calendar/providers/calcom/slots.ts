// What Cal.com has free for a booking that is to be moved: asked before anything is decided, so that nobody is promised a taken time.
import { DateTime } from 'luxon';
import type { AppointmentState } from '../../../domain/appointment/appointment-state.ts';
import { calendarConcern } from '../../../domain/appointment/booking-reference.ts';
import type { CompanyState } from '../../../domain/company/company.ts';
import { covers } from '../../../domain/company/free-times.ts';
import type { Facts } from '../../../domain/policy/terms.ts';
import { sameInstant } from '../../booking.ts';
import type { SlotsWanted, TimeWanted } from '../../provider.ts';
import { readBooking } from './booking.ts';
import type { CalcomClient } from './http/client.ts';

const mostMs = 2_000;

interface FreeSlot {
  startsAt: string;
  /** Null where Cal.com does not tell. */
  endsAt: string | null;
}

/** Free starts in order; undefined where Cal.com gives no answer, or the booking's kind or name at Cal.com is not known. */
export async function freeStarts(client: CalcomClient, wanted: SlotsWanted): Promise<string[] | undefined> {
  if (calendarConcern(wanted.state.booking) !== 'booking') return undefined;
  return (await freeSlots(client, wanted))?.map(({ startsAt }) => startsAt);
}

/**
 * Null where an operator overrides, or nobody can tell: the move itself finds out then. So it does where the time is taken and the
 * booking does not stand as we know it: others have changed it, perhaps to that very time.
 */
export async function wantedTime(client: CalcomClient, wanted: TimeWanted): Promise<Facts['slot']> {
  const { newStartsAt, overridden, state, company, signal } = wanted;
  if (newStartsAt === undefined || overridden || calendarConcern(state.booking) !== 'booking') return null;
  const day = DateTime.fromISO(newStartsAt, { zone: zoneOf(company) }).startOf('day');
  const between = { from: day.toJSDate(), to: day.plus({ days: 1 }).toJSDate() };
  const free = await freeSlots(client, { ...wanted, between });
  if (free === undefined) return null;
  const lengthMs = Date.parse(state.period.endsAt) - Date.parse(state.period.startsAt);
  const period = { from: Date.parse(newStartsAt), to: Date.parse(newStartsAt) + lengthMs };
  const slots = free.map(({ startsAt, endsAt }) => ({
    from: Date.parse(startsAt),
    to: endsAt === null ? Date.parse(startsAt) + lengthMs : Date.parse(endsAt),
  }));
  if (covers(slots, period)) return 'free';
  signal?.throwIfAborted();
  return (await standsAsKnown(client, state)) ? 'taken' : null;
}

async function freeSlots(client: CalcomClient, { state, company, between, withinMs = mostMs }: SlotsWanted) {
  const eventTypeId = eventTypeOf(state, company);
  if (eventTypeId === undefined) return undefined;
  if (between.from >= between.to) return [];
  const { uid } = state.booking ?? {};
  const result = await client.slots(
    {
      eventTypeId,
      start: between.from.toISOString(),
      end: between.to.toISOString(),
      timeZone: zoneOf(company),
      format: 'range',
      ...(uid !== undefined && { bookingUidToReschedule: uid }),
    },
    { timeoutMs: Math.min(mostMs, withinMs) },
  );
  if (result.kind !== 'ok') return undefined;
  return Object.values(result.data)
    .flat()
    .map(({ start, end }): FreeSlot => ({ startsAt: new Date(start).toISOString(), endsAt: end && new Date(end).toISOString() }))
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
}

/** False where the booking has ended, stands at another time, or Cal.com does not say. */
async function standsAsKnown(client: CalcomClient, { booking, calendarPeriod, period }: AppointmentState): Promise<boolean> {
  if (booking?.uid === undefined) return false;
  const answer = await readBooking(client, booking.uid, { timeoutMs: mostMs });
  if (answer.kind !== 'ok') return false;
  const bookings = answer.data.kind === 'single' ? [answer.data.booking] : answer.data.bookings;
  const { startsAt } = calendarPeriod ?? period;
  return bookings.some(
    found => (found.status === 'confirmed' || found.status === 'awaiting_confirmation') && sameInstant(found.startsAt, startsAt),
  );
}

const zoneOf = ({ settings }: CompanyState): string => settings?.timeZone ?? 'UTC';

/** By the booking, else by the service. */
function eventTypeOf({ booking, details }: AppointmentState, { services }: CompanyState): number | undefined {
  const serviceId = details?.serviceId;
  return booking?.calendarServiceId ?? (serviceId === undefined ? undefined : services.get(serviceId)?.calendarServiceId);
}
