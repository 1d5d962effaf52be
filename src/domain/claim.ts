// Who owns a line or a booking uid: the first who claimed it.
import type { Aggregate } from './decision.ts';
import type { ClaimEvent } from './events/catalogue.ts';

/** The owner: a company's id for a line, an appointment's id for a booking. */
export interface ClaimState {
  owner: string | undefined;
}

export const claim: Aggregate<ClaimState, ClaimEvent> = {
  name: 'claim',
  initial: { owner: undefined },
  evolve(_, event) {
    return { owner: event.type === 'LineClaimed' ? event.data.companyId : event.data.appointmentId };
  },
};
