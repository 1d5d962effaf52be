// By which rules, as a table: rule × operation, kept and broken. Each cell states status, code, events, requests to Cal.com and
// rows; rows 10 to 13 and 35.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { begun, both, type Cells, createCells, type Guest, type Operation, yes } from '../support/cells.ts';
import type { Watched } from '../support/watch.ts';

let cells: Cells;
beforeAll(async () => {
  cells = await createCells(800);
});
afterAll(() => cells?.close());

const day = '2026-12-15';
/** Notice at the world's nine o'clock: three weeks and a day. */
const ample = 24 * 7;
const tooLong = 24 * 30;
const fee = { kind: 'fixed', amount_cents: 1_000 };

/** A no of the policy: the refusal stands in the call and in the read model, and nothing else happens. */
const refused = (code: string): Watched => ({
  status: 'refused',
  code,
  appointment: [],
  call: [...begun, 'CallerIdentified', 'ModificationRefused', 'FunctionAnswered'],
  requests: [],
  rows: { calls: [], modification_refusals: [] },
});
/** A question: nothing is refused yet. */
const asked = (code: string): Watched => ({
  ...refused(code),
  status: 'confirmation_required',
  call: [...begun, 'CallerIdentified', 'FunctionAnswered'],
  rows: { calls: [] },
});

interface Rule {
  rule: string;
  operations: readonly Operation[];
  kept: (operation: Operation) => object;
  broken: (operation: Operation) => object;
  answer: (operation: Operation) => Watched;
  /** Whether the rule is counted on the customer's stream, before the decision. */
  counted?: boolean;
  /** What has happened before. */
  before?: (guest: Guest, operation: Operation) => Promise<unknown>;
}

const too = { cancel: 'too_late_to_cancel', reschedule: 'too_late_to_reschedule' };
const not = { cancel: 'cancel_not_allowed', reschedule: 'reschedule_not_allowed' };
const used = { cancel: 'cancel_quota_used', reschedule: 'reschedule_quota_used' };
const word = { cancel: 'cancel_appointment', reschedule: 'reschedule_appointment' };

/** The customer does it once to another appointment of theirs. */
async function once(guest: Guest, operation: Operation): Promise<unknown> {
  await cells.booking(`${guest.id}b`, guest.id, '2026-12-16');
  const args =
    operation === 'cancel'
      ? { appointment_date: '2026-12-16' }
      : { old_date: '2026-12-16', new_date: '2026-12-17', new_time: '15:00' };
  return cells.world.call(word[operation], args, { from: guest.number ?? '' });
}
/** They move this very appointment, and back. */
async function movedTwice(guest: Guest): Promise<unknown> {
  const options = { from: guest.number ?? '', callId: `twice_${guest.id}` };
  await cells.world.call('reschedule_appointment', { old_date: day, new_date: '2026-12-18', new_time: '15:00' }, options);
  return cells.world.call('reschedule_appointment', { old_date: '2026-12-18', new_date: day, new_time: '10:00' }, options);
}

const rules: Rule[] = [
  {
    rule: 'rows 10 and 11, allowed',
    operations: both,
    kept: operation => ({ [operation]: { allowed: true } }),
    broken: operation => ({ [operation]: { allowed: false } }),
    answer: operation => refused(not[operation]),
  },
  {
    rule: 'rows 13 and 35, hours of notice',
    operations: both,
    kept: operation => ({ [operation]: { hours_before: ample } }),
    broken: operation => ({ [operation]: { hours_before: tooLong } }),
    answer: operation => refused(too[operation]),
  },
  {
    rule: 'row 11, how often a month',
    operations: both,
    before: once,
    kept: operation => ({ [operation]: { max_per_month: 2 } }),
    broken: operation => ({ [operation]: { max_per_month: 1 } }),
    answer: operation => refused(used[operation]),
    counted: true,
  },
  {
    rule: 'row 10, how often one appointment',
    operations: ['reschedule'],
    before: movedTwice,
    kept: () => ({ reschedule: { max_per_appointment: 3 } }),
    broken: () => ({ reschedule: { max_per_appointment: 2 } }),
    answer: () => refused('appointment_reschedule_limit'),
  },
  {
    rule: 'row 12, a fee',
    operations: both,
    kept: operation => ({ [operation]: { fee: { kind: 'tiers', tiers: [{ under_hours: 24, amount_cents: 1_000 }] } } }),
    broken: operation => ({ [operation]: { fee } }),
    answer: () => asked('fee_confirmation_required'),
  },
];

/** `before` happens under the same rules, as long as they are counted. */
async function setUp({ before, counted }: Rule, operation: Operation, policy: object): Promise<Guest> {
  const guest = await cells.guest({ day });
  if (counted) await cells.world.policy('salon', policy);
  await before?.(guest, operation);
  await cells.world.policy('salon', policy);
  await cells.world.settle();
  return guest;
}

describe.each(rules)('$rule', rule => {
  test.each(rule.operations)('kept: %s', async operation => {
    const guest = await setUp(rule, operation, rule.kept(operation));
    const { facts } = await cells.ask(operation, { of: guest });
    await cells.world.policy('salon', {});
    expect(facts).toEqual(yes[operation]);
  });
  test.each(rule.operations)('broken: %s', async operation => {
    const guest = await setUp(rule, operation, rule.broken(operation));
    const { facts, answer } = await cells.ask(operation, { of: guest });
    await cells.world.policy('salon', {});
    expect(facts).toEqual(rule.answer(operation));
    expect(answer.message).not.toMatch(/\{|undefined|null|\d/);
  });
});

describe('row 12, a share of the price', () => {
  const share = (operation: Operation) => ({ [operation]: { fee: { kind: 'percentage', percent: 50 } } });
  test.each(both)('is said: %s', async operation => {
    const guest = await cells.guest({ day, price: { amount_cents: 4_000, currency: 'EUR' } });
    await cells.world.policy('salon', share(operation));
    const callId = `share_${guest.id}`;
    const { facts, answer } = await cells.ask(operation, { of: guest, call: { callId } });
    await cells.world.policy('salon', {});
    expect(facts).toEqual(asked('fee_confirmation_required'));
    expect(answer.fee).toMatchObject({ amount_cents: 2_000, currency: 'EUR' });
    // For its sentence, which names what the fee is for.
    const answered = (await cells.world.events(`call-${callId}`)).find(({ type }) => type === 'FunctionAnswered');
    expect(answered?.data).toMatchObject({ parameters: { operation } });
  });
  test.each(both)('is nothing where there is no price: %s', async operation => {
    const guest = await cells.guest({ day });
    await cells.world.policy('salon', share(operation));
    const { facts } = await cells.ask(operation, { of: guest });
    await cells.world.policy('salon', {});
    expect(facts).toEqual(yes[operation]);
  });
});

describe('row 12, a fee that was heard', () => {
  const callIdOf = (guest: Guest): string => `fee_${guest.id}`;
  const withFeeStated = async (operation: Operation): Promise<Guest> => {
    const guest = await cells.guest({ day });
    await cells.world.policy('salon', { [operation]: { fee } });
    await cells.ask(operation, { of: guest, call: { callId: callIdOf(guest) } });
    return guest;
  };
  const accept = (operation: Operation, guest: Guest, more: object = {}) =>
    cells.ask(operation, { of: guest, args: { fee_accepted: true, ...more }, call: { callId: callIdOf(guest) } });
  const continued = ({ call, ...watched }: Watched): Watched => ({ ...watched, call: call.slice(1) });

  test.each(both)('and accepted: %s', async operation => {
    const { facts, answer } = await accept(operation, await withFeeStated(operation));
    await cells.world.policy('salon', {});
    expect(facts).toEqual(continued(yes[operation]));
    expect(answer.fee).toMatchObject({ amount_cents: 1_000 });
  });
  test.each(both)('but has risen since is said again, and taken after that: %s', async operation => {
    const guest = await withFeeStated(operation);
    await cells.world.policy('salon', { [operation]: { fee: { ...fee, amount_cents: 2_000 } } });
    const again = await accept(operation, guest);
    expect(again.facts).toEqual(continued(asked('fee_confirmation_required')));
    expect(again.answer.fee).toMatchObject({ amount_cents: 2_000 });
    // Another request than the one a moment ago.
    const done = await accept(operation, guest, { customer_name: guest.name });
    await cells.world.policy('salon', {});
    expect(done.facts).toEqual(continued(yes[operation]));
  });
  test.each(both)('is not taken by a call that heard nothing: %s', async operation => {
    const guest = await cells.guest({ day });
    await cells.world.policy('salon', { [operation]: { fee } });
    const { facts } = await cells.ask(operation, { of: guest, args: { fee_accepted: true } });
    await cells.world.policy('salon', {});
    expect(facts).toEqual(asked('fee_confirmation_required'));
  });
});
