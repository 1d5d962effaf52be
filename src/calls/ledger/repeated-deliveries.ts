// Remembers which signatures were given an existing answer: their bytes get the same one later on, on every instance.
import { type Kysely, sql } from 'kysely';
import type { Try } from '../../domain/call/call.ts';
import type { Database } from '../../platform/postgres/schema.ts';

/**
 * The delivery that began a try stands in the call's stream. A repeat writes nothing there; without this its bytes would be a new try
 * once the answer is old.
 */
export interface RepeatedDeliveries {
  /** `delivery` was given the answer of this try; the first time counts. */
  note(delivery: string, tried: Try, at: Date): Promise<void>;
  find(delivery: string): Promise<Try | undefined>;
}

export function createRepeatedDeliveries(db: Kysely<Database>): RepeatedDeliveries {
  return {
    async note(delivery, { requestKey, n }, at) {
      await sql`
        insert into repeated_delivery (delivery, request_key, n, received_at) values (${delivery}, ${requestKey}, ${n}, ${at})
        on conflict (delivery) do nothing`.execute(db);
    },
    async find(delivery) {
      const { rows } = await sql<{ request_key: string; n: number }>`
        select request_key, n from repeated_delivery where delivery = ${delivery}`.execute(db);
      return rows[0] && { requestKey: rows[0].request_key, n: rows[0].n };
    },
  };
}
