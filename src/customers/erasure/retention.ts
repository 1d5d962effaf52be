// Which customers a company's retention rule wants erased.
import { sql } from 'kysely';
import type { Db, RecordOf } from './person.ts';

/** Up to so many a day: a rule that is set for the first time may concern very many. */
const mostAtOnce = 1_000;

/**
 * Persons of whose records none has an appointment that ended within the company's months, or was registered within them; one
 * record of each, the one that stands for all.
 */
export async function overdueCustomers(db: Db, now: Date): Promise<RecordOf[]> {
  const { rows } = await sql<RecordOf>`
    with persons as (
      select c.company_id, coalesce(c.merged_into, c.customer_id) as customer_id, max(c.registered_at) as registered_at,
        max(m.retention_months) as months, array_agg(c.customer_id) as records
      from customers c join companies m on m.company_id = c.company_id
      where m.retention_months is not null
      group by 1, 2
    )
    select p.company_id as "companyId", p.customer_id as "customerId" from persons p
    where p.registered_at < ${now}::timestamptz - make_interval(months => p.months)
      and not exists (
        select from appointments a
        where a.company_id = p.company_id and a.customer_id = any(p.records)
          and a.ends_at >= ${now}::timestamptz - make_interval(months => p.months))
    order by 1, 2 limit ${mostAtOnce}`.execute(db);
  return rows;
}
