// Shared by all instances: how many requests an account at Cal.com has left, when each company was reconciled, and what of
// the notifications has been posted.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table calcom_request_budget (
      account text primary key,
      request_limit integer not null,
      taken integer not null,
      window_ends timestamptz not null,
      blocked_until timestamptz
    )`.execute(db);
  await sql`
    create function take_calcom_requests(for_account text, wanted integer, kept integer, assumed_limit integer, at timestamptz)
    returns table (granted integer, request_limit integer, window_ends timestamptz, blocked_until timestamptz) language plpgsql as $$
    declare
      budget calcom_request_budget;
    begin
      insert into calcom_request_budget as b (account, request_limit, taken, window_ends)
        values (for_account, assumed_limit, 0, at + interval '60 seconds')
        on conflict (account) do update set
          taken = case when b.window_ends <= at then 0 else b.taken end,
          window_ends = case when b.window_ends <= at then at + interval '60 seconds' else b.window_ends end
        returning * into budget;
      granted := case when budget.blocked_until > at then 0
        else least(wanted, greatest(0, budget.request_limit - budget.taken - kept)) end;
      if granted > 0 then
        update calcom_request_budget b set taken = b.taken + granted where b.account = for_account;
      end if;
      request_limit := budget.request_limit;
      window_ends := budget.window_ends;
      blocked_until := budget.blocked_until;
      return next;
    end $$`.execute(db);
  await sql`
    create table reconciliation (
      company_id text primary key,
      due_at timestamptz not null,
      -- Changes before then have been seen; null until a first run over all bookings.
      changes_until timestamptz,
      completed_at timestamptz
    )`.execute(db);
  await sql`
    create table notification_delivery (
      notification_id uuid primary key,
      attempts integer not null,
      next_at timestamptz not null,
      state text not null
    )`.execute(db);
}
