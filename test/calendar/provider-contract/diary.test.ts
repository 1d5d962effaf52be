// The diary keeps what every calendar must, on the tables it has in production.
import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { busyPeriods } from '../../../src/calendar/providers/diary/busy-periods.ts';
import { createDiaryProvider } from '../../../src/calendar/providers/diary/diary-provider.ts';
import { createSlotHolds } from '../../../src/calendar/providers/diary/slot-holds.ts';
import { connectDatabase } from '../../../src/platform/postgres/database.ts';
import { migrate } from '../../../src/platform/postgres/migrate.ts';
import { emptyDatabase } from '../../support/database.ts';
import { keepsTheContract, type Opened } from './contract.ts';
import { anothers, appointment, companyId, mine } from './day.ts';

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let db: ReturnType<typeof connectDatabase>;

beforeAll(async () => {
  database = await emptyDatabase();
  db = connectDatabase(database.url);
  await migrate(db);
  await sql`create table appointments (company_id text, appointment_id text, staff_id text, status text, starts_at timestamptz,
    ends_at timestamptz, pending_to jsonb)`.execute(db);
  for (const { id, startsAt, endsAt } of [mine, anothers])
    await sql`insert into appointments values (${companyId}, ${id}, 'anna', 'scheduled', ${startsAt}, ${endsAt}, null)`.execute(
      db,
    );
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

async function openDiary(): Promise<Opened> {
  await sql`truncate slot_hold`.execute(db);
  return {
    calendar: createDiaryProvider({ holds: createSlotHolds(db), busyPeriods: (...asked) => busyPeriods(db, ...asked) }),
    states: { mine: appointment(mine), anothers: appointment(anothers) },
    close: async () => undefined,
  };
}

keepsTheContract('the diary', openDiary);
