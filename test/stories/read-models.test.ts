// What the people who run it do about read models: see how far they are, retry what was parked, rebuild them under load.
import { jsonEvent } from '@eventstore/db-client';
import { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projections } from '../../projections/index.ts';
import { rebuildThread } from '../../src/app/rebuild/thread-url.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { rebuildInThread } from '../../src/platform/projector/rebuild/in-thread.ts';
import { createThrottle } from '../../src/platform/projector/rebuild/throttle.ts';
import { secondInstance } from '../promises/second-instance.ts';
import { runCommand } from '../support/run-command.ts';
import { contentsOf } from '../support/table-contents.ts';
import { adminKey, createWorld, masterKey, uidFor, type World } from '../support/world.ts';

let world: World;
let client: Client;
const log = pino({ level: 'silent' });

beforeAll(async () => {
  world = await createWorld();
  client = new Client({ connectionString: world.rebook.servers.databaseUrl });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await world?.stop();
});

const program = (...args: string[]) => runCommand(world, args, { key: args[0] === 'parked' });
const metrics = async () => (await fetch(`${world.rebook.address}/metrics`)).text();
const ready = async () =>
  (await (await fetch(`${world.rebook.address}/health/ready`)).json()) as {
    parts: Record<string, { state: string; each: Record<string, object> }>;
  };

const left = async () => (await client.query("select 1 from pg_namespace where nspname = 'rebook_rebuild'")).rows;

const rebuild = (names: readonly string[], signal = new AbortController().signal, onProgress = () => undefined as unknown) =>
  rebuildInThread({
    thread: rebuildThread,
    databaseUrl: world.rebook.servers.databaseUrl,
    eventStoreUrl: world.rebook.servers.eventStoreUrl,
    vault: { databaseUrl: world.rebook.servers.databaseUrl, masterKey: { kind: 'given', keys: masterKey } },
    names,
    log,
    signal,
    onProgress,
  });

describe('an event from a later program', () => {
  const stream = 'customer-salon.700';
  test('is reported, held back, and left out when that is decided', async () => {
    await world.customer('700', 'Erika Beispiel', '+4915112347700');
    await world.settle();
    const [registered] = await world.events(stream);
    if (registered?.type !== 'CustomerRegistered') throw new Error('the customer is there');
    const later = jsonEvent({
      type: 'CustomerContactChanged',
      data: registered.data,
      metadata: { ...registered.metadata, schemaVersion: 99 },
    });
    await world.rebook.store.client.appendToStream(stream, later);
    const changed = jsonEvent({
      type: 'CustomerContactChanged',
      data: { ...registered.data, personal: { name: 'Erika Neumann' } },
      metadata: { ...registered.metadata },
    });
    await world.rebook.store.client.appendToStream(stream, changed);
    await world.settle();

    expect((await world.sql('select name from customers where customer_id = $1', ['700']))[0]).toEqual({
      name: 'Erika Beispiel',
    });
    expect(await metrics()).toMatch(/^rebook_projection_parked_streams\{projection="customers"\} 1$/m);
    const { projections: part } = (await ready()).parts;
    expect(part).toMatchObject({ state: 'degraded', each: { customers: { parked_streams: 1, lag_events: 0, lag_seconds: 0 } } });
    const status = await program('status');
    expect(status.out).toMatch(/^customers +\d+ +\d+ +0 +0 +1$/m);
    const listed = await program('parked', 'list');
    expect(listed.out).toMatch(new RegExp(`customers +${stream.replace('.', '\\.')} +1 +event_newer`));

    const retried = await program('parked', 'retry', 'customers', stream);
    expect(retried).toMatchObject({
      exitCode: 1,
      out: expect.stringMatching(/held back again at revision 1 \(event_newer\)/),
    });
    const dropped = await program('parked', 'drop', 'customers', stream);
    expect(dropped).toMatchObject({ exitCode: 0, out: expect.stringMatching(/1 events applied/) });
    expect((await world.sql('select name from customers where customer_id = $1', ['700']))[0]).toEqual({ name: 'Erika Neumann' });
    await client.query('select pg_advisory_lock($1)', [7_264_665_005]);
    const retry = () => world.api('POST', '/v1/parked/retry', { projection: 'notifications', stream });
    const during = await retry();
    expect([during.status, await during.json()]).toMatchObject([409, { error: { code: 'rebuild_running' } }]);
    // A drop that cannot be done now is not done later by another's try.
    const refused = await world.api('POST', '/v1/parked/drop', { projection: 'notifications', stream });
    expect(refused.status).toBe(409);
    const reasons = 'select error_code from parked_event where projection = $1';
    expect(await world.sql(reasons, ['notifications'])).toEqual([{ error_code: 'event_newer' }]);
    await client.query('select pg_advisory_unlock($1)', [7_264_665_005]);
    await client.query("update parked_event set error_code = 'left_out' where projection = 'notifications'");
    const again = await retry();
    expect(await again.json()).toMatchObject({ outcome: 'parked_again', error_code: 'event_newer' });

    // A request that waits for it holds up no stop.
    const second = await secondInstance(world);
    await client.query('begin; select 1 from notifications');
    const waiting = fetch(`${second.address}/v1/parked/retry`, {
      method: 'POST',
      headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ projection: 'notifications', stream }),
    });
    await expect.poll(left).toHaveLength(1);
    await second.stop();
    await client.query('commit');
    const givenUp = await waiting;
    expect([givenUp.status, await givenUp.json()]).toMatchObject([503, { error: { code: 'rebuild_cancelled' } }]);

    await client.query('create view public.of_an_analyst as select * from notifications');
    const stoodOn = await retry();
    expect([stoodOn.status, await stoodOn.json()]).toMatchObject([409, { error: { code: 'read_model_has_dependents' } }]);
    await client.query('drop view public.of_an_analyst');
    for (const { name } of projections) await program('parked', 'drop', name, stream);
    expect((await program('parked', 'list')).out).toBe('nothing is parked');
    expect((await program('parked', 'retry')).out).toBe('nothing of that kind is parked');

    // What comes now is followed again.
    await world.customer('701', 'Karl Beispiel', '+4915112347701');
    await world.settle();
    expect((await ready()).parts.projections).toMatchObject({ state: 'ok' });
  });

  test('neither list nor repair is for others than admins', async () => {
    for (const path of ['/v1/parked', '/v1/projections']) {
      expect((await world.api('GET', path, undefined, { authorization: 'Bearer nobody' })).status).toBe(401);
    }
  });
});

describe('rebuilt while calls go on', () => {
  test('the tables are what they were, with what was changed meanwhile, and nothing else comes of it', async () => {
    for (const id of ['710', '711', '712']) {
      await world.customer(id, `Gast Nummer${id}`, `+49151123477${id.slice(1)}`);
      await world.appointment(id, id, `2026-12-0${id.slice(2) === '0' ? 3 : id.slice(2)}T10:00:00.000Z`, uidFor(id));
    }
    await world.call('cancel_appointment', { appointment_date: '2026-12-03' }, { from: '+4915112347710' });
    await world.settle();
    const requests = world.sandbox.requests().length;
    const notifications = await world.sql('select notification_id, state from notifications order by 1');
    const before = await contentsOf(client, projections);

    const rebuilding = rebuild(projections.map(({ name }) => name));
    const answer = await world.call('cancel_appointment', { appointment_date: '2026-12-01' }, { from: '+4915112347711' });
    expect(answer.status).toBe('cancelled');
    expect(await rebuilding).toMatchObject({ events: expect.any(Number) });
    await world.settle();
    expect((await world.sql('select status from appointments where appointment_id = $1', ['711']))[0]).toEqual({
      status: 'cancelled',
    });

    const after = await contentsOf(client, projections);
    for (const row of before.appointments ?? []) {
      if (!row.includes('"appointment_id": "711"')) expect(after.appointments).toContain(row);
    }
    expect(await world.sql('select notification_id, state from notifications order by 1')).toEqual(
      expect.arrayContaining(notifications),
    );
    // The one cancellation asked Cal.com; the rebuild did not.
    const asked = world.sandbox.requests().slice(requests);
    expect(asked.filter(({ operation }) => operation === 'cancel')).toHaveLength(1);
    await rebuild(['appointments']);
    expect(await contentsOf(client, projections)).toEqual(after);
  });

  test('given up, it leaves everything as it was', async () => {
    await world.settle();
    const before = await contentsOf(client, projections);
    const giveUp = new AbortController();
    const rebuilding = rebuild(['appointments'], giveUp.signal);
    giveUp.abort();
    await expect(rebuilding).rejects.toMatchObject({ code: 'rebuild_cancelled' });
    expect(await contentsOf(client, projections)).toEqual(before);
    expect(await left()).toEqual([]);
    // In the middle of it, which it is while somebody reads.
    await client.query('begin; select 1 from appointments');
    const later = new AbortController();
    const another = rebuild(
      projections.map(({ name }) => name),
      later.signal,
      () => later.abort(),
    );
    await expect(another).rejects.toMatchObject({ code: 'rebuild_cancelled' });
    await client.query('commit');
    expect(await contentsOf(client, projections)).toEqual(before);
    expect(await left()).toEqual([]);
    await rebuild(['appointments']);
    expect(await contentsOf(client, projections)).toEqual(before);
  });
});

test('a service that nobody calls leaves a rebuild the database to itself', async () => {
  const filler = new Client({ connectionString: world.rebook.servers.databaseUrl, application_name: 'rebook rebuild, filling' });
  await filler.connect();
  const isAlone = async () => {
    const pace = createThrottle(filler, systemClock, new AbortController().signal);
    await pace.forEachStep([], async () => undefined);
    return !pace.isShared();
  };
  await world.call('check_appointment', {});
  expect(await isAlone()).toBe(false);
  await expect.poll(isAlone).toBe(true);
  await filler.end();
});

test('a start that rebuilds read models can be given up', async () => {
  await world.settle();
  const version = (by: number) =>
    client.query("update projection_checkpoint set version = version + $1 where projection = 'customers'", [by]);
  await version(-1);
  await client.query('begin; select 1 from customers');
  const giveUp = new AbortController();
  const starting = secondInstance(world, giveUp.signal);
  const given = expect(starting).rejects.toMatchObject({ code: 'rebuild_cancelled' });
  await expect.poll(left).toHaveLength(1);
  giveUp.abort();
  await given;
  await client.query('commit');
  expect(await left()).toEqual([]);
  await version(1);
});

describe('reading one’s own write', () => {
  test('a write says where it stands, and a query that names it has seen it', async () => {
    const written = await world.api('POST', '/v1/customers', { company_id: 'salon', customer_id: '720', name: 'Ida Beispiel' });
    const position = written.headers.get('rebook-position') ?? '';
    expect(position).toMatch(/^\d+$/);
    const read = await world.api('GET', '/v1/customers?company=salon', undefined, { 'rebook-position': position });
    expect([read.status, (await read.text()).includes('Ida Beispiel')]).toEqual([200, true]);
  });

  test('what cannot be seen in time is said to be so', async () => {
    const ahead = String((await world.head()) + 1_000_000n);
    const response = await world.api('GET', '/v1/customers?company=salon', undefined, { 'rebook-position': ahead });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await response.json()).toMatchObject({ error: { code: 'read_models_behind' } });
    const nonsense = await world.api('GET', '/v1/customers?company=salon', undefined, { 'rebook-position': 'tomorrow' });
    expect(nonsense.status).toBe(400);
  });
});
