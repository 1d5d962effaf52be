// What hosts do at Cal.com besides moving and cancelling: they hand over, change the length, and ask for another time.

import { otherPerson } from '../shapes.ts';
import type { World } from '../world.ts';
import type { Random } from './random.ts';

export interface HostStep {
  world: World;
  random: Random;
  appointmentId: string;
  /** The uid the appointment began with. */
  firstUid: string;
  /** A time no other step uses. */
  freshTime: string;
  settles: <T>(promise: Promise<T>) => Promise<T | undefined>;
}

export async function hostStep({ world, random, appointmentId, firstUid, freshTime, settles }: HostStep): Promise<string> {
  const { sandbox } = world;
  const live = sandbox.latest(firstUid);
  if (!live) {
    const last = sandbox
      .bookings()
      .findLast(({ uid, newTimeRequested }) => newTimeRequested && chainOf(world, firstUid).includes(uid));
    if (!last || last.rescheduledToUid) return 'the attendee does nothing';
    await settles(sandbox.attendeeRebooks(last.uid, freshTime, random.pick(['BOOKING_RESCHEDULED', 'BOOKING_CREATED'])));
    return `the attendee rebooks ${appointmentId} at ${freshTime}`;
  }
  const otherSeat = live.attendees.find(({ name }) => name === otherPerson)?.seatUid;
  if (otherSeat !== undefined && random.below(3) === 0) {
    await settles(sandbox.staffCancel(live.uid, 'krank', otherSeat));
    return `another's seat beside ${appointmentId} is cancelled`;
  }
  switch (random.below(3)) {
    case 0:
      await settles(sandbox.staffAmend(live.uid, { hostId: 1 + random.below(3) }));
      return `${appointmentId} has another host`;
    case 1:
      await settles(sandbox.staffAmend(live.uid, { minutes: random.pick([30, 60, 90]) }));
      return `${appointmentId} has another length`;
    default:
      if (live.status === 'pending') return 'the host does nothing';
      await settles(sandbox.staffRequestReschedule(live.uid, 'krank'));
      return `the host asks for another time of ${appointmentId}`;
  }
}

function chainOf({ sandbox }: World, firstUid: string): string[] {
  const chain = [firstUid];
  for (let next = sandbox.booking(firstUid)?.rescheduledToUid; next; next = sandbox.booking(next)?.rescheduledToUid)
    chain.push(next);
  return chain;
}
