// Attempts to identify a caller: counted and written under a lock, so that the count is exact among parallel attempts.

export const identificationTables: readonly string[] = [
  `
    create table identification_attempts (
      company_id text not null,
      scope text not null,
      request_key uuid not null,
      withheld boolean not null,
      attempted_at timestamptz not null,
      -- Null while it is in flight.
      failed_at timestamptz,
      -- Of a call: the number it came from.
      number_scope text,
      primary key (company_id, scope, request_key)
    )`,
  'create index identification_attempts_withheld on identification_attempts (company_id, attempted_at) where withheld',
  'create index identification_attempts_old on identification_attempts (attempted_at)',
  `
    create index identification_attempts_number on identification_attempts (company_id, number_scope)
    where number_scope is not null`,
  `
    create function count_identification_attempts(
      company text, attempt_scope text, attempt_key uuid, since timestamptz, begun timestamptz,
      out failed integer, out under_way integer, out oldest timestamptz
    ) language sql as $$
      select count(*) filter (where failed_at is not null),
             count(*) filter (where failed_at is null and attempted_at > begun),
             min(attempted_at) filter (where failed_at is not null)
        from identification_attempts
        where company_id = company and scope = attempt_scope and attempted_at > since and request_key <> attempt_key
    $$`,
  `
    create function write_identification_attempt(
      company text, attempt_scope text, attempt_key uuid, is_withheld boolean, at timestamptz, since timestamptz, of_number text
    ) returns void language sql as $$
      insert into identification_attempts as known (company_id, scope, request_key, withheld, attempted_at, number_scope)
        values (company, attempt_scope, attempt_key, is_withheld, at, of_number)
        on conflict (company_id, scope, request_key) do update set attempted_at = excluded.attempted_at, failed_at = null
          where known.attempted_at <= since or known.failed_at is null
    $$`,
  `
    create function take_identification_attempt(
      company text, number_scope text, call_scope text, attempt_key uuid, is_withheld boolean, is_guess boolean,
      at timestamptz, since timestamptz, begun timestamptz, most integer,
      out outcome text, out oldest timestamptz, out withheld_failures integer, out leaves_trace boolean
    ) language plpgsql as $$
    declare of_number record; of_call record;
    begin
      -- A caller waits for this: if the database itself crashes, the last half second of attempts may be forgotten.
      perform set_config('synchronous_commit', 'off', true);
      -- Always the number before the call, so that two never wait for each other.
      if number_scope is not null then
        perform pg_advisory_xact_lock(hashtextextended(company || ' ' || number_scope, 0));
      end if;
      if call_scope is not null then
        perform pg_advisory_xact_lock(hashtextextended(company || ' ' || call_scope, 0));
      end if;
      of_number := count_identification_attempts(company, coalesce(number_scope, ''), attempt_key, since, begun);
      of_call := count_identification_attempts(company, coalesce(call_scope, ''), attempt_key, since, begun);
      outcome := case
        when of_call.failed >= most then 'call_locked'
        when of_call.failed + of_call.under_way >= most then 'under_way'
        when of_number.failed >= most then 'number_locked'
        when of_number.failed + of_number.under_way >= most then 'under_way'
        else 'taken' end;
      oldest := case when of_call.failed >= most then of_call.oldest else of_number.oldest end;
      -- Who guesses nothing has nothing to be counted, but for what is counted already.
      leaves_trace := is_guess or outcome <> 'taken' or of_number.failed + of_call.failed > 0;
      if leaves_trace and call_scope is not null and outcome in ('taken', 'number_locked') then
        perform write_identification_attempt(company, call_scope, attempt_key, is_withheld, at, since, number_scope);
      end if;
      if leaves_trace and number_scope is not null and outcome = 'taken' then
        perform write_identification_attempt(company, number_scope, attempt_key, is_withheld, at, since, null);
      end if;
      withheld_failures := 0;
      if is_withheld then
        select count(*) into withheld_failures
          from identification_attempts a
          where a.company_id = company and a.withheld and a.failed_at is not null and a.attempted_at > since
            and a.request_key <> attempt_key;
      end if;
      -- Attempts whose hour has passed say nothing any more.
      delete from identification_attempts where (company_id, scope, request_key) in (
        select a.company_id, a.scope, a.request_key from identification_attempts a
        where a.attempted_at < since order by a.attempted_at limit 4 for update skip locked);
    end $$`,
  `
    create function end_identification_attempt(company text, scopes text[], attempt_key uuid, failed timestamptz) returns void
    language plpgsql as $$
    begin
      perform set_config('synchronous_commit', 'off', true);
      if failed is null then
        delete from identification_attempts where company_id = company and scope = any(scopes) and request_key = attempt_key;
      else
        -- An attempt that was not counted as a guess, and was one, is counted now.
        insert into identification_attempts (company_id, scope, request_key, withheld, attempted_at, failed_at)
          select company, s, attempt_key, false, failed, failed from unnest(scopes) s
          on conflict (company_id, scope, request_key) do update set failed_at = excluded.failed_at;
      end if;
    end $$`,
  `
    create function forget_identification_attempts(company text, scopes text[], with_calls_of text) returns void language plpgsql as $$
    begin
      perform set_config('synchronous_commit', 'off', true);
      delete from identification_attempts
        where company_id = company and (scope = any(scopes) or (with_calls_of is not null and number_scope = with_calls_of));
    end $$`,
];
