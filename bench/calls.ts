// Signed cancel calls over HTTP, each of its own caller, spread over the companies.
import { signRetell } from '../src/retell/signature.ts';
import { highestRate, load } from './load.ts';
import { appointments, type Bench, companyOf, lineOf, phoneOf, startsAt } from './open-bench.ts';
import type { Figures } from './table.ts';

const warmUp = 100;
const measured = 600;

export async function benchCalls({ rebook, config }: Bench): Promise<Figures> {
  const day = startsAt.toISOString().slice(0, 10);
  const call = async (index: number): Promise<boolean> => {
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
    const response = await fetch(`${rebook.address}/retell/functions`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-retell-signature': signRetell(raw, config.secretsOf(companyOf(index)).retellApiKey ?? '', Date.now()),
      },
      body: raw,
    });
    const answer: unknown = await response.json();
    return typeof answer === 'object' && answer !== null && 'status' in answer && answer.status === 'cancelled';
  };
  await load(20, warmUp, call);
  const at20 = await load(20, measured, index => call(warmUp + index));
  const used = warmUp + measured;
  return {
    name: 'Rebook: a cancel call, Cal.com included',
    ...at20,
    highest: await highestRate(index => call(used + index), appointments - used),
  };
}
