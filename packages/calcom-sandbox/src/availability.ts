// When a host is free: opening hours of the event type, less the live bookings of the host.
import { DateTime } from 'luxon';
import { isLive, type SandboxEventType } from './model.ts';
import type { SandboxStore } from './store.ts';

/** Opening times of the day that holds `day`, as instants in ms. */
function openingsOf(eventType: SandboxEventType, day: DateTime): { from: number; to: number }[] {
  const midnight = day.startOf('day');
  if (eventType.openingHours === null) return [{ from: midnight.toMillis(), to: midnight.plus({ days: 1 }).toMillis() }];
  return (eventType.openingHours[String(day.weekday)] ?? []).map(([from, to]) => {
    const at = (clock: string) => {
      const [hour = 0, minute = 0] = clock.split(':').map(Number);
      return midnight.set({ hour, minute }).toMillis();
    };
    return { from: at(from), to: at(to) };
  });
}

function isOpen(eventType: SandboxEventType, start: number, end: number): boolean {
  if (eventType.openingHours === null) return true;
  const day = DateTime.fromMillis(start, { zone: eventType.timeZone });
  return openingsOf(eventType, day).some(({ from, to }) => start >= from && end <= to);
}

type Taken = { hostId: number; from: number; to: number };

/** When the hosts' live bookings stand in the way of a change to `movingUid` (one's own booking does not). */
function takenBy(store: SandboxStore, account: string, hosts: readonly number[], movingUid?: string): Taken[] {
  const taken: Taken[] = [];
  for (const booking of store.bookings()) {
    if (booking.account !== account || !hosts.includes(booking.hostId) || booking.uid === movingUid || !isLive(booking)) continue;
    taken.push({ hostId: booking.hostId, from: Date.parse(booking.start), to: Date.parse(booking.end) });
  }
  return taken;
}

function freeHost(hosts: readonly number[], taken: readonly Taken[], start: number, end: number): number | undefined {
  return hosts.find(host => !taken.some(({ hostId, from, to }) => hostId === host && from < end && to > start));
}

export type Wish = { start: number; end: number; movingUid?: string; host?: number };

/** A host who is there and free for the whole time, or `undefined`. */
export function hostFor(store: SandboxStore, eventType: SandboxEventType, wish: Wish): number | undefined {
  if (!isOpen(eventType, wish.start, wish.end)) return undefined;
  // A move keeps its host, as slots asked for with `bookingUidToReschedule` do.
  const hosts = wish.host === undefined ? eventType.hosts : [wish.host];
  return freeHost(hosts, takenBy(store, eventType.account, hosts, wish.movingUid), wish.start, wish.end);
}

export type SlotRange = { from: Date; to: Date; timeZone: string; now: Date; minutes?: number; movingUid?: string };

/** Free starts by day of `timeZone`, with that zone's offset, as GET /v2/slots gives them. */
export function freeSlots(
  store: SandboxStore,
  eventType: SandboxEventType,
  range: SlotRange,
): Record<string, { start: string; end: string }[]> {
  const { timeZone, now, movingUid } = range;
  const moving = movingUid === undefined ? undefined : store.booking(movingUid);
  const hosts = moving ? [moving.hostId] : eventType.hosts;
  const length = (range.minutes ?? eventType.lengthInMinutes) * 60_000;
  const step = (eventType.slotIntervalMinutes ?? range.minutes ?? eventType.lengthInMinutes) * 60_000;
  const earliest = Math.max(range.from.getTime(), now.getTime() + Math.max(1, eventType.minimumNoticeMinutes * 60_000));
  const windowEnd =
    eventType.bookingWindowDays === undefined ? Infinity : now.getTime() + eventType.bookingWindowDays * 86_400_000;
  const latest = Math.min(range.to.getTime(), windowEnd);
  const taken = takenBy(store, eventType.account, hosts, movingUid);
  const days: Record<string, { start: string; end: string }[]> = {};
  let day = DateTime.fromMillis(earliest, { zone: eventType.timeZone }).startOf('day');
  for (; day.toMillis() <= latest; day = day.plus({ days: 1 })) {
    for (const { from, to } of openingsOf(eventType, day)) {
      for (let start = from; start + length <= to; start += step) {
        if (start < earliest || start > latest || freeHost(hosts, taken, start, start + length) === undefined) continue;
        const local = DateTime.fromMillis(start, { zone: timeZone });
        const key = local.toISODate() ?? '';
        days[key] ??= [];
        days[key].push({ start: local.toISO() ?? '', end: local.plus(length).toISO() ?? '' });
      }
    }
  }
  return days;
}
