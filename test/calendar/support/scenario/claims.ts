// The month's allowance as calls use it: claimed before the decision, given back where nothing was decided.
import { claimAllowance } from '../../../../commands/customer/claim-allowance.ts';
import { mergedCustomer, releaseAllowanceOf } from '../../../../src/customers/merged-customer.ts';
import { customer } from '../../../../src/domain/customer/customer.ts';
import { customerStream, derivedId } from '../../../../src/domain/ids.ts';
import type { ModificationKind } from '../../../../src/domain/values.ts';
import type { Executor } from '../../../../src/platform/eventstore/execute.ts';
import { companyId, customerId } from '../world.ts';

const context = {
  correlationId: 'call-1',
  companyId,
  actor: { kind: 'caller' as const, id: 'call-1' },
  channel: 'phone' as const,
};
/** Every scenario is over before November. */
const month = '2026-10';

export async function claimOf(
  executor: Executor,
  appointmentId: string,
  modificationId: string,
  kind: ModificationKind,
): Promise<void> {
  const person = await mergedCustomer(companyId, customerId, executor);
  await executor.execute({
    aggregate: customer,
    stream: customerStream(companyId, customerId),
    commandId: derivedId('claim-allowance', modificationId),
    context: { ...context, subject: customerId },
    decide: state =>
      claimAllowance(
        state,
        {
          claimId: derivedId('claim', modificationId),
          modificationId,
          appointmentId,
          kind,
          month,
          limit: 1_000,
          override: false,
          forCustomerId: customerId,
        },
        person,
      ),
  });
}

export const releaseOf = (executor: Executor, modificationId: string, code: string): Promise<boolean> =>
  releaseAllowanceOf(
    {
      companyId,
      recordId: customerId,
      modificationId,
      code,
      commandId: derivedId('release-allowance', modificationId),
      context,
    },
    executor,
  );
