// The time an appointment is moved to that no calendar but ours keeps: is it free, and nobody else being given it?

import type { Change } from '../calls/change.ts';
import type { ChangeDependencies } from '../calls/dependencies.ts';
import { type AppointmentState, calendarConcern } from '../domain/appointment.ts';
import type { CompanyState } from '../domain/company.ts';
import { slotState } from '../domain/free-times.ts';
import type { Facts } from '../domain/terms.ts';
import type { Period } from '../domain/values.ts';
import { ownDiary, periodFrom } from './own-diary.ts';

/** Cal.com knows what is free; of an appointment without a booking only we do, and its own time is no blocker. */
export async function slotOf(
  change: Change,
  state: AppointmentState,
  folded: CompanyState,
  deps: ChangeDependencies,
): Promise<Facts['slot']> {
  const wanted = wantedOf(change, state);
  if (!wanted) return null;
  const between = { from: new Date(wanted.startsAt), to: new Date(wanted.endsAt) };
  return slotState(wanted, await ownDiary(state, folded, between, deps.queries));
}

/** `taken` where somebody else is just being given the time; held only for a decision that would otherwise be made. */
export async function holdSlot(
  change: Change,
  state: AppointmentState,
  decide: (state: AppointmentState) => { kind: string },
  deps: ChangeDependencies,
): Promise<'held' | 'taken' | 'not_needed'> {
  const wanted = wantedOf(change, state);
  const staffId = state.details?.staffId;
  if (!wanted || staffId === undefined || decide(state).kind !== 'accepted') return 'not_needed';
  const held = await deps.slotHolds.hold(change.companyId, staffId, change.appointmentId, wanted, change.now);
  return held ? 'held' : 'taken';
}

/** The period a move takes where Cal.com is not concerned. */
function wantedOf(change: Change, state: AppointmentState): Period | undefined {
  if (change.newStartsAt === undefined || !state.details) return undefined;
  const concern = calendarConcern(state.booking);
  return concern === 'booking' || concern === 'numeric_only' ? undefined : periodFrom(state, change.newStartsAt);
}
