// The heart of what a user would write instead: load, decide and append with Emmett on the same PostgreSQL, behind the same Fastify.
import { CommandHandler } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import fastify from 'fastify';
import { ready } from '../ready.ts';
import { createOwnDatabase, forEach } from './own-database.ts';

type AppointmentEvent =
  | { type: 'Scheduled'; data: { customerId: string; startsAt: string } }
  | { type: 'Cancelled'; data: { reason: string } };
interface State {
  status: 'none' | 'scheduled' | 'cancelled';
}

const store = getPostgreSQLEventStore(await createOwnDatabase(process.env.BENCH_DATABASE_URL ?? '', 'bench_emmett'));
const handle = CommandHandler<State, AppointmentEvent>({
  initialState: () => ({ status: 'none' }),
  evolve: (_, { type }) => ({ status: type === 'Scheduled' ? 'scheduled' : 'cancelled' }),
});
const schedule = (index: number) =>
  handle(store, `appointment-${index}`, () => ({
    type: 'Scheduled',
    data: { customerId: `c${index}`, startsAt: '2026-12-01T09:00:00Z' },
  }));
// The first makes the tables.
await schedule(0);
await forEach(Number(process.env.BENCH_SEEDED), async index => index > 0 && schedule(index));
const app = fastify();
app.post<{ Body: { index: number } }>('/', async request => {
  await handle(store, `appointment-${request.body.index}`, state =>
    state.status === 'scheduled' ? { type: 'Cancelled', data: { reason: 'bench' } } : [],
  );
  return { status: 'cancelled' };
});
ready({ address: await app.listen({ host: '127.0.0.1', port: 0 }) });
