// What a user would write instead: load, decide, append with Emmett on the same PostgreSQL, behind the same Fastify.
import { CommandHandler } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import fastify from 'fastify';
import { Client } from 'pg';
import { highestRate, load } from './load.ts';
import type { Bench } from './open-bench.ts';
import type { Figures } from './table.ts';

type AppointmentEvent =
  | { type: 'Scheduled'; data: { customerId: string; startsAt: string } }
  | { type: 'Cancelled'; data: { reason: string } };
interface State {
  status: 'none' | 'scheduled' | 'cancelled';
}

const seeded = 2_000;
const parallel = 16;

export async function benchEmmett({ rebook }: Bench): Promise<Figures> {
  const client = new Client({ connectionString: rebook.servers.databaseUrl });
  await client.connect();
  await client.query('create database bench_emmett');
  await client.end();
  const url = new URL(rebook.servers.databaseUrl);
  url.pathname = '/bench_emmett';
  const store = getPostgreSQLEventStore(url.toString());
  const handle = CommandHandler<State, AppointmentEvent>({
    initialState: () => ({ status: 'none' }),
    evolve: (_, { type }) => ({ status: type === 'Scheduled' ? 'scheduled' : 'cancelled' }),
  });
  const schedule = (index: number) =>
    handle(store, `appointment-${index}`, () => ({
      type: 'Scheduled',
      data: { customerId: `c${index}`, startsAt: '2026-12-01T09:00:00Z' },
    }));
  await schedule(0);
  let next = 1;
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      for (let index = next++; index < seeded; index = next++) await schedule(index);
    }),
  );
  const app = fastify();
  app.post<{ Body: { index: number } }>('/', async request => {
    await handle(store, `appointment-${request.body.index}`, state =>
      state.status === 'scheduled' ? { type: 'Cancelled', data: { reason: 'bench' } } : [],
    );
    return { status: 'cancelled' };
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const call = async (index: number): Promise<boolean> => {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ index }),
    });
    await response.arrayBuffer();
    return response.ok;
  };
  try {
    await load(20, 40, call);
    const at20 = await load(20, 300, index => call(40 + index));
    return {
      name: 'Emmett: load, decide, append',
      ...at20,
      highest: await highestRate(index => call(340 + index), seeded - 340),
    };
  } finally {
    await app.close();
    await store.close();
  }
}
