// What a change needs that another could take at the same moment: the time, and one of the customer's changes this
// month. Both are claimed before the decision, only for a decision that would otherwise be made, and given back where nothing came of it.
import type { AppointmentState } from '../../domain/appointment/appointment-state.ts';
import type { CompanyState } from '../../domain/company/company.ts';
import type { Facts } from '../../domain/policy/terms.ts';
import type { Loaded } from '../../platform/eventstore/execute.ts';
import type { Change } from '../change.ts';
import type { ChangeDependencies } from '../dependencies.ts';
import { claimAllowanceFor, releaseClaim } from './allowance.ts';
import { type Judge, timeWanted } from './facts.ts';

export interface Claims {
  kind: 'claimed';
  /** With what claiming has found out. */
  facts: Facts;
  /** The company counts changes, and none was claimed, since the change was not permitted then. */
  lacksAllowance: boolean;
  /** Nothing was decided, for this reason. After a fault nothing is given back: the decision may hold. */
  giveBack(code: string): Promise<void>;
}

/** `lost`: another change has taken the last of the allowance meanwhile. */
export async function takeClaims(
  change: Change,
  state: AppointmentState,
  gathered: Facts,
  folded: Loaded<CompanyState>,
  judge: Judge,
  deps: ChangeDependencies,
): Promise<Claims | { kind: 'lost' }> {
  const calendar = deps.calendarOf(state.booking);
  const { slot, held } = await calendar.reserve(...timeWanted(change, state, gathered, folded, judge, true));
  const facts = { ...gathered, slot };
  const releaseSlot = async () => {
    if (held) await calendar.release(change.companyId, change.appointmentId);
  };
  const counts = facts.allowanceUsed !== null;
  const claim = counts ? await claimAllowanceFor(change, state, judge(facts), folded.state, deps) : undefined;
  if (claim?.kind === 'refused') {
    await releaseSlot();
    return { kind: 'lost' };
  }
  return {
    kind: 'claimed',
    facts,
    lacksAllowance: counts && !claim,
    async giveBack(code) {
      if (claim) await releaseClaim(change, state, code, deps);
      await releaseSlot();
    },
  };
}
