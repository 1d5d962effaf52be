// A service that ends and starts again on the same stores, and the commands of the program on these.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { runProgram } from '../../src/app/cli/program.ts';
import { loadConfig } from '../../src/app/config/config.ts';
import { type Rebook, startRebook } from '../../src/app/start.ts';
import { signRetell } from '../../src/channels/retell/signature.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { freshDatabase } from './database.ts';

/** Everything is in one database; the company `salon` is made by the first start. */
export async function restartable() {
  const database = await freshDatabase();
  const env: NodeJS.ProcessEnv = {
    DATA_DIR: database.dataDir,
    DATABASE_URL: database.url,
    EVENTSTORE_URL: database.eventStoreUrl,
    PORT: '0',
    RECONCILE_MINUTES: '0',
    REPLY_BUDGET_MS: '5000',
    LOG_LEVEL: 'silent',
  };
  const log: string[] = [];
  let rebook: Rebook | undefined;
  const running = (): Rebook => {
    if (!rebook) throw new Error('it does not run');
    return rebook;
  };

  async function start(): Promise<Rebook> {
    const config = loadConfig(env, { makeKeys: true });
    rebook = await startRebook(config, { log: pino({ level: 'info' }, { write: line => log.push(line) }) });
    return rebook;
  }
  async function stop(): Promise<void> {
    await rebook?.stop();
    rebook = undefined;
  }
  const secret = async (name: string) => (await readFile(join(database.dataDir, name), 'utf8')).trim();
  async function api(method: string, path: string, body?: object): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${running().address}${path}`, {
      method,
      headers: { authorization: `Bearer ${await secret('admin-key')}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text };
  }
  async function must(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await api(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
  async function call(name: string, args: object, from: string, callId: string): Promise<Record<string, unknown>> {
    const described = {
      call_id: callId,
      call_type: 'phone_call',
      direction: 'inbound',
      from_number: from,
      to_number: '+493012345678',
    };
    const raw = JSON.stringify({ name, call: described, args });
    const response = await fetch(`${running().address}/retell/functions`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-retell-signature': signRetell(raw, await secret('retell-key'), Date.now()),
      },
      body: raw,
    });
    return (await response.json()) as Record<string, unknown>;
  }
  async function program(...args: string[]): Promise<{ exitCode: number; said: string }> {
    const said: string[] = [];
    const write = (text: string) => said.push(text);
    const exitCode = await runProgram(args, { out: write, err: write, env, clock: systemClock, interactive: false });
    return { exitCode, said: said.join('\n') };
  }
  /** Waits until the read models have seen everything that stands in the store. */
  async function settle(): Promise<void> {
    const { store, caughtUp } = running();
    if (!(await caughtUp(await store.head(), 10_000))) throw new Error('the read models did not catch up');
  }

  await start();
  await must('POST', '/v1/companies', {
    ...{ company_id: 'salon', name: 'Salon', language: 'de', time_zone: 'Europe/Berlin', currency: 'EUR' },
    handover: { number: '+493087654321' },
  });
  await must('POST', '/v1/companies/salon/lines', { line: '+493012345678' });
  return {
    ...{ start, stop, api, must, call, program, settle, log, env, running },
    dataDir: database.dataDir,
    databaseUrl: database.url,
    sql: async <T extends object>(text: string, values: unknown[] = []) => (await database.query(text, values)).rows as T[],
    customer: (id: string, name: string, phone: string) =>
      must('POST', '/v1/customers', { company_id: 'salon', customer_id: id, name, phone }),
    async end() {
      await stop();
      await database.drop();
    },
  };
}

export type Restartable = Awaited<ReturnType<typeof restartable>>;
