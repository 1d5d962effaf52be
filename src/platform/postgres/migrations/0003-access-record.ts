// Who looked at personal data, and who did what only a person may decide.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table access_record (
      access_id uuid primary key default gen_random_uuid(),
      accessed_at timestamptz not null,
      kind text not null,
      -- As they were then: a key may have been exchanged or revoked since.
      key_name text not null,
      role text not null,
      operation text not null,
      -- Null where it concerns no single company.
      company_id text,
      customer_ids text[] not null,
      -- Streams, appointments, staff or keys, where no customer is known.
      subjects text[] not null
    )`.execute(db);
  await sql`create index access_record_at on access_record (accessed_at, access_id)`.execute(db);
  await sql`create index access_record_company on access_record (company_id, accessed_at, access_id)`.execute(db);
  await sql`create index access_record_customers on access_record using gin (customer_ids)`.execute(db);
}
