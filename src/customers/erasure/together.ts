// Brings the register of erasures and the events together: one of the two may come from an older backup than the other.
import { sql } from 'kysely';
import { customer } from '../../domain/customer/customer.ts';
import { customerStream } from '../../domain/ids.ts';
import type { Executor } from '../../platform/eventstore/execute.ts';
import type { Vault } from '../../platform/vault/vault.ts';
import type { Eraser } from './eraser.ts';
import { type Db, type RecordOf, streamsOf, subjectsOf } from './person.ts';

type Keys = Pick<Vault, 'destroy' | 'register' | 'toOpen'>;

const keysAtOnce = 1_000;

/**
 * Before anybody is served: nobody who is in the register, or of whom the events say that they were erased, has a key. An older vault may have
 * brought one back.
 */
export async function destroyErased(db: Db, vault: Keys): Promise<void> {
  for (const { subjects, erasedAt } of await vault.register.entries()) await vault.destroy(subjects, erasedAt);
  const { rows: erased } = await sql<RecordOf & { by: string; reasonCode: string; erasedAt: Date }>`
    select company_id as "companyId", customer_id as "customerId", requested_by as by, reason_code as "reasonCode", erased_at as "erasedAt"
    from erasures where erased_at is not null order by 1, 2`.execute(db);
  for (let from = 0; from < erased.length; from += keysAtOnce) {
    const records = erased.slice(from, from + keysAtOnce);
    const keys = await vault.toOpen(records.map(({ companyId, customerId }) => customerStream(companyId, customerId)));
    for (const record of records) {
      const key = keys.get(customerStream(record.companyId, record.customerId));
      if (key === undefined || key === 'destroyed') continue;
      const { streams, appointments } = await streamsOf(db, record);
      const { subjects } = await vault.register.enter({ ...record, subjects: subjectsOf(record, streams, appointments) });
      await vault.destroy(subjects, record.erasedAt);
    }
  }
}

/** Tries the work for one record; what fails is kept, and the next one is tried. */
export type Attempt = (work: () => Promise<unknown>) => Promise<void>;

/** Who is in the register and not erased by the events, as after an older backup of them, is erased by them as well. */
export async function eraseRegistered(
  executor: Executor,
  vault: Pick<Vault, 'register'>,
  eraser: Eraser,
  attempt: Attempt,
): Promise<void> {
  for (const { companyId, customerId, by, reasonCode } of await vault.register.entries()) {
    await attempt(async () => {
      const { state } = await executor.load(customer, customerStream(companyId, customerId), { fresh: true });
      if (state.companyId === undefined || state.erasure?.state === 'done') return;
      await eraser.erase(
        { companyId, customerId, by, reasonCode },
        { correlationId: `register ${customerId}`, companyId, actor: { kind: 'system', id: 'eraser' }, channel: 'operator' },
      );
    });
  }
}
