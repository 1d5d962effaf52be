// What a request may cost, by function and path: statements, appends, reads of the event store and decoded events. These are counts,
// so they do not depend on the machine.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../../src/calls/answer/answer.ts';
import { createWorld, type World } from '../support/world.ts';

/** On average of one request that nothing else is under way beside. */
interface Cost {
  /** The service's, to PostgreSQL; polling is none of a request's. */
  statements: number;
  appends: number;
  reads: number;
  decoded: number;
  /** Two for each batch of the projections; a machine that is slow cuts a request's events into more of them. */
  ofProjections: number;
}
const names = ['statements', 'appends', 'reads', 'decoded', 'ofProjections'] as const;

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
  const statements = (connection: string): number => sum('rebook_database_statements_total', `"rebook${connection}"`);
  return {
    statements: statements('') + statements(' vault') + statements(' waiting') + statements(' listen'),
    appends: sum('rebook_event_store_requests_total', '"append"'),
    reads: sum('rebook_event_store_requests_total', '"read"'),
    decoded: sum('rebook_events_decoded_total'),
    ofProjections: statements(' projector'),
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

const each = (of: (name: keyof Cost) => number): Cost => ({
  statements: of('statements'),
  appends: of('appends'),
  reads: of('reads'),
  decoded: of('decoded'),
  ofProjections: of('ofProjections'),
});

type Ask = (guest: Guest) => Promise<Answer>;

/** What one of these requests costs; one goes before, since caches are empty then. `earlier`: what each guest has asked before. */
async function costOf(
  ask: Ask,
  code: string,
  { companyId, to, earlier }: Partial<Guest> & { earlier?: Ask } = {},
): Promise<Cost> {
  const guests = [];
  for (let round = 0; round <= rounds; round += 1) guests.push(await guest(companyId, to));
  for (const one of guests) await earlier?.(one);
  const [first, ...others] = guests;
  expect(first && (await ask(first))).toMatchObject({ code });
  await quiet();
  const start = await counted();
  const before = await counted();
  for (const one of others) {
    expect(await ask(one)).toMatchObject({ code });
    await quiet();
  }
  const after = await counted();
  // Counting costs something as well.
  return each(name => (after[name] - before[name] - (before[name] - start[name])) / rounds);
}

function mustFit(cost: Cost, budget: Cost): void {
  for (const name of names) expect(cost[name], `${name}, of ${JSON.stringify(cost)}`).toBeLessThanOrEqual(budget[name]);
}

const cancel = (guest: Guest) => world.call('cancel_appointment', { appointment_date: day }, guest);

test('a cancellation', async () => {
  mustFit(await costOf(cancel, 'cancelled'), { statements: 5.9, appends: 4, reads: 0, decoded: 6, ofProjections: 6 });
});

test('a move', async () => {
  const move = (guest: Guest) =>
    world.call('reschedule_appointment', { old_date: day, new_date: '2026-12-16', new_time: '11:00' }, guest);
  mustFit(await costOf(move, 'rescheduled'), { statements: 5.9, appends: 5, reads: 0, decoded: 7, ofProjections: 6 });
});

// A refusal rests on the ends of the appointment's and the company's stream: nothing is appended that would guard it.
test('a fee that is asked about', async () => {
  const cost = await costOf(cancel, 'fee_confirmation_required', { companyId: 'fees', to: feesLine });
  mustFit(cost, { statements: 3, appends: 2, reads: 2, decoded: 4, ofProjections: 4 });
});

test('a refusal', async () => {
  const cost = await costOf(cancel, 'too_late_to_cancel', { companyId: 'strict', to: strictLine });
  mustFit(cost, { statements: 3, appends: 2, reads: 2, decoded: 5, ofProjections: 4 });
});

test('a name and a number nobody has', async () => {
  const ask: Ask = ({ from, to }) => {
    const unknown = from.replace('+49151200', '+49151299');
    return world.call('cancel_appointment', { appointment_date: day, customer_name: 'Erika Niemand' }, { from: unknown, to });
  };
  mustFit(await costOf(ask, 'customer_not_found'), { statements: 6, appends: 2, reads: 0, decoded: 4, ofProjections: 4 });
});

test('a repeat', async () => {
  const again: Ask = guest =>
    world.call('cancel_appointment', { appointment_date: day }, { ...guest, callId: `repeated_${guest.from.slice(-5)}` });
  const cost = await costOf(again, 'cancelled', { earlier: again });
  mustFit(cost, { statements: 1, appends: 0, reads: 0, decoded: 0, ofProjections: 0 });
});
