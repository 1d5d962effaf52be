// The inbox of the calendar's webhooks: kept until they are worked off, and recognised when they come again.
import { type Kysely, sql } from 'kysely';
import { withoutFlush } from '../../../platform/postgres/without-flush.ts';

type Db = Pick<Kysely<unknown>, 'getExecutor'>;

export interface StoredWebhook {
  companyId: string;
  digest: string;
  body: string;
  receivedAt: Date;
  /** This try included. */
  attempts: number;
}

/** False where the same body of the same company is known. It is worked off from `dueAt` on. */
export async function storeWebhook(
  db: Db,
  { companyId, digest, body, receivedAt, dueAt }: Omit<StoredWebhook, 'attempts'> & { dueAt: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into webhook_inbox (company_id, digest, body, received_at, due_at, attempts, state)
    values (${companyId}, ${digest}, ${body}, ${receivedAt}, ${dueAt}, 0, 'waiting')
    on conflict (company_id, digest) do nothing`.execute(db);
  return numAffectedRows === 1n;
}

/** Takes what is due, in the order it came, but for these companies'; nobody else gets it before `until`. */
export async function takeWebhooks(
  db: Db,
  { now, until, limit, except = [] }: { now: Date; until: Date; limit: number; except?: readonly string[] },
): Promise<StoredWebhook[]> {
  const { rows } = await sql<{ company_id: string; digest: string; body: string; received_at: Date; attempts: number }>`
    update webhook_inbox set due_at = ${until}, attempts = attempts + 1
    where (company_id, digest) in (
      select company_id, digest from webhook_inbox where state = 'waiting' and due_at <= ${now} and company_id <> all(${except}::text[])
      order by received_at limit ${limit} for update skip locked
    ) and ${withoutFlush}
    returning company_id, digest, body, received_at, attempts`.execute(db);
  return rows
    .map(row => ({
      companyId: row.company_id,
      digest: row.digest,
      body: row.body,
      receivedAt: row.received_at,
      attempts: row.attempts,
    }))
    .sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime());
}

/** Nobody else gets what is still in hand before `until` either; what another has taken since is theirs. */
export async function holdWebhooks(db: Db, webhooks: readonly StoredWebhook[], until: Date): Promise<void> {
  const [companies, digests] = [webhooks.map(({ companyId }) => companyId), webhooks.map(({ digest }) => digest)];
  await sql`
    update webhook_inbox i set due_at = greatest(i.due_at, ${until}::timestamptz)
    from unnest(${companies}::text[], ${digests}::text[], ${webhooks.map(({ attempts }) => attempts)}::int[]) as held (company_id, digest, attempts)
    where i.company_id = held.company_id and i.digest = held.digest and i.attempts = held.attempts and i.state = 'waiting'
      and ${withoutFlush}`.execute(db);
}

type Key = Pick<StoredWebhook, 'companyId' | 'digest'>;

/** Worked off, or given up: its digest stays to recognise a repeat, its personal data goes. */
export async function finishWebhook(db: Db, { companyId, digest }: Key, state: 'done' | 'given_up'): Promise<void> {
  await sql`
    update webhook_inbox set state = ${state}, body = null where company_id = ${companyId} and digest = ${digest} and ${withoutFlush}`.execute(
    db,
  );
}

/** Due again later, unless another has taken it since. */
export async function postponeWebhook(db: Db, { companyId, digest, attempts }: StoredWebhook, dueAt: Date): Promise<void> {
  await sql`
    update webhook_inbox set due_at = ${dueAt}
    where company_id = ${companyId} and digest = ${digest} and attempts = ${attempts} and ${withoutFlush}`.execute(db);
}
