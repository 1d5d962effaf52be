// Attempts whose hour has passed say nothing any more: each attempt taken sweeps two of them, so that the table stays small.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index identification_attempts_old on identification_attempts (attempted_at)`.execute(db);
  await sql`alter function take_identification_attempt(text, text, uuid, boolean, timestamptz, timestamptz, integer)
    rename to take_identification_attempt_unswept`.execute(db);
  await sql`
    create function take_identification_attempt(
      company text, attempt_scope text, attempt_key uuid, is_withheld boolean, at timestamptz, since timestamptz, most integer
    ) returns table (allowed boolean, oldest timestamptz, withheld_failures integer) language plpgsql as $$
    begin
      return query select * from take_identification_attempt_unswept(company, attempt_scope, attempt_key, is_withheld, at, since, most);
      delete from identification_attempts where (company_id, scope, request_key) in (
        select a.company_id, a.scope, a.request_key from identification_attempts a
        where a.attempted_at < since order by a.attempted_at limit 2 for update skip locked);
    end $$`.execute(db);
}
