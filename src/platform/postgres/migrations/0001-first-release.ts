// The tables that are not made from events and never rebuilt.
import { type Kysely, sql } from 'kysely';
import { calendarTables } from './calendar-tables.ts';
import { identificationTables } from './identification-tables.ts';
import { otherTables } from './other-tables.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...calendarTables, ...identificationTables, ...otherTables]) await sql.raw(statement).execute(db);
}
