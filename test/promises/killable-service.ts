// Servers the test owns, and on them a service that is killed and started again as often as the test wants.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startCalcomSandbox } from '@rebook/calcom-sandbox';
import { Client } from 'pg';
import { pino } from 'pino';
import { z } from 'zod';
import { emptyDatabase, freshEventStore } from '../support/database.ts';
import { forkProgram } from '../support/program.ts';
import { connectSealedStore } from '../support/sealed-store.ts';
import { movableClock } from '../support/world.ts';
import { clientOf } from './service-client.ts';

const program = fileURLToPath(new URL('./service-process.ts', import.meta.url));
const readySchema = z.object({ address: z.string() });
export const calcomApiKey = 'cal_sandbox_of_the_killed';
export const webhookSecret = 'webhook-secret-of-the-killed';

export type Servers = Awaited<ReturnType<typeof startServers>>;

/** PostgreSQL, event store and Cal.com, which outlive every service; and a clock that all of them share. */
export async function startServers() {
  const clock = movableClock();
  const [database, eventStore, dataDir] = await Promise.all([
    emptyDatabase(),
    freshEventStore(),
    mkdtemp(join(tmpdir(), 'rebook-killed-')),
  ]);
  const sandbox = await startCalcomSandbox({ clock, log: pino({ level: 'silent' }) });
  const store = connectSealedStore(eventStore.url, database.url, clock);
  const db = new Client({ connectionString: database.url });
  await db.connect();
  return {
    clock,
    sandbox,
    store,
    databaseUrl: database.url,
    types: async (stream: string) => (await store.read(stream)).map(event => event.type),
    sql: async (text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> => (await db.query(text, values)).rows,
    start: () =>
      startService(clock, {
        dataDir,
        databaseUrl: database.url,
        eventstoreUrl: eventStore.url,
        calcomBaseUrl: sandbox.url,
        calcomApiKey,
        webhookSecret,
        replyBudgetMs: 20_000,
        now: clock.now().toISOString(),
      }),
    async stop() {
      await db.end();
      await store.close();
      await sandbox.stop();
      await eventStore.drop();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type Service = Awaited<ReturnType<typeof startService>>;

/** `config` is what `service-process.ts` reads. */
export async function startService(clock: ReturnType<typeof movableClock>, config: object) {
  const child = forkProgram(program, [JSON.stringify(config)], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let complaint = '';
  child.stderr?.on('data', chunk => {
    complaint += String(chunk);
  });
  const ended = once(child, 'exit');
  const ready = await Promise.race([once(child, 'message'), ended]);
  const message = readySchema.safeParse(ready[0]);
  if (!message.success) throw new Error(`the service did not start: ${complaint}`);
  return {
    address: message.data.address,
    ...clientOf(message.data.address, clock),
    /** Moves its clock to where the test's own is. */
    synchronise: () => {
      child.send(clock.now().toISOString());
    },
    /** It stands still: its connections stay open, and nothing is answered. */
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
    async kill(): Promise<void> {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Holds a table, so that a writer to it waits; until released. */
export async function holdTable(databaseUrl: string, table: string): Promise<() => Promise<void>> {
  const holder = new Client({ connectionString: databaseUrl });
  await holder.connect();
  await holder.query('begin');
  await holder.query(`lock table ${table} in access exclusive mode`);
  return async () => {
    await holder.query('rollback');
    await holder.end();
  };
}

/** Tries until it holds; the condition, not the clock, ends the wait. */
export async function eventually(check: () => Promise<void>, patienceMs = 15_000): Promise<void> {
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > until) throw error;
      await sleep(10);
    }
  }
}
