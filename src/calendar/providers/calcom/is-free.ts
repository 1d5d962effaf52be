// Whether the time a booking is to be moved to is free at Cal.com: asked where it fails without saying why.

import { covers } from '../../../domain/company/free-times.ts';
import type { CallOptions, MoveWanted, Slot } from '../../provider.ts';
import type { CalcomClient } from './http/client.ts';

/** Slots begin where Cal.com's grid has them, which is a day at most before the wanted time. */
const dayMs = 24 * 3_600_000;

/** `unknown` where Cal.com does not tell, or there is nothing to ask about. */
export async function isFree(
  client: Pick<CalcomClient, 'slots'>,
  { bookingUid, calendarServiceId: eventTypeId, to }: MoveWanted,
  options: CallOptions,
): Promise<Slot> {
  if (eventTypeId === undefined || to === undefined) return 'unknown';
  const wanted = { from: Date.parse(to.startsAt), to: Date.parse(to.endsAt) };
  const answer = await client.slots(
    {
      eventTypeId,
      start: new Date(wanted.from - dayMs).toISOString(),
      end: new Date(wanted.to).toISOString(),
      timeZone: 'UTC',
      format: 'range',
      bookingUidToReschedule: bookingUid,
    },
    options,
  );
  if (answer.kind !== 'ok') return 'unknown';
  const lengthMs = wanted.to - wanted.from;
  const free = Object.values(answer.data)
    .flat()
    .map(({ start, end }) => ({ from: Date.parse(start), to: end === null ? Date.parse(start) + lengthMs : Date.parse(end) }))
    .sort((a, b) => a.from - b.from);
  return covers(free, wanted) ? 'free' : 'taken';
}
