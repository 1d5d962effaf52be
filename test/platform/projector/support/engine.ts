// An event store and databases for tests of the engine under the read models, with projections made for them.
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { systemClock } from '../../../../src/domain/clock.ts';
import type { NewEvent } from '../../../../src/domain/event-catalogue.ts';
import { eventIdAt } from '../../../../src/domain/ids.ts';
import { metadataOf } from '../../../../src/domain/metadata.ts';
import { encode } from '../../../../src/platform/eventstore/codec.ts';
import type { ConnectedEventStore } from '../../../../src/platform/eventstore/store.ts';
import { connectDatabase } from '../../../../src/platform/postgres/database.ts';
import { migrate } from '../../../../src/platform/postgres/migrate.ts';
import { type Projection, tableProjection } from '../../../../src/platform/projector/projection.ts';
import { createProjector, type Projector } from '../../../../src/platform/projector/projector.ts';
import { type RebuildOptions, rebuildProjections } from '../../../../src/platform/projector/rebuild/rebuild.ts';
import { emptyDatabase } from '../../../support/database.ts';
import { type OpenedEventStore, openEventStore } from '../../../support/event-store.ts';

export const log = pino({ level: 'silent' });
/** A customer's name that a careful projection cannot take. */
export const poison = 'poison';

/** How many events each customer's stream has; cannot take a customer of the name it refuses. */
export const counting = (name: string, refuses?: string): Projection =>
  tableProjection({
    ofOneStream: true,
    version: 1,
    table: { name, columns: { stream: 'text not null', events: 'integer not null' }, key: ['stream'], indexes: ['(events)'] },
    keyOf: event =>
      event.type === 'CustomerRegistered' || event.type === 'CustomerContactChanged' ? { stream: event.stream } : undefined,
    fold(row, event) {
      if (event.type === 'CustomerRegistered' && event.data.personal?.name === refuses) throw new Error('cannot be counted');
      return { events: Number(row?.events ?? 0) + 1 };
    },
  });

/** One event store for the file, and before each test a database and a company of its own. */
export function useEngine() {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let eventStore: OpenedEventStore;
  let store: ConnectedEventStore;
  let client: Client;
  let projectors: Projector[] = [];
  /** What instances rebuild on their own ends with the test. */
  let ending: AbortController;
  let company = '';

  beforeAll(async () => {
    // Never a shared one: what is put into it here would trouble everybody.
    eventStore = await openEventStore();
    store = eventStore.store;
  });
  afterAll(async () => {
    await eventStore?.close();
  });
  beforeEach(async () => {
    company = `c${randomUUID().slice(0, 8)}`;
    projectors = [];
    ending = new AbortController();
    database = await emptyDatabase();
    const db = connectDatabase(database.url, log);
    await migrate(db);
    await db.destroy();
    client = new Client({ connectionString: database.url });
    await client.connect();
  });
  afterEach(async () => {
    ending.abort();
    await Promise.all(projectors.map(projector => projector.stop()));
    await client.end();
    await database.drop();
  });

  const metadata = () =>
    metadataOf(
      { correlationId: 'test', companyId: company, actor: { kind: 'system', id: 'test' }, channel: 'operator' },
      randomUUID(),
      new Date(),
    );
  const rebuild = (projections: readonly Projection[], options: Partial<RebuildOptions> = {}) =>
    rebuildProjections({
      databaseUrl: database.url,
      store,
      projections,
      clock: systemClock,
      log,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      ...options,
    });

  return {
    client: () => client,
    store: () => store,
    databaseUrl: () => database.url,
    eventStoreUrl: () => eventStore.connectionString,
    stream: (id: string) => `customer-${company}.${id}`,
    company: () => company,
    metadata,
    rebuild,
    /** A runner, or one who waits to be it; with `rebuilds`, one that rebuilds what is of another version. */
    async start(projections: readonly Projection[], { rebuilds = true, from = store } = {}): Promise<Projector> {
      const projector = createProjector({
        databaseUrl: database.url,
        store: from,
        projections,
        rebuild: rebuilds
          ? names =>
              rebuild(
                projections.filter(({ name }) => names.includes(name)),
                { signal: ending.signal },
              )
          : undefined,
        clock: systemClock,
        log,
      });
      projectors.push(projector);
      await projector.start();
      return projector;
    },
    /** Registers a customer under this name, and changes the contact of a known one. */
    async register(id: string, name: string): Promise<void> {
      const commandId = randomUUID();
      const stream = `customer-${company}.${id}`;
      const revision = (await store.read(stream)).length - 1;
      const data = { companyId: company, customerId: id, personal: { name } };
      const event: NewEvent = revision < 0 ? { type: 'CustomerRegistered', data } : { type: 'CustomerContactChanged', data };
      await store.append(stream, [encode(event, eventIdAt(commandId, 0), metadata())], BigInt(revision));
    },
    async caughtUp(projector: Projector): Promise<void> {
      expect(await projector.waitFor(await store.head(), 60_000), 'the projector has caught up').toBe(true);
    },
    /** Of this test's company, by customer. */
    async counts(table: string): Promise<Record<string, number>> {
      const { rows } = await client.query(`select stream, events from ${table} where stream like $1 order by 1`, [
        `customer-${company}.%`,
      ]);
      return Object.fromEntries(rows.map(row => [row.stream.replace(`customer-${company}.`, ''), row.events]));
    },
    async parked(): Promise<Record<string, unknown>[]> {
      const { rows } = await client.query(
        'select projection, stream, revision, error_code from parked_event where stream like $1 order by 1, 2',
        [`customer-${company}.%`],
      );
      return rows;
    },
  };
}
