// Promise 8 at length: whatever became of people before and after their erasure, through rebuilds and restored keys, no word of theirs
// comes back, and no sum changes. HISTORIES sets how many, FIRST_SEED where they begin.
import { Pool } from 'pg';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { projections } from '../../projections/index.ts';
import { createEraser } from '../../src/customers/erasure/eraser.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { derivedId } from '../../src/domain/ids.ts';
import { metadataOf } from '../../src/domain/metadata.ts';
import { encode } from '../../src/platform/eventstore/codec.ts';
import { createExecutor } from '../../src/platform/eventstore/execute.ts';
import { type ConnectedEventStore, connectEventStore } from '../../src/platform/eventstore/store.ts';
import { connectDatabase } from '../../src/platform/postgres/database.ts';
import { migrate } from '../../src/platform/postgres/migrate.ts';
import { createProjector } from '../../src/platform/projector/projector.ts';
import { copyVault } from '../../src/platform/vault/copy-vault.ts';
import { newMasterKey } from '../../src/platform/vault/master-keys.ts';
import { applyRegister } from '../../src/platform/vault/restored.ts';
import { openVault } from '../../src/platform/vault/vault.ts';
import { emptyDatabase, freshEventStore } from '../support/database.ts';
import { marksIn, readModelRows, rowsText } from '../support/marks.ts';
import { companyId, historyOf, randomFrom, type Step } from './person-history.ts';

const histories = Number(process.env.HISTORIES ?? 24);
const firstSeed = Number(process.env.FIRST_SEED ?? 1);
/** In one company: what an erasure reads grows with all who are in it. */
const together = 25;
const toldEvery = 500;
const log = pino({ level: 'silent' });

async function databaseWithProjector(store: ConnectedEventStore) {
  const database = await emptyDatabase();
  const db = connectDatabase(database.url);
  await migrate(db);
  const projector = createProjector({ databaseUrl: database.url, store, projections, clock: systemClock, log });
  await projector.start();
  const pool = new Pool({ connectionString: database.url, max: 2 });
  // A connection may still be closing when its database is dropped.
  pool.on('error', () => undefined);
  return {
    url: database.url,
    db,
    sql: async <T extends object>(text: string, values: unknown[] = []) => (await pool.query(text, values)).rows as T[],
    async caughtUp(timeoutMs: number) {
      return projector.waitFor(await store.head(), timeoutMs);
    },
    async close() {
      await projector.stop();
      await db.destroy();
      await pool.end();
      await database.drop();
    },
  };
}

async function append(store: ConnectedEventStore, { stream, subject, events }: Step): Promise<void> {
  const context = {
    correlationId: stream,
    companyId,
    ...(subject !== undefined && { subject }),
    actor: { kind: 'system' as const, id: 'privacy' },
    channel: stream.startsWith('call-') ? ('phone' as const) : ('operator' as const),
  };
  const known = await store.read(stream);
  const metadata = metadataOf(context, derivedId('privacy', stream, known.length), new Date());
  const data = events.map((event, index) =>
    encode(event, event.id ?? derivedId('privacy', stream, known.length, index), metadata),
  );
  const { kind } = await store.append(stream, data, BigInt(known.length) - 1n);
  expect(kind).toBe('appended');
}

/** The work for each of them, four at once. */
async function inLanes<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const lane = async (): Promise<void> => {
    for (let one = left.pop(); one; one = left.pop()) await work(one);
  };
  await Promise.all(Array.from({ length: 4 }, lane));
}

const sums = `select (select count(*)::int from appointments) as appointments, (select count(*)::int from answers) as answers,
  (select count(*)::int from calls) as calls, count(*)::int as modifications, sum(fee_charged)::int as fees,
  count(*) filter (where within_policy)::int as within, count(reason_code)::int as coded from appointment_modifications`;

async function run(seed: number, persons: number): Promise<void> {
  const random = randomFrom(seed);
  const server = await freshEventStore();
  const master = { kind: 'given' as const, keys: newMasterKey() };
  const vaultDatabase = await emptyDatabase();
  const vault = await openVault({ databaseUrl: vaultDatabase.url, masterKey: master });
  const store = connectEventStore(server.url, systemClock, { vault });
  const live = await databaseWithProjector(store);
  const eraser = createEraser({ ...live, executor: createExecutor(store, systemClock), store, vault, clock: systemClock, log });
  const people = Array.from({ length: persons }, (_, index) => {
    const id = `p${seed}x${String(index).padStart(4, '0')}x`;
    return {
      id,
      number: `+49151${String(seed).padStart(4, '0')}${String(index).padStart(4, '0')}`,
      ...historyOf(id, `+49151${String(seed).padStart(4, '0')}${String(index).padStart(4, '0')}`, random),
    };
  });
  const marksOf = (some: typeof people) => some.flatMap(({ id, number }) => [`mark${id}`, number]);
  const write = async (of: (person: (typeof people)[number]) => readonly Step[]) => {
    await inLanes(people, async person => {
      for (const step of of(person)) await append(store, step);
    });
    expect(await live.caughtUp(60_000)).toBe(true);
  };

  await write(({ before }) => before);
  const backedUp = await emptyDatabase();
  await copyVault(vaultDatabase.url, backedUp.url);
  const before = await live.sql(sums);

  const erased = people.filter(() => random() < 0.4);
  const kept = people.filter(person => !erased.includes(person));
  // Several at once, as staff and a retention rule may ask for them.
  await inLanes(erased, async ({ id }) => {
    const command = { companyId, customerId: id, by: 'test', reasonCode: 'asked_for' };
    const context = {
      correlationId: id,
      companyId,
      actor: { kind: 'system' as const, id: 'privacy' },
      channel: 'operator' as const,
    };
    expect(await eraser.erase(command, context)).toMatchObject({ state: 'erased', records: [id] });
  });
  expect(await live.caughtUp(60_000)).toBe(true);
  expect(await live.sql(sums)).toEqual(before);
  expect(marksIn(await rowsText(live), marksOf(erased))).toEqual([]);

  await write(({ after }) => after);
  await inLanes(erased, async ({ id }) => void (await eraser.carryOut({ companyId, customerId: id })));
  expect(await live.caughtUp(60_000)).toBe(true);
  const text = await rowsText(live);
  expect(marksIn(text, marksOf(erased))).toEqual([]);
  const names = kept.map(({ id }) => `mark${id}`);
  expect(marksIn(text, names)).toEqual(names);

  // Made again from nothing; and with an older copy of the keys, once the register was applied to it.
  const rebuilt = await databaseWithProjector(store);
  expect(await rebuilt.caughtUp(60_000)).toBe(true);
  expect(await readModelRows(rebuilt)).toEqual(await readModelRows(live));
  await rebuilt.close();
  const older = await openVault({ databaseUrl: backedUp.url, masterKey: master });
  await applyRegister(older, await vault.register.entries());
  const restored = connectEventStore(server.url, systemClock, { vault: older });
  // In the events nobody reads them either, with the keys of now as with the older ones.
  const readBy = async (by: ConnectedEventStore, of: (person: (typeof people)[number]) => readonly Step[]): Promise<string> => {
    const streams = new Set(people.flatMap(person => of(person).map(({ stream }) => stream)));
    const read = await Promise.all([...streams].map(async stream => (await by.read(stream)).map(({ data }) => data)));
    return JSON.stringify(read);
  };
  for (const words of [
    await readBy(store, person => [...person.before, ...person.after]),
    await readBy(restored, person => person.before),
  ]) {
    expect(marksIn(words, marksOf(erased))).toEqual([]);
    expect(marksIn(words, marksOf(kept)).length).toBe(kept.length * 2);
  }

  for (const one of [store, restored]) await one.close();
  for (const one of [vault, older]) await one.close();
  await live.close();
  await server.drop();
  await Promise.all([vaultDatabase.drop(), backedUp.drop()]);
}

test(`${histories} histories`, { timeout: 24 * 3_600_000 }, async () => {
  for (let done = 0; done < histories; done += together) {
    const seed = firstSeed + done / together;
    await run(seed, Math.min(together, histories - done)).catch(error => {
      throw new Error(`seed ${seed}`, { cause: error });
    });
    if (done > 0 && done % toldEvery === 0) process.stderr.write(`${done} of ${histories} histories\n`);
  }
});
