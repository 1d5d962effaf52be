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
const rounds = 5;
const day = '2026-12-15';
let world: World;
let guests = 0;

beforeAll(async () => {
  world = await createWorld();
  const fee = { kind: 'fixed', amount_cents: 1_000 };
  await world.company('fees', feesLine, { policy: { cancel: { fee } } });
  await world.company('strict', '+493033333333', { policy: { cancel: { hours_before: 24 * 30 } } });
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

/** What one of these requests costs; the first goes before, since caches are empty then. */
async function costOf(ask: (guest: Guest) => Promise<Answer>, code: string, companyId?: string, to?: string): Promise<Cost> {
  const all = [];
  for (let n = 0; n <= rounds; n += 1) all.push(await guest(companyId, to));
  const [first, ...others] = all;
  if (first) expect(await ask(first)).toMatchObject({ code });
  await quiet();
  const before = await counted();
  for (const one of others) {
    expect(await ask(one)).toMatchObject({ code });
    await quiet();
  }
  const after = await counted();
  const each = (name: keyof Cost) => (after[name] - before[name]) / others.length;
  return { statements: each('statements'), appends: each('appends'), reads: each('reads'), decoded: each('decoded') };
}

const cancel = (guest: Guest, args: object = {}) => world.call('cancel_appointment', { appointment_date: day, ...args }, guest);

test('a cancellation', async () => {
  console.log('cancel', await costOf(cancel, 'cancelled'));
});
test('a move', async () => {
  const move = (guest: Guest) =>
    world.call('reschedule_appointment', { old_date: day, new_date: '2026-12-16', new_time: '11:00' }, guest);
  console.log('move', await costOf(move, 'rescheduled'));
});
test('fee', async () => {
  console.log('fee', await costOf(cancel, 'fee_confirmation_required', 'fees', feesLine));
});
test('refused', async () => {
  console.log('refused', await costOf(cancel, 'too_late_to_cancel', 'strict', '+493033333333'));
});
test('not found', async () => {
  const ask = ({ to }: Guest) =>
    world.call('cancel_appointment', { appointment_date: day, customer_name: 'Erika Niemand' }, { from: '+4915199999999', to });
  console.log('not found', await costOf(ask, 'not_identified'));
});
