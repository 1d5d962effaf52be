// What a request costs at least: a bare Fastify route that does one INSERT.
import fastify from 'fastify';
import { Pool } from 'pg';
import { ready } from '../ready.ts';
import { createOwnDatabase } from './own-database.ts';

const databaseUrl = await createOwnDatabase(process.env.BENCH_DATABASE_URL ?? '', 'bench_insert');
const pool = new Pool({ connectionString: databaseUrl, max: 20 });
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
ready({ address: await app.listen({ host: '127.0.0.1', port: 0 }) });
