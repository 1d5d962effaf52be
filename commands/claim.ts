// The first claim of a line or a booking uid owns it until the claim is released. The claim is appended before the thing it is for.
import type { ClaimState } from '../src/domain/claim.ts';
import { accepted, type Decision, refused } from '../src/domain/decision.ts';
import type { ClaimEvent } from '../src/domain/event-catalogue.ts';

export type Claim = Extract<ClaimEvent, { type: 'LineClaimed' | 'BookingClaimed' }>;
export type Release = Exclude<ClaimEvent, Claim>;

/** Claims; a repeat by the owner adds nothing, anybody else is refused with `conflict`. */
export function claimOwnership(state: ClaimState, command: Claim): Decision<ClaimEvent> {
  const owner = command.type === 'LineClaimed' ? command.data.companyId : command.data.appointmentId;
  if (state.owner === undefined) return accepted<ClaimEvent>(command);
  return state.owner === owner ? accepted<ClaimEvent>() : refused('conflict');
}

/** Releases what the named owner has. Where it has no owner, or another one, it adds nothing. */
export function releaseOwnership(state: ClaimState, command: Release): Decision<ClaimEvent> {
  const owner = command.type === 'LineClaimReleased' ? command.data.companyId : command.data.appointmentId;
  return state.owner === owner ? accepted<ClaimEvent>(command) : accepted<ClaimEvent>();
}
