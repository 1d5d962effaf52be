// Throttles a rebuild: at full speed while nobody else works in the database, and in small steps with pauses while others do, so
// that no call waits for it.
import type { ClientBase } from 'pg';
import type { Clock } from '../../../domain/clock.ts';

export interface Throttle {
  /** Passes the items on, all at once or step by step. */
  forEachStep<T>(items: readonly T[], step: (items: readonly T[]) => Promise<void>): Promise<void>;
  /** Whether others work in the database, as of the last look. */
  isShared(): boolean;
}

const lookEveryMs = 1_000;
const perStep = 100;
/** A step is followed by a pause of so many times its length. */
const restFor = 2;

/** Sessions that have worked in this database within the last seconds, without those that update the read models or poll. */
const others = `select exists (
  select 1 from pg_stat_activity
  where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
    and application_name not in ('rebook projector', 'rebook listen', 'rebook polling', 'rebook rebuild', 'rebook rebuild, filling')
    and (state <> 'idle' or state_change > clock_timestamp() - interval '3 seconds')
) as shared`;

/** `client` is asked between two steps. */
export function createThrottle(client: ClientBase, clock: Clock, signal: AbortSignal): Throttle {
  let shared = false;
  let lookedAt = Number.NEGATIVE_INFINITY;

  async function look(): Promise<void> {
    if (clock.elapsed() - lookedAt < lookEveryMs) return;
    const { rows } = await client.query<{ shared: boolean }>(others);
    shared = rows[0]?.shared === true;
    lookedAt = clock.elapsed();
  }

  return {
    isShared: () => shared,
    async forEachStep(items, step) {
      await look();
      if (!shared) return step(items);
      for (let from = 0; from < items.length && !signal.aborted; from += perStep) {
        const began = clock.elapsed();
        await step(items.slice(from, from + perStep));
        await clock.sleep((clock.elapsed() - began) * restFor, signal).catch(() => undefined);
      }
    },
  };
}
