// The changes of a period that were made or refused, the latest first, with how many the customer had made before in that month.
import { type Kysely, sql } from 'kysely';
import type { ModificationKind } from '../domain/values.ts';
import type { Database } from '../platform/postgres/schema.ts';

/** A change that was made, or refused, as the read models list it. */
export interface PastChange {
  kind: 'modification' | 'refusal';
  /** The id of its decision or refusal event. */
  id: string;
  appointmentId: string;
  operation: ModificationKind;
  at: string;
  /** The stream a refusal stands in. */
  stream: string | null;
  /** Changes of this kind the customer had made in that month before; for policies that counted none then. */
  usedBefore: number;
}

interface Row {
  kind: PastChange['kind'];
  id: string;
  appointment_id: string;
  operation: PastChange['operation'];
  at: Date;
  stream: string | null;
  used_before: number;
}

/** From the first instant to before the last; at most `limit`. Months are those of the zone. */
export async function pastChanges(
  db: Kysely<Database>,
  { companyId, from, to, zone, limit }: { companyId: string; from: Date; to: Date; zone: string; limit: number },
): Promise<PastChange[]> {
  const { rows } = await sql<Row>`
    select past.*, (
      select count(*)::int from appointment_modifications m
      where m.company_id = ${companyId} and m.customer_id = any(array(
          select past.customer_id union
          select d.customer_id from customers c join customers d on d.company_id = c.company_id
            and coalesce(d.merged_into, d.customer_id) = coalesce(c.merged_into, c.customer_id)
            where c.company_id = ${companyId} and c.customer_id = past.customer_id))
        and m.modification_type = past.operation
        and m.channel <> 'calendar' and m.state <> 'reverted' and m.requested_at < past.at
        and m.requested_at >= date_trunc('month', past.at at time zone ${zone}) at time zone ${zone}) as used_before
    from (
      select 'modification' as kind, modification_id as id, appointment_id, customer_id, modification_type as operation,
        requested_at as at, null as stream
      from appointment_modifications
      where company_id = ${companyId} and requested_at >= ${from} and requested_at < ${to} and channel <> 'calendar'
      union all
      select 'refusal', refusal_id, appointment_id, customer_id, operation, refused_at, stream
      from modification_refusals
      where company_id = ${companyId} and refused_at >= ${from} and refused_at < ${to} and appointment_id is not null
      order by at desc limit ${limit}) past`.execute(db);
  return rows.map(({ kind, id, appointment_id, operation, at, stream, used_before }) => ({
    kind,
    id,
    appointmentId: appointment_id,
    operation,
    at: at.toISOString(),
    stream,
    usedBefore: used_before,
  }));
}
