// Carries out erasures that wait, brings register and events together, and asks for those a company's retention rule wants.
import { sql } from 'kysely';
import type { RequestContext } from '../../domain/metadata.ts';
import { createPollLoop, type PollLoop } from '../../platform/jobs/poll-loop.ts';
import type { Vault } from '../../platform/vault/vault.ts';
import type { Eraser, EraserDependencies } from './eraser.ts';
import type { RecordOf } from './person.ts';
import { overdueCustomers } from './retention.ts';
import { type Attempt, eraseRegistered } from './together.ts';

export interface ErasureLoopOptions extends Pick<EraserDependencies, 'db' | 'executor' | 'clock' | 'log'> {
  eraser: Eraser;
  vault: Pick<Vault, 'register' | 'toOpen'>;
}

const passEveryMs = 30_000;
const longestPauseMs = 5 * 60_000;
const retentionEveryMs = 24 * 3_600_000;
/** A call may be under way while its caller is erased, and say more of them; it is over by then. */
const lookedBackMs = 6 * 3_600_000;
/** Whoever was erased so lately is looked at once more in any case: what the last round waited for, or broke off at, may be over. */
const [lateMs, mostLate] = [15 * 60_000, 500];

const systemContext = (companyId: string, correlationId: string): RequestContext => ({
  correlationId,
  companyId,
  actor: { kind: 'system', id: 'eraser' },
  channel: 'operator',
});

export function createErasureLoop({ db, executor, clock, log, eraser, vault }: ErasureLoopOptions): PollLoop {
  let together = false;
  let retainedAt = Number.NEGATIVE_INFINITY;

  /** Asked for and not carried out, the oldest first. */
  async function waiting(): Promise<RecordOf[]> {
    const { rows } = await sql<RecordOf>`
      select company_id as "companyId", customer_id as "customerId" from erasures
      where erased_at is null order by requested_at limit 500`.execute(db);
    return rows;
  }

  async function justErased(): Promise<RecordOf[]> {
    const { rows } = await sql<RecordOf>`
      select company_id as "companyId", customer_id as "customerId" from erasures
      where erased_at > ${new Date(clock.now().getTime() - lateMs)} order by erased_at desc limit ${mostLate}`.execute(db);
    return rows;
  }

  /** Erased of late, and named since by a stream whose key is still there. */
  async function namedSince(): Promise<RecordOf[]> {
    const since = new Date(clock.now().getTime() - lookedBackMs);
    const { rows } = await sql<RecordOf & { stream: string }>`
      select e.company_id as "companyId", e.customer_id as "customerId", s.stream
      from erasures e join personal_streams s on s.company_id = e.company_id and s.customer_id = e.customer_id
      where e.erased_at > ${since}`.execute(db);
    if (rows.length === 0) return [];
    const keys = await vault.toOpen(rows.map(({ stream }) => stream));
    const named = rows.filter(({ stream }) => keys.get(stream) !== 'destroyed');
    return [...new Map(named.map(row => [`${row.companyId} ${row.customerId}`, row])).values()];
  }

  async function retain(attempt: Attempt): Promise<void> {
    for (const { companyId, customerId } of await overdueCustomers(db, clock.now())) {
      const command = { companyId, customerId, by: 'retention', reasonCode: 'retention_over' };
      await attempt(() => eraser.erase(command, systemContext(companyId, `retention ${customerId}`)));
    }
  }

  return createPollLoop({
    name: 'erasures',
    async pass({ signal }) {
      const failed: unknown[] = [];
      // One that cannot be carried out holds no other back; it stays asked for, and is tried again.
      const attempt: Attempt = async work => {
        if (!signal.aborted) await work().catch(error => failed.push(error));
      };
      if (!together) await eraseRegistered(executor, vault, eraser, attempt);
      together = !signal.aborted;
      const records = [...(await waiting()), ...(await namedSince()), ...(await justErased())];
      for (const record of new Map(records.map(one => [`${one.companyId} ${one.customerId}`, one])).values())
        await attempt(() => eraser.carryOut(record));
      if (!signal.aborted && clock.elapsed() - retainedAt >= retentionEveryMs) {
        retainedAt = clock.elapsed();
        await retain(attempt);
      }
      if (failed.length > 0) throw failed[0];
      return passEveryMs;
    },
    afterFault: { firstMs: passEveryMs, mostMs: longestPauseMs },
    failed: 'erasures could not be carried out',
    clock,
    log,
  });
}
