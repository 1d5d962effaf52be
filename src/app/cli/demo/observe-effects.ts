// Shows what a step really changed, read from outside: by a second client of the event store, SQL, and the calendar's own record.
import { Client } from 'pg';
import { z } from 'zod';
import { systemClock } from '../../../domain/clock.ts';
import { connectEventStore } from '../../../platform/eventstore/store.ts';
import type { Servers } from '../../servers.ts';

const readAtOnce = 500;
const dataSchema = z.record(z.string(), z.unknown());

export interface ObservedEffects {
  events: { stream: string; revision: string; type: string; data: Record<string, unknown> }[];
  requests: { method: string; path: string; version: string | null; body: unknown; status: number | null }[];
  rows: { table: string; key: string; changes: Record<string, [unknown, unknown]> }[];
}

const tables: Record<string, string> = {
  appointments: 'appointment_id',
  appointment_modifications: 'modification_id',
  modification_refusals: 'refusal_id',
  calls: 'call_id',
  notifications: 'notification_id',
  calendar_jobs: 'modification_id',
};

type Rows = Map<string, Record<string, unknown>>;

/** Watches the effects of a step. `close` closes both connections. */
export async function createEffectObserver(servers: Servers) {
  const store = connectEventStore(servers.eventStoreUrl, systemClock);
  const database = new Client({ connectionString: servers.databaseUrl });
  // A lost connection shows by the next query.
  database.on('error', () => undefined);
  await database.connect();

  async function rowsOf(table: string, key: string): Promise<Rows> {
    const { rows } = await database.query(`select ${key}::text as key, to_jsonb(t) as row from ${table} t`);
    return new Map(rows.map(({ key: id, row }) => [id, row]));
  }
  /** One after the other: a connection runs one query at a time. */
  async function snapshot(): Promise<Map<string, Rows>> {
    const all = new Map<string, Rows>();
    for (const [table, key] of Object.entries(tables)) all.set(table, await rowsOf(table, key));
    return all;
  }

  async function eventsAfter(position: bigint): Promise<ObservedEffects['events']> {
    const found: ObservedEffects['events'] = [];
    for (let from = position; ; ) {
      const page = await store.readAll(from, readAtOnce);
      // What is read from includes the event at that place.
      for (const { stream, revision, type, data } of page.filter(event => event.position > from && !event.stream.startsWith('$')))
        found.push({ stream, revision: revision.toString(), type, data: dataSchema.parse(data) });
      if (page.length < readAtOnce) return found;
      from = page.at(-1)?.position ?? from;
    }
  }

  return {
    /** Runs a step and gives its effects, once the read models have caught up. */
    async watch<T>(
      step: () => Promise<T>,
      caughtUp: (position: bigint) => Promise<unknown>,
    ): Promise<{ result: T; witnessed: ObservedEffects }> {
      const [rowsBefore, position] = await Promise.all([snapshot(), store.head()]);
      servers.sandbox?.clearRequests();
      const result = await step();
      await caughtUp(await store.head());
      const rowsAfter = await snapshot();
      const requests = [...(servers.sandbox?.requests() ?? [])].map(({ method, path, version, body, httpStatus: status }) => ({
        method,
        path,
        version,
        body,
        status,
      }));
      return {
        result,
        witnessed: { events: await eventsAfter(position), requests, rows: changesBetween(rowsBefore, rowsAfter) },
      };
    },
    async close(): Promise<void> {
      await store.close();
      await database.end();
    },
  };
}

function changesBetween(before: Map<string, Rows>, after: Map<string, Rows>): ObservedEffects['rows'] {
  const found: ObservedEffects['rows'] = [];
  for (const [table, rows] of after) {
    const old = before.get(table) ?? new Map();
    for (const [key, row] of rows) {
      const was: Record<string, unknown> = old.get(key) ?? {};
      const changed = Object.entries(row).filter(
        ([column, value]) => JSON.stringify(value) !== JSON.stringify(was[column] ?? null),
      );
      if (changed.length > 0)
        found.push({
          table,
          key,
          changes: Object.fromEntries(changed.map(([column, value]) => [column, [was[column] ?? null, value]])),
        });
    }
    for (const key of old.keys()) if (!rows.has(key)) found.push({ table, key, changes: { row: ['there', 'gone'] } });
  }
  return found;
}
