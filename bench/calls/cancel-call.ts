// Signed cancel calls over HTTP, each of its own caller, spread over the companies.
import { signRetell } from '../../src/channels/retell/signature.ts';
import { callIdOf, lineOf, phoneOf, startsAt } from '../callers.ts';
import { retellKey } from '../open-bench.ts';
import { post } from '../post.ts';

/** One caller cancels their appointment; true where they hear that it is done. */
export async function benchCall({ address }: { address: string }, index: number): Promise<boolean> {
  const day = startsAt.toISOString().slice(0, 10);
  const raw = JSON.stringify({
    name: 'cancel_appointment',
    call: {
      call_id: callIdOf(index),
      call_type: 'phone_call',
      direction: 'inbound',
      from_number: phoneOf(index),
      to_number: lineOf(index),
      start_timestamp: Date.now(),
    },
    args: { appointment_date: day },
  });
  const signature = signRetell(raw, retellKey, Date.now());
  const answer: unknown = JSON.parse(
    await post(`${address}/retell/functions`, raw, { headers: { 'x-retell-signature': signature } }),
  );
  return typeof answer === 'object' && answer !== null && 'status' in answer && answer.status === 'cancelled';
}
