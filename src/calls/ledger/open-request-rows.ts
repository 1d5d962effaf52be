// Requests that were written down and have no answer yet.
import { type Kysely, sql } from 'kysely';

export interface OpenRow {
  requestKey: string;
  n: number;
  companyId: string;
  stream: string;
  function: string;
  calledAt: Date;
}

/** The oldest first. */
export async function openRequestRows(db: Pick<Kysely<unknown>, 'getExecutor'>, limit: number): Promise<OpenRow[]> {
  const { rows } = await sql<OpenRow>`
    select request_key::text as "requestKey", try as n, company_id as "companyId", stream, function, called_at as "calledAt"
    from open_requests order by called_at limit ${limit}`.execute(db);
  return rows;
}
