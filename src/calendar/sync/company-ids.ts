// The ids of all companies, in order.
import { type Kysely, sql } from 'kysely';

export async function companyIds(db: Pick<Kysely<unknown>, 'getExecutor'>): Promise<string[]> {
  const { rows } = await sql<{ company_id: string }>`select company_id from companies order by company_id`.execute(db);
  return rows.map(row => row.company_id);
}
