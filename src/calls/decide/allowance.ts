// Claims one change of a customer's monthly allowance before the decision, and gives it back where nothing was decided.
import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import { claimAllowance } from '../../../commands/customer/claim-allowance.ts';
import { mergedCustomer, releaseAllowanceOf } from '../../customers/merged-customer.ts';
import type { AppointmentState } from '../../domain/appointment/appointment-state.ts';
import type { CompanyState } from '../../domain/company/company.ts';
import { allowanceUsed, customer } from '../../domain/customer/customer.ts';
import type { AlreadyDone, Refusal } from '../../domain/decision.ts';
import { customerStream, derivedId, modificationIdOf } from '../../domain/ids.ts';
import { effectivePolicy } from '../../domain/policy/policy.ts';
import { defaultTimeZone } from '../../domain/values.ts';
import type { Change } from '../change.ts';
import type { ChangeDependencies } from '../dependencies.ts';

/** Allowances of this kind used in the month of the decision, without this very change. */
export async function usedThisMonth(
  change: Change,
  state: AppointmentState,
  folded: CompanyState,
  deps: ChangeDependencies,
): Promise<number> {
  const { customerId } = state.details ?? {};
  if (customerId === undefined) return 0;
  const person = await mergedCustomer(change.companyId, customerId, deps.executor);
  return allowanceUsed(person, change.operation, monthOf(change.now, folded), modificationIdOf(change.commandId));
}

/** The calendar month of the decision in the company's zone. */
const monthOf = (now: Date, folded: CompanyState): string =>
  DateTime.fromJSDate(now, { zone: folded.settings?.timeZone ?? defaultTimeZone }).toFormat('yyyy-MM');

/** Claims the allowance before the decision, but only for a decision that would otherwise be made. */
export async function claimAllowanceFor(
  change: Change,
  state: AppointmentState,
  decide: (state: AppointmentState) => { kind: string },
  folded: CompanyState,
  deps: ChangeDependencies,
): Promise<{ kind: 'claimed' } | Refusal | undefined> {
  const { customerId } = state.details ?? {};
  if (customerId === undefined || decide(state).kind !== 'accepted') return undefined;
  const limit = effectivePolicy(folded.policies, change.operation, state.details ?? {}).maxPerMonth ?? 0;
  const modificationId = modificationIdOf(change.commandId);
  const person = await mergedCustomer(change.companyId, customerId, deps.executor);
  const executed: { kind: 'appended' } | AlreadyDone | Refusal = await deps.executor.execute({
    aggregate: customer,
    stream: customerStream(change.companyId, person.customerId),
    commandId: derivedId('claim-allowance', change.commandId, person.customerId),
    context: { ...change.context, subject: person.customerId },
    decide: current =>
      claimAllowance(
        current,
        {
          claimId: randomUUID(),
          modificationId,
          appointmentId: change.appointmentId,
          kind: change.operation,
          month: monthOf(change.now, folded),
          limit,
          override: change.override !== undefined,
          forCustomerId: customerId,
        },
        person,
      ),
  });
  return executed.kind === 'refused' ? { kind: 'refused', code: executed.code, detail: executed.detail } : { kind: 'claimed' };
}

/** Gives a claim back. */
export async function releaseClaim(
  change: Change,
  state: AppointmentState,
  code: string,
  deps: ChangeDependencies,
): Promise<void> {
  const { customerId } = state.details ?? {};
  if (customerId === undefined) return;
  await releaseAllowanceOf(
    {
      companyId: change.companyId,
      recordId: customerId,
      modificationId: modificationIdOf(change.commandId),
      code,
      commandId: derivedId('release-allowance', change.commandId),
      context: change.context,
    },
    deps.executor,
  );
}
