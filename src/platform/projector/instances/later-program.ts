// Says whether a later program is there that runs the projections: its tables are not taken from it, since it reads columns that this
// program's tables lack.
import type { ClientBase } from 'pg';
import type { Clock } from '../../../domain/clock.ts';
import { readCheckpoints } from '../checkpoints.ts';
import { newerOf } from '../prepare-tables.ts';
import type { Projection } from '../projection.ts';
import { isRunnerThere, keepRunnerAway } from './runner-lock.ts';

export interface LaterProgram {
  /** Looked up once a second; `client` may be within a transaction. */
  isThere(client: ClientBase): Promise<boolean>;
  /**
   * In the transaction that replaces its tables: false where it runs the projections again, which it may have begun since the last look;
   * else it cannot begin before the transaction ends.
   */
  staysAway(client: ClientBase): Promise<boolean>;
}

const lookEveryMs = 1_000;
/** Each of its instances takes a free runner's lock within a second. */
const goneAfterMs = 3_000;

export function createLaterProgram(projections: readonly Projection[], clock: Clock): LaterProgram {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let seenAt = Number.NEGATIVE_INFINITY;
  let isThere = true;

  async function look(client: ClientBase, now: number): Promise<boolean> {
    if (newerOf(projections, await readCheckpoints(client)).length === 0) return false;
    if (seenAt === Number.NEGATIVE_INFINITY || (await isRunnerThere(client))) seenAt = now;
    return now < seenAt + goneAfterMs;
  }

  return {
    async isThere(client) {
      const now = clock.elapsed();
      if (now < lookedAt + lookEveryMs) return isThere;
      isThere = await look(client, now);
      lookedAt = now;
      return isThere;
    },
    async staysAway(client) {
      if (newerOf(projections, await readCheckpoints(client)).length === 0) return true;
      if (await keepRunnerAway(client)) return true;
      lookedAt = seenAt = clock.elapsed();
      isThere = true;
      return false;
    },
  };
}
