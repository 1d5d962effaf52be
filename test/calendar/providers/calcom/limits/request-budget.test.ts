// Of which window an answer speaks: the budget of one process and that of all instances agree.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOwnBudget } from '../../../../../src/calendar/providers/calcom/limits/request-budget.ts';
import type { Clock } from '../../../../../src/domain/clock.ts';
import { createManualClock } from '../../../../support/manual-clock.ts';
import { type BudgetDatabase, openBudgetDatabase } from './budget-database.ts';

let database: BudgetDatabase;
beforeAll(async () => {
  database = await openBudgetDatabase();
});
afterAll(() => database.close());

describe.each([
  ['of a process alone', createOwnBudget],
  ['shared by all instances', (clock: Clock) => database.sharedBudget('reported', clock)],
])('the budget %s', (_name, open) => {
  const start = Date.parse('2026-10-05T08:00:00.000Z');
  const at = (seconds: number) => new Date(start + seconds * 1000);
  const reported = (sent: number, ends: [number, number], used: number) => ({
    limit: 120,
    used,
    returned: 0,
    sentAt: at(sent),
    windowEnds: { earliest: at(ends[0]), latest: at(ends[1]) },
    blockedUntil: undefined,
  });
  const taking = (wanted: number) => ({ wanted, kept: 0, assumedLimit: 120 });

  it('takes from an answer what its own window allows', async () => {
    const clock = createManualClock(at(0).toISOString());
    const budget = open(clock);
    await budget.take(taking(100));
    // Later than the count of a minute from the first one on, and then of that very window again, late.
    await budget.report(reported(58, [118, 119], 5));
    expect(await budget.take(taking(100))).toMatchObject({ granted: 100, windowEnds: at(119) });
    await budget.report(reported(60, [117, 147], 1));
    expect(await budget.take(taking(100))).toMatchObject({ granted: 15, windowEnds: at(119) });
    await budget.report(reported(40, [60, 70], 1));
    expect(await budget.take(taking(100))).toMatchObject({ granted: 0, windowEnds: at(119) });
    await clock.advance(119_000);
    expect(await budget.take(taking(100))).toMatchObject({ granted: 100, windowEnds: at(179) });
    await budget.report(reported(118, [118, 148], 120));
    expect(await budget.take(taking(100))).toMatchObject({ granted: 20, windowEnds: at(179) });
  });
});
