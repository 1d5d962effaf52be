// Brings the register of erasures and the events together: one of the two may come from an older backup than the other.
import { sql } from 'kysely';
import { customer } from '../../domain/customer/customer.ts';
import { customerStream } from '../../domain/ids.ts';
import type { Vault } from '../../platform/vault/vault.ts';
import type { Eraser, EraserDependencies } from './eraser.ts';
import { systemContext } from './erasure-loop.ts';
import type { RecordOf } from './person.ts';

const keysAtOnce = 1_000;

/**
 * Before anybody is served. Who is in the register and not erased by the events is erased again; whose events say that they were erased, and
 * whose key is there, as an older vault brings it back, loses it again.
 */
export async function bringTogether({
  db,
  executor,
  vault,
  eraser,
}: Pick<EraserDependencies, 'db' | 'executor'> & {
  vault: Pick<Vault, 'destroy' | 'register' | 'toOpen'>;
  eraser: Eraser;
}): Promise<void> {
  for (const { companyId, customerId, by, reasonCode, erasedAt, subjects } of await vault.register.entries()) {
    await vault.destroy(subjects, erasedAt);
    const { state } = await executor.load(customer, customerStream(companyId, customerId), { fresh: true });
    if (state.companyId === undefined || state.erasure?.state === 'done') continue;
    await eraser.erase({ companyId, customerId, by, reasonCode }, systemContext(companyId, `register ${customerId}`));
  }
  const { rows: erased } = await sql<RecordOf>`
    select company_id as "companyId", customer_id as "customerId" from erasures where erased_at is not null order by 1, 2`.execute(
    db,
  );
  for (let from = 0; from < erased.length; from += keysAtOnce) {
    const records = erased.slice(from, from + keysAtOnce);
    const keys = await vault.toOpen(records.map(({ companyId, customerId }) => customerStream(companyId, customerId)));
    for (const record of records) {
      const key = keys.get(customerStream(record.companyId, record.customerId));
      if (key !== undefined && key !== 'destroyed') await eraser.carryOut(record);
    }
  }
}
