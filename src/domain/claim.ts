// The state of a claim: a line or a booking uid belongs to the first who claimed it, until it is released.
import type { Aggregate } from './decision.ts';
import type { ClaimEvent } from './event-catalogue.ts';

/** The owner: a company's id for a line, an appointment's id for a booking. */
export interface ClaimState {
  owner: string | undefined;
}

export const claim: Aggregate<ClaimState, ClaimEvent> = {
  name: 'claim',
  initial: { owner: undefined },
  evolve(_, event) {
    switch (event.type) {
      case 'LineClaimed':
        return { owner: event.data.companyId };
      case 'BookingClaimed':
        return { owner: event.data.appointmentId };
      case 'LineClaimReleased':
      case 'BookingClaimReleased':
        return { owner: undefined };
    }
  },
};
