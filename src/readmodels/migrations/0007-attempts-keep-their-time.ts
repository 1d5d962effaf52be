// An attempt that is repeated within its hour stays where it was: else the same few requests, made again and again, would keep
// a caller locked out for good.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function take_identification_attempt_unswept(
      company text, attempt_scope text, attempt_key uuid, is_withheld boolean, at timestamptz, since timestamptz, most integer
    ) returns table (allowed boolean, oldest timestamptz, withheld_failures integer) language plpgsql as $$
    declare counted integer;
    begin
      -- A caller waits for this: if the database itself crashes, the last half second of attempts may be forgotten.
      perform set_config('synchronous_commit', 'off', true);
      perform pg_advisory_xact_lock(hashtextextended(company || ' ' || attempt_scope, 0));
      select count(*), min(attempted_at) into counted, oldest
        from identification_attempts a
        where a.company_id = company and a.scope = attempt_scope and a.attempted_at > since and a.request_key <> attempt_key;
      allowed := counted < most;
      if allowed then
        insert into identification_attempts as known (company_id, scope, request_key, withheld, attempted_at)
          values (company, attempt_scope, attempt_key, is_withheld, at)
          on conflict (company_id, scope, request_key) do update set attempted_at = excluded.attempted_at
            where known.attempted_at <= since;
      end if;
      withheld_failures := 0;
      if is_withheld then
        select count(*) into withheld_failures
          from identification_attempts a
          where a.company_id = company and a.withheld and a.attempted_at > since and a.request_key <> attempt_key;
      end if;
      return next;
    end $$`.execute(db);
}
