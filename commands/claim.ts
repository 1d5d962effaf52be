// Whoever claims a line or a booking uid first owns it; the claim stands before what it is claimed for.
import type { ClaimState } from '../src/domain/claim.ts';
import { accepted, type Decision, refused } from '../src/domain/decision.ts';
import type { ClaimEvent } from '../src/domain/events/catalogue.ts';

export type Claim = ClaimEvent;

/** Claims; a repeat by the owner adds nothing, anybody else is refused with `conflict`. */
export function claimOwnership(state: ClaimState, command: Claim): Decision<ClaimEvent> {
  const owner = command.type === 'LineClaimed' ? command.data.companyId : command.data.appointmentId;
  if (state.owner === undefined) return accepted<ClaimEvent>(command);
  return state.owner === owner ? accepted<ClaimEvent>() : refused('conflict');
}
