// Lets operators see lag and parked streams, and retry or drop them, whichever instance is the runner.
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../postgres/schema.ts';
import { giveReason, leftOut } from '../parked-streams.ts';
import type { Projection } from '../projection.ts';
import { lagBehind, type ProjectionLag } from './lag.ts';
import { listParked, type ParkedStream, type RetryParkedOptions, type RetryParkedResult, retryParked } from './retry-parked.ts';

export interface ProjectionAdmin {
  lag(): Promise<ProjectionLag[]>;
  parked(): Promise<ParkedStream[]>;
  /** Throws what `retryParked` and a rebuild throw. */
  retryParked(projection: string, stream: string, options?: { drop?: boolean }): Promise<RetryParkedResult>;
}

export interface ProjectionAdminOptions extends RetryParkedOptions {
  db: Kysely<Database>;
  projections: readonly Projection[];
  /** Rebuilds a projection beside the live one. */
  rebuild(name: string): Promise<{ events: number }>;
}

export function createProjectionAdmin({ db, projections, rebuild, ...options }: ProjectionAdminOptions): ProjectionAdmin {
  const parked = () => listParked(db);

  async function lag(): Promise<ProjectionLag[]> {
    const checkpoints = await db
      .selectFrom('projection_checkpoint as c')
      .select(['c.projection', 'c.version', 'c.position'])
      .select(sql<number>`(select count(*)::int from parked_event p where p.projection = c.projection)`.as('parked'))
      // Others may be left over.
      .where(
        'c.projection',
        'in',
        projections.map(({ name }) => name),
      )
      .orderBy('c.projection')
      .execute();
    const behind = await lagBehind(
      options.store,
      options.clock,
      checkpoints.map(({ position }) => BigInt(position)),
    );
    return checkpoints.map(({ projection, version, position, parked: streams }) => ({
      projection,
      version,
      position: BigInt(position),
      ...(behind.get(BigInt(position)) ?? { events: 0, seconds: 0 }),
      parked: streams,
    }));
  }

  /** Rows made from several streams cannot be repaired from one of them. */
  async function remade(name: string, stream: string, drop: boolean): Promise<RetryParkedResult> {
    const held = async () => (await parked()).find(one => one.projection === name && one.stream === stream);
    const before = await held();
    if (!before) return { kind: 'not_parked' };
    // A drop that was interrupted is decided again.
    const reason = before.errorCode === leftOut ? 'projection_failed' : before.errorCode;
    await giveReason(db, name, stream, drop ? leftOut : reason);
    const { events } = await rebuild(name).catch(async error => {
      await giveReason(db, name, stream, reason);
      throw error;
    });
    const again = await held();
    return again
      ? { kind: 'parked_again', events, revision: again.revision, errorCode: again.errorCode }
      : { kind: 'retried', events };
  }

  return {
    lag,
    parked,
    async retryParked(name, stream, { drop = false } = {}) {
      const projection = projections.find(one => one.name === name);
      if (!projection) return { kind: 'not_parked' };
      if (!projection.ofOneStream) return remade(name, stream, drop);
      return retryParked(options, projection, stream, { drop });
    },
  };
}
