// One long day: repeats change nothing twice, every answer can be recomputed, read models can be made again, and nobody stands in a log.

import { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projections } from '../../projections/index.ts';
import { createProjector } from '../../src/projector/projector.ts';
import { connectDatabase } from '../../src/readmodels/database.ts';
import { migrate } from '../../src/readmodels/migrate.ts';
import type { Answer } from '../../src/reception/answer.ts';
import { replayAnswers } from '../../src/reception/replay.ts';
import { emptyDatabase } from '../support/database.ts';
import { adminKey, createWorld, retellKey, uidFor, type World } from '../support/world.ts';

let world: World;
const logged: string[] = [];
const given = new Map<string, Answer[]>();
const names = ['Erika Beispiel', 'Hansi Hinterseher', 'Jonas Vogel'];
const numbers = ['+4915112345801', '+4915112345802'];
const [erika = '', jonas = ''] = numbers;

beforeAll(async () => {
  world = await createWorld({ replyBudgetMs: 1_500, logTo: entry => logged.push(entry) });
  await world.policy('salon', {
    cancel: { hoursBefore: 24, fee: { kind: 'tiers', tiers: [{ underHours: 240, amountCents: 1000 }] }, maxPerMonth: 6 },
    reschedule: { maxPerAppointment: 2 },
  });
  await world.customer('1', 'Erika Beispiel', erika);
  await world.customer('2', 'Hansi Hinterseher');
  await world.customer('3', 'Jonas Vogel', jonas);
  for (const [index, day] of [
    '2026-11-24T08:00',
    '2026-11-30T10:00',
    '2026-12-08T10:00',
    '2026-12-09T10:00',
    '2026-12-10T10:00',
    '2026-12-11T10:00',
  ].entries()) {
    await world.appointment(`e${index}`, '1', `${day}:00.000Z`);
  }
  for (let day = 14; day < 22; day += 1) await world.appointment(`j${day}`, '3', `2026-12-${day}T10:00:00.000Z`);
  await world.appointment('h1', '2', '2026-12-15T12:00:00.000Z');
  await world.appointment('hand', '3', '2026-12-23T10:00:00.000Z', null);
});
afterAll(() => world?.stop());

/** A call whose answer is kept, to be compared with what the record gives. */
async function ask(callId: string, name: string, args: object, from = erika): Promise<Answer> {
  const answer = await world.call(name, args, { from, callId });
  given.set(callId, [...(given.get(callId) ?? []), answer]);
  return answer;
}

describe('promise 1: a repeated or overlapping request changes nothing twice', () => {
  test('two at once, and one again afterwards, get the one answer', async () => {
    const args = { appointment_date: '2026-12-08' };
    const both = await Promise.all([
      world.call('cancel_appointment', args, { from: erika, callId: 'twice' }),
      world.call('cancel_appointment', args, { from: erika, callId: 'twice' }),
    ]);
    const again = await ask('twice', 'cancel_appointment', args);
    expect(both).toEqual([again, again]);
    expect(again.status).toBe('cancelled');
    expect(await world.types('appointment-salon.e2')).toEqual([
      'AppointmentScheduled',
      'AppointmentCancelled',
      'CalendarBookingCancelled',
    ]);
    expect((await world.types('call-twice')).filter(type => type === 'FunctionAnswered')).toHaveLength(1);
  });
  test('the same request with its arguments in another order is the same request', async () => {
    await ask('ordered', 'list_appointments', { customer_name: 'Erika Beispiel', extra: 1 });
    await world.call('list_appointments', { extra: 1, customer_name: 'Erika Beispiel' }, { from: erika, callId: 'ordered' });
    expect((await world.types('call-ordered')).filter(type => type === 'FunctionCalled')).toHaveLength(1);
  });
  test('a success is repeated as long as it is the last; a refusal within twenty seconds, then tried anew', async () => {
    const options = { from: erika, callId: 'later' };
    const args = { appointment_date: '2026-11-24' };
    expect((await world.call('cancel_appointment', args, options)).code).toBe('too_late_to_cancel');
    await world.call('cancel_appointment', args, options);
    expect((await world.types('call-later')).filter(type => type === 'FunctionCalled')).toHaveLength(1);
    world.clock.advance(21_000);
    await world.call('cancel_appointment', args, options);
    expect((await world.types('call-later')).filter(type => type === 'FunctionCalled')).toHaveLength(2);
    expect(
      (await world.call('cancel_appointment', { appointment_date: '2026-12-08' }, { from: erika, callId: 'twice' })).status,
    ).toBe('cancelled');
  });
});

test('calls of every status', async () => {
  expect((await ask('s1', 'cancel_appointment', { appointment_date: '2026-11-30' })).status).toBe('confirmation_required');
  expect((await ask('s1', 'cancel_appointment', { appointment_date: '2026-11-30', fee_accepted: true })).status).toBe(
    'cancelled',
  );
  expect(
    (await ask('s2', 'reschedule_appointment', { old_date: '2026-12-09', new_date: '2026-12-09', new_time: '16:00' })).status,
  ).toBe('rescheduled');
  expect(
    (
      await ask('s2', 'reschedule_appointment', {
        old_date: '2026-12-09',
        new_date: '2026-12-09',
        new_time: '16:00',
        reason: 'doppelt',
      })
    ).code,
  ).toBe('already_at_that_time');
  expect((await ask('s3', 'cancel_appointment', { appointment_date: '2026-11-24' })).status).toBe('refused');
  expect((await ask('s4', 'list_appointments', {})).status).toBe('listed');
  expect((await ask('s5', 'find_slots', { appointment_date: '2026-12-10' })).status).toBe('slots');
  expect((await ask('s6', 'cancel_appointment', { appointment_date: 'irgendwann' })).status).toBe('unclear');
  expect(
    (await ask('s7', 'cancel_appointment', { appointment_date: '2026-12-15', customer_name: 'Hansi Sputa' }, 'anonymous')).status,
  ).toBe('not_identified');
  expect((await ask('s8', 'cancel_appointment', { appointment_date: '2026-12-15' }, '+4915199999991')).status).toBe('not_found');
  expect((await ask('s9', 'cancel_appointment', { appointment_date: '2027-01-15' })).status).toBe('choose_appointment');
  for (let guess = 0; guess < 4; guess += 1)
    await ask(
      's10',
      'cancel_appointment',
      { appointment_date: '2026-12-15', customer_name: `Fremd Nummer${guess}` },
      'anonymous',
    );
  expect(given.get('s10')?.at(-1)?.status).toBe('locked_out');
  world.sandbox.fault({
    match: { operation: 'reschedule', uid: uidFor('e4') },
    times: 1,
    kind: 'status',
    status: 400,
    message: 'User either already has booking at this time or is not available',
  });
  expect(
    (await ask('s11', 'reschedule_appointment', { old_date: '2026-12-10', new_date: '2026-12-10', new_time: '15:00' })).status,
  ).toBe('slot_unavailable');
  expect((await ask('s12', 'cancel_appointment', { appointment_date: '2026-12-23' }, jonas)).status).toBe('cancelled');
  for (let day = 14; day < 18; day += 1) {
    await ask(
      `m${day}`,
      'reschedule_appointment',
      { old_date: `2026-12-${day}`, new_date: `2026-12-${day}`, new_time: '15:00' },
      jonas,
    );
    await ask(`c${day}`, 'cancel_appointment', { appointment_date: `2026-12-${day}` }, jonas);
  }
});

test('promise 7: who was told "will be confirmed" and then is confirmed, or not, has an entry', async () => {
  world.sandbox.fault({ match: { operation: 'cancel', uid: uidFor('e5') }, times: 1, kind: 'delay', delayMs: 2_500 });
  expect((await ask('slow', 'cancel_appointment', { appointment_date: '2026-12-11' })).status).toBe('pending');
  await expect.poll(() => world.types('appointment-salon.e5'), { timeout: 15_000 }).toContain('CalendarBookingCancelled');
  world.sandbox.fault({ match: { operation: 'cancel', uid: uidFor('j20') }, times: 1, kind: 'delay', delayMs: 2_500 });
  world.sandbox.fault({
    match: { operation: 'cancel', uid: uidFor('j20') },
    times: 1,
    kind: 'status',
    status: 400,
    message: 'This event type does not allow cancellations',
  });
  const answer = await ask('slow2', 'cancel_appointment', { appointment_date: '2026-12-20' }, jonas);
  await world.settle();
  const rows = await world.sql<{ appointment_id: string; kind: string }>(
    "select appointment_id, kind from notifications where appointment_id in ('e5', 'j20')",
  );
  expect(rows).toContainEqual({ appointment_id: 'e5', kind: 'cancellation_confirmed' });
  // Told no at once, or told "will be confirmed" and then corrected: never left with something untrue.
  if (answer.status === 'pending')
    await expect
      .poll(() => world.sql("select 1 from notifications where appointment_id = 'j20'"), { timeout: 15_000 })
      .toHaveLength(1);
  else expect(answer.success).toBe(false);
});

test('promise 5: without read models, under another policy, a year later, every answer comes out as it was given', async () => {
  await world.settle();
  await world.policy('salon', { cancel: { allowed: false } });
  await world.sql('truncate appointments, customers, companies, policies, lines, answers, calls');
  world.clock.advance(365 * 86_400_000);
  let compared = 0;
  for (const [callId, answers] of given) {
    const replayed = await replayAnswers(world.rebook.store, `call-${callId}`);
    expect(
      replayed.every(({ equal }) => equal),
      `${callId}: ${JSON.stringify(replayed.filter(({ equal }) => !equal))}`,
    ).toBe(true);
    for (const answer of answers) expect(replayed.map(one => one.answer)).toContainEqual(answer);
    compared += answers.length;
  }
  expect(compared).toBeGreaterThanOrEqual(27);
  expect(new Set([...given.values()].flat().map(({ status }) => status)).size).toBeGreaterThanOrEqual(13);
});

test('promise 6: read models made again from nothing equal each other, row for row', async () => {
  const [first, second] = await Promise.all([rebuilt(), rebuilt()]);
  expect(second).toEqual(first);
  const grown = await tablesOf(new URL(world.databaseUrl).toString());
  const untouched = ['appointment_modifications', 'modification_refusals', 'notifications', 'services', 'calendar_work'];
  for (const table of untouched) expect(grown[table], table).toEqual(first[table]);
});

test('nothing of a person, and no key, stands in the log at its most talkative', () => {
  const all = logged.join('\n');
  expect(logged.length).toBeGreaterThan(50);
  for (const secret of [
    ...names,
    ...names.flatMap(name => name.split(' ')),
    ...numbers,
    ...numbers.map(number => number.slice(1)),
    retellKey,
    adminKey,
    'gast.example',
    'webhook-secret',
  ]) {
    expect(all, secret).not.toContain(secret);
  }
});

type Tables = Record<string, unknown[]>;

async function tablesOf(url: string): Promise<Tables> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const tables: Tables = {};
  for (const { name } of projections.flatMap(projection => projection.tables)) {
    tables[name] = (await client.query(`select to_jsonb(t) as row from ${name} t order by 1`)).rows;
  }
  await client.end();
  return tables;
}

/** All read models from the first event on, in a database of their own. */
async function rebuilt(): Promise<Tables> {
  const database = await emptyDatabase();
  const log = pino({ level: 'silent' });
  const db = connectDatabase(database.url, log);
  await migrate(db);
  await db.destroy();
  const projector = createProjector({
    databaseUrl: database.url,
    store: world.rebook.store,
    projections,
    clock: world.clock,
    log,
  });
  await projector.start();
  expect(await projector.waitFor(await world.head(), 20_000)).toBe(true);
  await projector.stop();
  const tables = await tablesOf(database.url);
  await database.drop();
  return tables;
}
