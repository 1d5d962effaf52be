// The floor: a bare Fastify route that does one INSERT.
import fastify from 'fastify';
import { Pool } from 'pg';
import { highestRate, load } from './load.ts';
import type { Bench } from './open-bench.ts';
import type { Figures } from './table.ts';

export async function benchInsert({ rebook }: Bench): Promise<Figures> {
  const pool = new Pool({ connectionString: rebook.servers.databaseUrl, max: 20 });
  await pool.query('create table bench_insert (id bigint generated always as identity primary key, body jsonb not null)');
  const app = fastify();
  app.post('/', async request => {
    await pool.query({
      name: 'bench',
      text: 'insert into bench_insert (body) values ($1)',
      values: [JSON.stringify(request.body)],
    });
    return { status: 'ok' };
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const call = async (index: number): Promise<boolean> => {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ index, reason: 'bench' }),
    });
    await response.arrayBuffer();
    return response.ok;
  };
  try {
    await load(20, 40, call);
    return {
      name: 'a Fastify route with one INSERT',
      ...(await load(20, 300, call)),
      highest: await highestRate(call, Number.POSITIVE_INFINITY),
    };
  } finally {
    await app.close();
    await pool.end();
  }
}
