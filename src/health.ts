// Each part with its state, for those who run the service.
import { type Kysely, sql } from 'kysely';
import type { Health, Part } from './api/health-parts.ts';
import type { CalcomAccounts } from './calcom/accounts.ts';
import type { EventStore } from './eventstore/store.ts';
import type { Projector } from './projector/projector.ts';
import type { Publisher } from './publish/publisher.ts';
import type { Database } from './readmodels/schema.ts';

export interface HealthSources {
  db: Kysely<Database>;
  store: EventStore;
  projector: Projector;
  accounts: CalcomAccounts;
  publisher: Publisher | undefined;
}

const patienceMs = 2_000;

/** Database and event store must answer; a calendar or broker that is away is told, and everything else goes on. */
export async function gatherHealth({ db, store, projector, accounts, publisher }: HealthSources): Promise<Health> {
  const [database, eventStore] = await Promise.all([answers(() => sql`select 1`.execute(db)), answers(() => store.storeId())]);
  return {
    database,
    event_store: eventStore,
    projections: projectionHealth(projector),
    calendar: calendarHealth(accounts),
    ...(publisher && { publishing: publishingHealth(publisher) }),
  };
}

async function answers(ask: () => Promise<unknown>): Promise<Part> {
  const late = new Promise<Part>(resolve =>
    setTimeout(() => resolve({ state: 'down', detail: { code: 'timeout' } }), patienceMs).unref(),
  );
  const answered = ask().then(
    (): Part => ({ state: 'ok' }),
    (): Part => ({ state: 'down', detail: { code: 'unreachable' } }),
  );
  return Promise.race([late, answered]);
}

function projectionHealth(projector: Projector): Part {
  const { running, caughtUp, projections } = projector.state();
  const parked = projections.reduce((sum, projection) => sum + projection.parked, 0);
  const positions = projections.map(({ position }) => position).sort((a, b) => (a < b ? -1 : 1));
  const detail = { runner: running, caught_up: caughtUp, position: positions[0]?.toString() ?? null, parked_streams: parked };
  if (!running) return { state: 'ok', detail };
  return { state: caughtUp && parked === 0 ? 'ok' : 'degraded', detail };
}

function calendarHealth(accounts: CalcomAccounts): Part {
  const states = accounts.all().map(client => [client.account, client.circuit.state()] as const);
  return { state: states.some(([, state]) => state === 'open') ? 'degraded' : 'ok', detail: Object.fromEntries(states) };
}

function publishingHealth(publisher: Publisher): Part {
  const { status, position, published, code } = publisher.state();
  return { state: status === 'waiting' ? 'degraded' : 'ok', detail: { status, position, published, code } };
}
