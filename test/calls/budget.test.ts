// What a request may cost, by function and path: statements, appends, reads of the event store and decoded events. These are counts,
// so they do not depend on the machine.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../../src/calls/answer/answer.ts';
import { createWorld, type World } from '../support/world.ts';

/** On average of one request that nothing else is under way beside. */
interface Cost {
  /** To PostgreSQL, of this service and of its projections; not those of polling. */
  statements: number;
  appends: number;
  reads: number;
  decoded: number;
}

const feesLine = '+493022222222';
const strictLine = '+493033333333';
const rounds = 5;
const day = '2026-12-15';
let world: World;
let guests = 0;

beforeAll(async () => {
  world = await createWorld();
  const fee = { kind: 'fixed', amount_cents: 1_000 };
  await world.company('fees', feesLine, { policy: { cancel: { fee } } });
  await world.company('strict', strictLine, { policy: { cancel: { hours_before: 24 * 30 } } });
});
afterAll(() => world?.stop());

interface Guest {
  from: string;
  to: string;
  companyId: string;
}

/** A customer of their own, with one appointment at ten. */
async function guest(companyId = 'salon', to?: string): Promise<Guest> {
  guests += 1;
  const from = `+49151200${String(guests).padStart(5, '0')}`;
  await world.customer(`guest${guests}`, `Gast ${guests}`, from, companyId);
  await world.appointment(`slot${guests}`, `guest${guests}`, `${day}T09:00:00.000Z`, undefined, {}, companyId);
  return { from, to: to ?? '+493012345678', companyId };
}

async function counted(): Promise<Cost> {
  const text = await (await world.api('GET', '/metrics')).text();
  const sum = (name: string, matching = ''): number =>
    text
      .split('\n')
      .filter(line => line.startsWith(name) && line.includes(matching))
      .reduce((total, line) => total + Number(line.split(' ').at(-1)), 0);
  const polling = sum('rebook_database_statements_total', '"rebook polling"');
  return {
    statements: sum('rebook_database_statements_total') - polling,
    appends: sum('rebook_event_store_requests_total', '"append"'),
    reads: sum('rebook_event_store_requests_total', '"read"'),
    decoded: sum('rebook_events_decoded_total'),
  };
}

/** Nothing is under way: every event is in the read models, no webhook waits, no lease is held. */
async function quiet(): Promise<void> {
  const head = await world.head();
  const open = `select (select min(position) < ${head} from projection_checkpoint)
    or exists (select from webhook_inbox where state = 'waiting')
    or exists (select from calendar_lease where until > now()) as open`;
  await expect.poll(async () => (await world.sql<{ open: boolean }>(open))[0]?.open).toBe(false);
}

const less = (one: Cost, other: Cost): Cost => ({
  statements: one.statements - other.statements,
  appends: one.appends - other.appends,
  reads: one.reads - other.reads,
  decoded: one.decoded - other.decoded,
});

/** What one of these requests costs; one goes before, since caches are empty then. */
async function costOf(ask: (guest: Guest) => Promise<Answer>, code: string, companyId?: string, to?: string): Promise<Cost> {
  const first = await guest(companyId, to);
  const others = [];
  for (let round = 0; round < rounds; round += 1) others.push(await guest(companyId, to));
  expect(await ask(first)).toMatchObject({ code });
  await quiet();
  const start = await counted();
  const before = await counted();
  for (const one of others) {
    expect(await ask(one)).toMatchObject({ code });
    await quiet();
  }
  const all = less(less(await counted(), before), less(before, start));
  return {
    statements: all.statements / rounds,
    appends: all.appends / rounds,
    reads: all.reads / rounds,
    decoded: all.decoded / rounds,
  };
}

function mustFit(cost: Cost, budget: Cost): void {
  for (const name of ['statements', 'appends', 'reads', 'decoded'] as const)
    expect(cost[name], `${name}, of ${JSON.stringify(cost)}`).toBeLessThanOrEqual(budget[name]);
}

const cancel = (guest: Guest) => world.call('cancel_appointment', { appointment_date: day }, guest);

test('a cancellation', async () => {
  mustFit(await costOf(cancel, 'cancelled'), { statements: 10, appends: 4, reads: 1, decoded: 12 });
});

test('a move', async () => {
  const move = (guest: Guest) =>
    world.call('reschedule_appointment', { old_date: day, new_date: '2026-12-16', new_time: '11:00' }, guest);
  mustFit(await costOf(move, 'rescheduled'), { statements: 10, appends: 5, reads: 1, decoded: 14 });
});

// A refusal rests on the ends of the appointment's and the company's stream: nothing is appended that would guard it.
test('a fee that is asked about', async () => {
  mustFit(await costOf(cancel, 'fee_confirmation_required', 'fees', feesLine), {
    statements: 6,
    appends: 2,
    reads: 2,
    decoded: 8,
  });
});

test('a refusal', async () => {
  const cost = await costOf(cancel, 'too_late_to_cancel', 'strict', strictLine);
  mustFit(cost, { statements: 4, appends: 2, reads: 2, decoded: 10 });
});

test('a name and a number nobody has', async () => {
  const ask = ({ from, to }: Guest) => {
    const unknown = from.replace('+49151200', '+49151299');
    return world.call('cancel_appointment', { appointment_date: day, customer_name: 'Erika Niemand' }, { from: unknown, to });
  };
  mustFit(await costOf(ask, 'customer_not_found'), { statements: 7, appends: 2, reads: 0, decoded: 8 });
});

test('a repeat', async () => {
  const calls = new Map<Guest, string>();
  const ask = (guest: Guest) => {
    const callId = calls.get(guest) ?? `repeated_${calls.size}`;
    calls.set(guest, callId);
    return world.call('cancel_appointment', { appointment_date: day }, { ...guest, callId });
  };
  const again = async (guest: Guest) => {
    await ask(guest);
    await quiet();
    return ask(guest);
  };
  const [once, twice] = [await costOf(ask, 'cancelled'), await costOf(again, 'cancelled')];
  mustFit(less(twice, once), { statements: 1, appends: 0, reads: 0, decoded: 0 });
});
