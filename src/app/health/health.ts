// Gathers the health of each part, for those who run the service.
import { type Kysely, sql } from 'kysely';
import type { Health, Part } from '../../channels/api/operations/health-parts.ts';
import type { Publisher } from '../../channels/events/publisher.ts';
import type { ClockWatch } from '../../domain/clock.ts';
import type { CircuitState } from '../../domain/policy/terms.ts';
import type { LiveEvents } from '../../platform/eventstore/live-events.ts';
import type { EventStore } from '../../platform/eventstore/store.ts';
import type { Database } from '../../platform/postgres/schema.ts';
import type { ProjectionAdmin } from '../../platform/projector/admin/projection-admin.ts';
import type { Projector } from '../../platform/projector/projector.ts';

export interface HealthSources {
  db: Kysely<Database>;
  store: EventStore;
  live: Pick<LiveEvents, 'isFollowing'>;
  projector: Projector;
  projectionAdmin: Pick<ProjectionAdmin, 'lag'>;
  accounts: { all(): readonly AccountInUse[] };
  publisher: Publisher | undefined;
  watch: ClockWatch;
}

const patienceMs = 2_000;
/** A projection behind for longer than this is reported as `behind`. */
const behindSeconds = 60;

/**
 * The database must take a write, the event store an append, and live events must arrive; an unreachable calendar or broker is
 * reported, and everything else goes on.
 */
export async function gatherHealth({
  db,
  store,
  live,
  projector,
  projectionAdmin: upkeep,
  accounts,
  publisher,
  watch,
}: HealthSources): Promise<Health> {
  const [database, eventStore] = await Promise.all([
    answers(() => write(db)),
    answers(() => Promise.all([store.ready(), store.storeId()])),
  ]);
  return {
    database,
    event_store: eventStore,
    live_events: { state: live.isFollowing() ? 'ok' : 'down' },
    projections: await projectionHealth(projector, upkeep),
    calendar: calendarHealth(accounts),
    clock: clockHealth(watch),
    ...(publisher && { publishing: publishingHealth(publisher) }),
  };
}

/** A database on a full disk still reads: only one that writes is ready. */
const write = (db: Kysely<Database>) =>
  sql`insert into written_probe (id, at) values (1, now()) on conflict (id) do update set at = now()`.execute(db);

/** Our clock against the database's, the calendar's and Retell's: a wrong one is reported, so that no other part is blamed for it. */
function clockHealth(watch: ClockWatch): Part {
  const ahead = Object.entries(watch.ahead()).map(([source, milliseconds]) => [
    `ahead_of_${source}_ms`,
    Math.round(milliseconds),
  ]);
  return { state: watch.isWrong() ? 'degraded' : 'ok', detail: Object.fromEntries(ahead) };
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

/** Their lag can be read while the stores answer. */
async function projectionHealth(projector: Projector, upkeep: Pick<ProjectionAdmin, 'lag'>): Promise<Part> {
  const { running, caughtUp, superseded, failing } = projector.state();
  const late = new Promise<undefined>(resolve => setTimeout(() => resolve(undefined), patienceMs).unref());
  const lags = await Promise.race([late, upkeep.lag().catch(() => undefined)]);
  const own = { runner: running, caught_up: caughtUp, superseded, failing };
  if (failing !== null) return { state: 'down', detail: own };
  if (!lags) return { state: 'degraded', detail: own };
  const behind = lags.some(({ seconds }) => seconds > behindSeconds);
  const parked = lags.reduce((sum, one) => sum + one.parked, 0);
  return {
    state: (running && !caughtUp) || behind || parked > 0 || superseded ? 'degraded' : 'ok',
    detail: { ...own, parked_streams: parked },
    each: Object.fromEntries(
      lags.map(({ projection, version, position, events, seconds, parked: parkedStreams }) => [
        projection,
        { version, position: position.toString(), lag_events: events, lag_seconds: seconds, parked_streams: parkedStreams },
      ]),
    ),
  };
}

interface AccountInUse {
  account: string;
  companies: readonly string[];
  circuit: { state(): CircuitState };
  keyRefused(): { code: string; since: Date } | undefined;
}

/**
 * Half open is not closed: most calls do not get through yet, and the metrics say the same. An account that does not take calls, or
 * rejects its key, is reported with the companies that use it, since none of their changes gets through until then.
 */
export function calendarHealth(accounts: { all(): readonly AccountInUse[] }): Part {
  const each = accounts.all().map(({ account, companies, circuit, keyRefused }) => {
    const refused = keyRefused();
    return { account, companies, state: refused ? ('key_refused' as const) : circuit.state(), refused };
  });
  const turnedAway = each.flatMap(({ account, companies, state, refused }) => {
    if (state === 'closed') return [];
    const key = refused && { code: refused.code, since: refused.since.toISOString() };
    return [[account, { companies: companies.join(', '), state, ...key }] as const];
  });
  return {
    state: each.some(({ state }) => state !== 'closed') ? 'degraded' : 'ok',
    detail: Object.fromEntries(each.map(({ account, state }) => [account, state])),
    ...(turnedAway.length > 0 && { each: Object.fromEntries(turnedAway) }),
  };
}

function publishingHealth(publisher: Publisher): Part {
  const { status, position, published, code } = publisher.state();
  return { state: status === 'waiting' ? 'degraded' : 'ok', detail: { status, position, published, code } };
}
