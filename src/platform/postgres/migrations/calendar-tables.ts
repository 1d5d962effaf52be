// What is shared by all instances about the calendar: leases, the webhooks received, requests left, times held, reconciliation.

export const calendarTables: readonly string[] = [
  `
    create table calendar_lease (
      company_id text not null,
      appointment_id text not null,
      token uuid not null,
      until timestamptz not null,
      modification_id uuid not null,
      first_sent_at timestamptz,
      primary key (company_id, appointment_id)
    )`,
  'create index calendar_lease_until on calendar_lease (until)',
  `
    create table webhook_inbox (
      company_id text not null,
      digest text not null,
      body text,
      received_at timestamptz not null,
      due_at timestamptz not null,
      attempts integer not null,
      state text not null,
      primary key (company_id, digest)
    )`,
  "create index webhook_inbox_due on webhook_inbox (due_at) where state = 'waiting'",
  "create index webhook_inbox_swept on webhook_inbox (received_at) where state <> 'waiting'",
  `
    create table calendar_request_budget (
      account text primary key,
      request_limit integer not null,
      taken integer not null,
      window_ends timestamptz not null,
      blocked_until timestamptz
    )`,
  `
    create function take_calendar_requests(for_account text, wanted integer, kept integer, assumed_limit integer, at timestamptz)
    returns table (granted integer, request_limit integer, window_ends timestamptz, blocked_until timestamptz) language plpgsql as $$
    declare
      budget calendar_request_budget;
    begin
      insert into calendar_request_budget as b (account, request_limit, taken, window_ends)
        values (for_account, assumed_limit, 0, at + interval '60 seconds')
        on conflict (account) do update set
          taken = case when b.window_ends <= at then 0 else b.taken end,
          window_ends = case when b.window_ends <= at then at + interval '60 seconds' else b.window_ends end
        returning * into budget;
      granted := case when budget.blocked_until > at then 0
        else least(wanted, greatest(0, budget.request_limit - budget.taken - kept)) end;
      if granted > 0 then
        update calendar_request_budget b set taken = b.taken + granted where b.account = for_account;
      end if;
      request_limit := budget.request_limit;
      window_ends := budget.window_ends;
      blocked_until := budget.blocked_until;
      return next;
    end $$`,
  `
    create table reconciliation (
      company_id text primary key,
      due_at timestamptz not null,
      -- Changes before then have been seen; null until a first run over all bookings.
      changes_until timestamptz,
      completed_at timestamptz,
      -- Who reconciles it, and until when nobody else does.
      held_by text,
      held_until timestamptz
    )`,
  `
    create table slot_hold (
      company_id text not null,
      appointment_id text not null,
      staff_id text not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      until timestamptz not null,
      primary key (company_id, appointment_id)
    )`,
  'create index slot_hold_staff on slot_hold (company_id, staff_id)',
  `
    create function hold_slot(
      company text, staff text, appointment text, wanted_start timestamptz, wanted_end timestamptz, at timestamptz, held_until timestamptz
    ) returns boolean language plpgsql as $$
    begin
      perform pg_advisory_xact_lock(hashtextextended(company || ' slot ' || staff, 0));
      delete from slot_hold h where h.company_id = company and h.staff_id = staff and h.until <= at;
      if exists (
        select from slot_hold h
        where h.company_id = company and h.staff_id = staff and h.appointment_id <> appointment
          and h.starts_at < wanted_end and h.ends_at > wanted_start
      ) then return false; end if;
      insert into slot_hold values (company, appointment, staff, wanted_start, wanted_end, held_until)
        on conflict (company_id, appointment_id) do update
        set staff_id = excluded.staff_id, starts_at = excluded.starts_at, ends_at = excluded.ends_at, until = excluded.until;
      return true;
    end $$`,
];
