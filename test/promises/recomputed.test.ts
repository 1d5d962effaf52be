// Promises 5 and 6: after one long day, read models made from nothing equal those that grew live; and without any of them,
// under another policy and a year later, every answer comes out as it was given. Of who was erased, decisions, terms and codes do.
import { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projections } from '../../projections/index.ts';
import { type ReplayedAnswer, replayAnswers } from '../../src/audit/replay.ts';
import { type Answer, answerSchema } from '../../src/calls/answer/answer.ts';
import { codes } from '../../src/domain/codes.ts';
import { connectEventStore } from '../../src/platform/eventstore/store.ts';
import { connectDatabase } from '../../src/platform/postgres/database.ts';
import { migrate } from '../../src/platform/postgres/migrate.ts';
import { createProjector } from '../../src/platform/projector/projector.ts';
import { newMasterKey } from '../../src/platform/vault/master-keys.ts';
import { openVault } from '../../src/platform/vault/vault.ts';
import { emptyDatabase } from '../support/database.ts';
import { createWorld, uidFor, type World } from '../support/world.ts';

let world: World;
/** Every answer as it was given over HTTP, by the stream it must be recomputed from. */
const given: { stream: string; answer: Answer }[] = [];
let calls = 0;
function nextId(prefix: string): string {
  calls += 1;
  return `${prefix}_${calls}`;
}
let serial = 0;

interface Guest {
  id: string;
  number: string;
  day: string;
}

async function guest(
  options: { uid?: string | null; extra?: object; time?: string; day?: string; number?: string } = {},
): Promise<Guest> {
  serial += 1;
  const id = `d${serial}`;
  const number = options.number ?? `+49151888880${String(serial).padStart(2, '0')}`;
  const day = options.day ?? new Date(Date.UTC(2026, 11, 1 + serial)).toISOString().slice(0, 10);
  await world.customer(id, `Gast ${String.fromCharCode(64 + serial)}bauer`, number);
  const { uid = uidFor(id), extra = {}, time = '10:00' } = options;
  await world.appointment(id, id, `${day}T${time}:00.000Z`, uid, extra);
  return { id, number, day };
}

/** A call whose answer is kept; each is a call of its own unless one is named. */
async function ask(from: string, name: string, args: object, callId = nextId('call_day')): Promise<Answer> {
  const answer = await world.call(name, args, { from, callId });
  given.push({ stream: `call-${callId}`, answer });
  return answer;
}
const cancel = (one: Guest, more: object = {}, callId?: string) =>
  ask(one.number, 'cancel_appointment', { appointment_date: one.day, ...more }, callId);
const move = (one: Guest, new_date: string, new_time: string, more: object = {}, callId?: string) =>
  ask(one.number, 'reschedule_appointment', { old_date: one.day, new_date, new_time, ...more }, callId);
async function staff(one: Guest, operation: string, body: object): Promise<Answer> {
  const requestId = nextId('desk');
  const path = `/v1/appointments/${one.id}/${operation}`;
  const response = await world.api('POST', path, { company_id: 'salon', ...body }, { 'idempotency-key': requestId });
  const answer = answerSchema.parse(await response.json());
  given.push({ stream: `request-salon.${requestId}`, answer });
  return answer;
}
const refuses = (operation: 'cancel' | 'reschedule', one: Guest, message: string) =>
  world.sandbox.fault({ match: { operation, uid: uidFor(one.id) }, times: 1, kind: 'status', status: 400, message });

beforeAll(async () => {
  world = await createWorld({ replyBudgetMs: 1_500 });
});
afterAll(() => world?.stop());

describe('one long day', () => {
  test('cancelled, moved, listed, asked and refused, under policies that change', async () => {
    await world.must('POST', '/v1/companies/salon/services', {
      service_id: 'cut',
      name: 'Schnitt',
      minutes: 30,
      price: { amount_cents: 4000, currency: 'EUR' },
    });
    const [a, b, c, d, e] = [
      await guest(),
      await guest(),
      await guest(),
      await guest(),
      await guest({ extra: { service_id: 'cut' } }),
    ];
    await cancel(a, { reason: 'krank' }, 'call_a');
    await cancel(a, { appointment_time: '11:00' }, 'call_a');
    await cancel(a);
    await move(b, b.day, '16:00', {}, 'call_b');
    await move(b, b.day, '16:00', { reason: 'noch einmal' }, 'call_b');
    await move(b, b.day, '16:00');
    await ask(c.number, 'list_appointments', {});
    await ask(c.number, 'find_slots', { appointment_date: c.day, wanted_date: c.day });
    await cancel(c, { appointment_date: '2027-01-20' });
    await cancel(c, { appointment_date: 'irgendwann' });
    await move(c, '2027-03-28', '02:30');
    await move(c, '2026-11-20', '10:00');
    await world.policy('salon', {
      cancel: { hours_before: 24 * 300, fee: { kind: 'fixed', amount_cents: 1000 } },
      reschedule: { max_per_appointment: 1, fee: { kind: 'percentage', percent: 25 } },
    });
    await cancel(c);
    await move(e, e.day, '15:00', { fee_accepted: true }, 'call_fee_stated');
    await move(e, e.day, '15:00', { fee_accepted: true, reason: 'ja' }, 'call_fee_stated');
    await move(e, e.day, '17:00', { fee_accepted: true });
    await world.policy('salon', {
      cancel: { hours_before: 0, fee: { kind: 'fixed', amount_cents: 1000 }, max_per_month: 1 },
      reschedule: { allowed: false },
    });
    await cancel(c, {}, 'call_fee_stated_c');
    await cancel(c, { fee_accepted: true }, 'call_fee_stated_c');
    await move(d, d.day, '15:00');
    await world.appointment('d4b', d.id, '2027-02-04T10:00:00.000Z', uidFor('d4b'));
    await cancel(d, {}, 'call_fee_stated_d');
    await cancel(d, { fee_accepted: true }, 'call_fee_stated_d');
    await cancel({ ...d, day: '2027-02-04' }, { fee_accepted: true });
    await world.policy('salon', { cancel: { allowed: false } });
    await cancel({ ...d, day: '2027-02-04' });
    await staff({ ...d, id: 'd4b' }, 'cancel', { override: { reason_code: 'goodwill' } });
    await staff(b, 'reschedule', { new_starts_at: '2027-02-05T09:00:00.000Z' });
    await staff(b, 'cancel', {});
    await world.policy('salon', {});
  });

  test('by people who are not known, not heard, or too many', async () => {
    const one = await guest();
    const [twin, other] = [await guest({ number: '+4915188888999' }), await guest({ number: '+4915188888999' })];
    await ask('anonymous', 'cancel_appointment', { appointment_date: one.day, customer_name: 'Otto Niemand' });
    await ask('+4915100000001', 'cancel_appointment', { appointment_date: one.day });
    await cancel(one, { customer_name: 'Ganz Anders' });
    await cancel(twin);
    await cancel(twin, { customer_name: 'Gast Gbauer' });
    await cancel(other, { customer_name: 'Gast Hbauer' });
    for (let guess = 0; guess < 4; guess += 1)
      await ask('+4915100000002', 'cancel_appointment', {
        appointment_date: one.day,
        customer_name: `Fremd ${'ABCD'[guess]}eins`,
      });
    await world.appointment('second', one.id, `${one.day}T14:00:00.000Z`);
    await cancel(one);
    await cancel(one, { appointment_time: 'um drei' });
  });

  test('while Cal.com refuses, hesitates, loses its answers, or has been changed by somebody else', async () => {
    const [refused, taken, slow, late, noted, elsewhere, paper] = [
      await guest(),
      await guest(),
      await guest(),
      await guest(),
      await guest(),
      await guest(),
      await guest({ uid: null, extra: { booking: { external_id: 'Papier 17' } } }),
    ];
    refuses('cancel', refused, 'This event type does not allow cancellations');
    await cancel(refused);
    refuses('reschedule', taken, 'User either already has booking at this time or is not available');
    await move(taken, taken.day, '15:00');
    world.sandbox.fault({ match: { operation: 'cancel', uid: uidFor(slow.id) }, times: 1, kind: 'delay', delayMs: 2_200 });
    await cancel(slow, {}, 'call_slow');
    await cancel(slow);
    await expect.poll(() => world.types(`appointment-salon.${slow.id}`)).toContain('CalendarBookingCancelled');
    await cancel(slow, {}, 'call_slow');
    world.sandbox.fault({
      match: { operation: 'reschedule', uid: uidFor(late.id) },
      times: 1,
      kind: 'status',
      status: 400,
      message: 'User either already has booking at this time or is not available',
      delayMs: 2_200,
    });
    await move(late, late.day, '15:00');
    await expect.poll(() => world.types(`appointment-salon.${late.id}`)).toContain('AppointmentRescheduleReverted');
    world.sandbox.fault({ match: { operation: 'reschedule', uid: uidFor(noted.id) }, kind: 'status', status: 500 });
    await move(noted, noted.day, '15:00');
    world.sandbox.clearFaults();
    // Moved by staff, and the webhook is not heard.
    world.sandbox.fault({ match: { operation: 'webhook' }, times: 1, kind: 'drop' });
    await world.sandbox.staffReschedule(uidFor(elsewhere.id), `${elsewhere.day}T17:00:00.000Z`);
    await cancel(elsewhere);
    await cancel(paper);
    const numbered = await guest({ uid: null, extra: { booking: { numeric_id: 999_999 } } });
    await cancel(numbered);
    const [waiting] = await world.events(`appointment-salon.${numbered.id}`).then(events => events.slice(1));
    const kept = { company_id: 'salon', modification_id: waiting?.id, resolution: 'keep', reason_code: 'by_hand' };
    await world.must('POST', `/v1/appointments/${numbered.id}/resolve`, kept);
    const staffs = await guest();
    await world.sandbox.staffCancel(uidFor(staffs.id), 'Krankheit');
    await expect.poll(() => world.types(`appointment-salon.${staffs.id}`)).toContain('CalendarBookingCancelled');
  });

  test('while Cal.com is away', async () => {
    const one = await guest();
    await world.sandbox.goDown();
    await cancel(one);
    for (let hour = 0; hour < 5; hour += 1) await move(one, one.day, `1${hour}:15`);
    await cancel(one);
    await world.sandbox.comeBack();
    world.clock.advance(61_000);
    await cancel(one);
  });

  test('which makes forty calls and more, and every status an answer can have', async () => {
    await ask('anonymous', 'book_appointment', {});
    const statuses = new Set<string>(Object.values(codes).map(({ status }) => status));
    // No caller ever hears of it.
    statuses.delete('error');
    expect(given.length).toBeGreaterThanOrEqual(40);
    expect(new Set(given.map(({ answer }) => answer.status))).toEqual(statuses);
    await world.settle();
    expect(await world.sql('select 1 from parked_event')).toEqual([]);
  });
});

test('promise 6: read models made from nothing equal those that grew live, table by table, row for row', async () => {
  // What is still in flight would go on while the two are compared.
  await expect.poll(unsettled).toEqual([]);
  const database = await emptyDatabase();
  const log = pino({ level: 'silent' });
  const db = connectDatabase(database.url, log);
  await migrate(db);
  await db.destroy();
  const { store } = world.rebook;
  const projector = createProjector({ databaseUrl: database.url, store, projections, clock: world.clock, log });
  await projector.start();
  expect(await projector.waitFor(await world.head(), 60_000)).toBe(true);
  await world.settle();
  const [live, rebuilt] = await Promise.all([rowsOf(world.databaseUrl), rowsOf(database.url)]);
  await projector.stop();
  await database.drop();
  for (const { tables } of projections) {
    for (const { name } of tables) expect(rebuilt[name], name).toEqual(live[name]);
  }
  for (const name of [
    'appointments',
    'appointment_modifications',
    'modification_refusals',
    'answers',
    'calls',
    'notifications',
    'policies',
  ])
    expect(live[name]?.length, name).toBeGreaterThan(0);
});

describe('promise 5: without read models, under another policy, a year later', () => {
  let replayed: Map<string, ReplayedAnswer[]>;
  beforeAll(async () => {
    await world.policy('salon', { cancel: { allowed: false }, reschedule: { allowed: false } });
    await world.settle();
    const names = projections.flatMap(({ tables }) => tables).map(({ name }) => name);
    await world.sql(`truncate ${names.join(', ')}`);
    world.clock.advance(365 * 24 * 3_600_000);
    const streams = [...new Set(given.map(({ stream }) => stream))];
    const answers = await Promise.all(streams.map(stream => replayAnswers(world.rebook.store, stream)));
    replayed = new Map(streams.map((stream, index) => [stream, answers[index] ?? []]));
  });

  test('every decision comes out equal', () => {
    for (const [stream, answers] of replayed) {
      for (const one of answers)
        expect(one, `${stream}: ${one.answer.code}, again: ${one.recomputedCode}`).toMatchObject({ equal: true });
    }
  });

  test('every answer is, word for word, the one that was given over HTTP', () => {
    for (const { stream, answer } of given)
      expect(
        replayed.get(stream)?.map(one => one.answer),
        stream,
      ).toContainEqual(answer);
    const distinct = new Set(given.map(({ stream, answer }) => `${stream} ${JSON.stringify(answer)}`)).size;
    expect([...replayed.values()].flat()).toHaveLength(distinct);
  });

  test('what rests on a decision was decided again, and not only read', () => {
    const decided = [...replayed.values()].flat().filter(({ recomputedCode }) => recomputedCode !== null);
    const decidable = [
      'cancelled',
      'rescheduled',
      'pending',
      'confirmation_required',
      'refused',
      'slot_unavailable',
      'calendar_unavailable',
    ];
    for (const one of [...replayed.values()].flat())
      if (decidable.includes(one.answer.status)) expect(one.recomputedCode, one.answer.code).toBe(one.answer.code);
    expect(new Set(decided.map(({ answer }) => answer.status)).size).toBeGreaterThanOrEqual(decidable.length);
  });
});

test('promise 5, of who was erased: decisions, terms and codes come out equal, and missing words are reported as erased', async () => {
  await world.sql('update vault.data_key set wrapped = null, master = null, erased_at = now()');
  const vault = await openVault({ databaseUrl: world.databaseUrl, masterKey: { kind: 'given', keys: newMasterKey() } });
  const store = connectEventStore(world.rebook.servers.eventStoreUrl, world.clock, { vault });
  const streams = [...new Set(given.map(({ stream }) => stream))];
  let decided = 0;
  for (const stream of streams) {
    const before = await replayAnswers(world.rebook.store, stream);
    const after = await replayAnswers(store, stream);
    expect(after.map(one => [one.requestKey, one.n, one.answer.code, one.answer.status, one.recomputedCode, one.equal])).toEqual(
      before.map(one => [one.requestKey, one.n, one.answer.code, one.answer.status, one.recomputedCode, true]),
    );
    expect(before.map(({ erased }) => erased)).toEqual(before.map(() => false));
    expect(after.map(({ erased, answer }) => [erased, answer.customer_name])).toEqual(after.map(() => [true, null]));
    decided += after.filter(({ recomputedCode }) => recomputedCode !== null).length;
  }
  expect(decided).toBeGreaterThan(10);
  await store.close();
  await vault.close();
});

const unsettled = () =>
  world.sql("select appointment_id, state from appointment_modifications where state in ('pending', 'deferred')");

/** All rows of all read models, in one order. */
async function rowsOf(url: string): Promise<Record<string, unknown[]>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const rows: Record<string, unknown[]> = {};
  for (const { name } of projections.flatMap(({ tables }) => tables)) {
    const result = await client.query<{ row: unknown }>(`select to_jsonb(t) as row from ${name} t order by to_jsonb(t)::text`);
    rows[name] = result.rows.map(({ row }) => row);
  }
  await client.end();
  return rows;
}
