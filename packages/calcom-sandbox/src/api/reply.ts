// What a path of the API gives: a body with its status, or a failure.
import type { Changed, World } from '../changes/world.ts';
import type { Failure } from '../failures.ts';
import type { SandboxBooking } from '../model.ts';
import { apiBooking } from '../render.ts';

export type Answered = { status: number; body: object | string };
export type Reply = Answered | { failure: Failure };

export const ok = (status: number, data: unknown, more: object = {}): Answered => ({
  status,
  body: { status: 'success', data, ...more },
});

/** A booking as the API shows it. */
export const rendered = ({ store }: World, booking: SandboxBooking): Record<string, unknown> =>
  apiBooking(booking, store.eventType(booking.account, booking.eventTypeId));

export function answerOf(world: World, status: number, changed: Changed): Reply {
  if ('failure' in changed) return changed;
  const all = changed.bookings.map(booking => rendered(world, booking));
  return ok(status, changed.series ? all : all[0]);
}
