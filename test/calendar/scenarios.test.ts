// Seeded scenarios of everything at once; after the dust settles stream, read models and Cal.com agree, and what callers were
// heard is true or corrected. A failing seed runs again alone: SEED=17 npx vitest run test/calendar/scenarios.test.ts

import { expect, it } from 'vitest';
import type { CalcomAccounts } from '../../src/calendar/providers/calcom/accounts.ts';
import type { CalcomBooking } from '../../src/calendar/providers/calcom/http/payloads.ts';
import { play } from './support/scenario/scenario.ts';

const first = Number(process.env.SEED ?? process.env.FIRST_SEED ?? 1);
const count = process.env.SEED === undefined ? Number(process.env.SCENARIOS ?? 10) : 1;

it(`all agree after each of ${count} scenarios from seed ${first} on`, { timeout: 120_000 + count * 5_000 }, async () => {
  for (let seed = first; seed < first + count; seed += 1) {
    const ending = await play(seed);
    expect(ending.violations, `seed ${seed}\n${ending.steps.join('\n')}`).toEqual([]);
  }
  process.stdout.write(`saga: ${count} scenarios from seed ${first} on, no violation\n`);
});

/** Workers whose looks see every booking as it was at first: as if nobody looked. */
function blind(real: CalcomAccounts): Pick<CalcomAccounts, 'clientFor'> {
  const before = new Map<string, CalcomBooking>();
  return {
    clientFor: id => {
      const client = real.clientFor(id);
      return {
        ...client,
        getBooking: async (uid, options) => {
          const answer = await client.getBooking(uid, options);
          if (answer.kind !== 'ok' || answer.data.kind !== 'single') return answer;
          const unchanged = { ...answer.data.booking, status: 'accepted', rescheduledToUid: null, cancellationReason: null };
          const booking = before.get(uid) ?? unchanged;
          before.set(uid, booking);
          return { ...answer, data: { kind: 'single', booking } };
        },
      };
    },
  };
}

it('the same scenarios find out workers that do not look', { timeout: 120_000 }, async () => {
  const found: string[] = [];
  for (let seed = 1; seed <= 60 && found.length === 0; seed += 1) {
    const { violations } = await play(seed, { accountsOf: blind });
    found.push(...violations.filter(({ of }) => of === 'agreement' || of === 'truth').map(({ what }) => what));
  }
  expect(found).not.toEqual([]);
});
