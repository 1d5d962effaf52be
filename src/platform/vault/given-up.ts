// Tells running instances that keys were given up. They drop what they have in memory, and read it again.
import { type Kysely, sql } from 'kysely';

/** Of the read models' database, wherever the vault is. */
export const givenUpChannel = 'keys_given_up';

export async function tellGivenUp(db: Pick<Kysely<unknown>, 'getExecutor'>): Promise<void> {
  await sql`select pg_notify(${givenUpChannel}, '')`.execute(db);
}
