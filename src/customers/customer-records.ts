// The records of one person, as staff has merged them.
import { type Kysely, sql } from 'kysely';

type Db = Pick<Kysely<unknown>, 'getExecutor'>;

/** Company and id of each record of the person this record belongs to, in these companies; undefined: in all. At least the record itself. */
export async function recordsOfPerson(
  db: Db,
  companies: readonly string[] | undefined,
  customerId: string,
): Promise<{ companyId: string; customerId: string }[]> {
  const inCompanies = companies ? sql`and c.company_id = any(${companies})` : sql``;
  const { rows } = await sql<{ companyId: string; customerId: string }>`
    select d.company_id as "companyId", d.customer_id as "customerId" from customers c
    join customers d on d.company_id = c.company_id
      and (d.customer_id = coalesce(c.merged_into, c.customer_id) or d.merged_into = coalesce(c.merged_into, c.customer_id))
    where c.customer_id = ${customerId} ${inCompanies} order by 1, 2`.execute(db);
  return rows;
}
