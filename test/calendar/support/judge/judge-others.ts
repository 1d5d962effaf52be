// What is not the appointment's own: the other bookings of its series, and the seats of other people.

import type { Stage } from '../scenario/stage.ts';
import { seriesUid, siblingUid } from '../shapes.ts';

export function judgeOthers({ world, uids, shapeOf }: Stage): string[] {
  const asked = (uid: string) =>
    world.sent.some(({ method, path }) => method === 'POST' && path.startsWith(`/v2/bookings/${uid}/`));
  const wrong: string[] = [];
  for (const [index, uid] of uids.entries()) {
    const shape = shapeOf(index);
    if (shape !== 'of_series' && shape !== 'by_series') continue;
    const sibling = siblingUid(uid);
    if (world.sandbox.booking(sibling)?.status !== 'accepted' || asked(sibling))
      wrong.push(`${uid}: another booking of its series was changed`);
    if (asked(seriesUid(uid))) wrong.push(`${uid}: all of its series was to be changed`);
  }
  const seated = world.sandbox.bookings().filter(({ attendees }) => attendees.some(({ seatUid }) => seatUid !== undefined));
  for (const { uid } of seated) if (asked(uid)) wrong.push(`${uid}: the booking of several people was to be changed`);
  return wrong;
}
