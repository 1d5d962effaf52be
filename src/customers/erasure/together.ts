// Brings the register of erasures and the events together: one of the two may come from an older backup than the other.
import { customer } from '../../domain/customer/customer.ts';
import { customerStream } from '../../domain/ids.ts';
import type { Executor } from '../../platform/eventstore/execute.ts';
import type { Vault } from '../../platform/vault/vault.ts';
import type { Eraser } from './eraser.ts';

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
