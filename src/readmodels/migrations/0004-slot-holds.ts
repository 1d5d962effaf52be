// A time of a member of staff that is being given away: held until the read models show the appointment that got it.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table slot_hold (
      company_id text not null,
      appointment_id text not null,
      staff_id text not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      until timestamptz not null,
      primary key (company_id, appointment_id)
    )`.execute(db);
  await sql`create index slot_hold_staff on slot_hold (company_id, staff_id)`.execute(db);
  await sql`
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
    end $$`.execute(db);
}
