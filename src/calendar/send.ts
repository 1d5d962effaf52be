// The change as Cal.com gets it: the same arguments on every repeat, and nothing of what the caller said.
import type { CalcomClient, CallOptions } from '../calcom/client.ts';
import { cancellationReason, reschedulingReason } from './fixed-sentences.ts';
import type { Situation, Tried } from './situation.ts';

/** One try; of a cancelled series the booking meant is not in the answer's form, so a look tells. */
export async function send(
  client: CalcomClient,
  { operation, bookingUid, to }: Pick<Situation, 'operation' | 'bookingUid' | 'to'>,
  options: CallOptions,
): Promise<Tried> {
  if (operation === 'reschedule' && to) {
    return client.reschedule(bookingUid, { start: to.startsAt, reschedulingReason }, options);
  }
  const tried = await client.cancel(bookingUid, { cancellationReason }, options);
  if (tried.kind !== 'ok') return tried;
  return { ...tried, data: tried.data.kind === 'single' ? tried.data.booking : undefined };
}
