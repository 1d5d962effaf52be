// Deletes what was kept of a person's requests beside the events: answers under their idempotency keys.
import { sql } from 'kysely';
import { requestStream } from '../../domain/ids.ts';
import type { Db } from './person.ts';

/** Of requests whose streams are among these. A repeat of such a request is then a new one. */
export async function clearAnswersOfRequests(db: Db, companyId: string, streams: readonly string[]): Promise<void> {
  const prefix = requestStream(companyId, '');
  const ids = streams.filter(stream => stream.startsWith(prefix)).map(stream => stream.slice(prefix.length));
  if (ids.length === 0) return;
  await sql`delete from idempotency_key where company_id = ${companyId} and request_id = any(${ids}::text[])`.execute(db);
}
