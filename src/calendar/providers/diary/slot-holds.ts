// Two appointments are never moved to one time of one member of staff: who decides first holds it, on whatever instance.
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Period } from '../../../domain/values.ts';
import type { Database } from '../../../platform/postgres/schema.ts';

/** By then the read models show the appointment at its new time; they are never this far behind unnoticed. */
const holdMs = 20_000;

export interface SlotHolds {
  /** False where another appointment holds a time that overlaps. */
  hold(companyId: string, staffId: string, appointmentId: string, wanted: Period, now: Date): Promise<boolean>;
  release(companyId: string, appointmentId: string): Promise<void>;
}

export function createSlotHolds(db: Kysely<Database>): SlotHolds {
  return {
    async hold(companyId, staffId, appointmentId, wanted, now) {
      const { rows } = await sql<{ held: boolean }>`
        select hold_slot(${companyId}, ${staffId}, ${appointmentId}, ${wanted.startsAt}::timestamptz, ${wanted.endsAt}::timestamptz,
                         ${now}::timestamptz, ${new Date(now.getTime() + holdMs)}::timestamptz) as held`.execute(db);
      return rows[0]?.held ?? false;
    },
    async release(companyId, appointmentId) {
      await sql`delete from slot_hold where company_id = ${companyId} and appointment_id = ${appointmentId}`.execute(db);
    },
  };
}
