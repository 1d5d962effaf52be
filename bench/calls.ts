// Signed cancel calls over HTTP, each of its own caller, spread over the companies.
import { signRetell } from '../src/channels/retell/signature.ts';
import { watchCalendar } from './calendar-share.ts';
import { highestRate, load, quantiles } from './load.ts';
import { appointments, type Bench, bookingUidOf, lineOf, phoneOf, retellKey, startsAt } from './open-bench.ts';
import { post } from './post.ts';
import type { Figures } from './table.ts';

const warmUp = 100;
const measured = 600;

/** The call as the agent sees it, and without the time Cal.com took. */
export async function benchCalls(open: Bench): Promise<Figures[]> {
  const calendar = watchCalendar();
  const call = (index: number) => benchCall(open, index);
  await load(20, warmUp, call);
  const at20 = await load(20, measured, index => call(warmUp + index));
  const share = [...at20.latencies].map(([index, total]) => {
    const waited = calendar.get(bookingUidOf(warmUp + index));
    if (waited === undefined) throw new Error('a call went by without Cal.com');
    return total - waited;
  });
  const used = warmUp + measured;
  return [
    {
      name: 'Rebook: a cancel call, Cal.com included',
      ...at20,
      highest: await highestRate(index => call(used + index), appointments - used),
    },
    { name: 'Rebook: our share of it', ...quantiles(share), failed: at20.failed },
  ];
}

/** One caller cancels their appointment; true where they hear that it is done. */
export async function benchCall({ address }: Pick<Bench, 'address'>, index: number): Promise<boolean> {
  const day = startsAt.toISOString().slice(0, 10);
  const raw = JSON.stringify({
    name: 'cancel_appointment',
    call: {
      call_id: `bench_${index}`,
      call_type: 'phone_call',
      direction: 'inbound',
      from_number: phoneOf(index),
      to_number: lineOf(index),
      start_timestamp: Date.now(),
    },
    args: { appointment_date: day },
  });
  const signature = signRetell(raw, retellKey, Date.now());
  const answer: unknown = JSON.parse(await post(`${address}/retell/functions`, raw, { 'x-retell-signature': signature }));
  return typeof answer === 'object' && answer !== null && 'status' in answer && answer.status === 'cancelled';
}
