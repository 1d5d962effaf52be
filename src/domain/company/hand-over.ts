// Who takes over from the agent: the number of a company or a branch, and whether somebody answers it now.
import { type CompanyState, hoursOf } from './company.ts';
import { isOpenAt, type OpeningHours } from './opening-hours.ts';

/** What can be done for a caller whom the agent cannot help further. */
export type HandOverState =
  | { kind: 'reachable'; number: string }
  /** There is a number, and nobody answers it now. */
  | { kind: 'closed' }
  | { kind: 'none' };

/** The hand-over of a branch, else the company's. A branch whose hand-over is null has none, whatever the company has. */
export function handOverAt(state: CompanyState, branchId: string | undefined, now: Date): HandOverState {
  const { settings } = state;
  const own = branchId === undefined ? undefined : state.branches.get(branchId)?.handover;
  const handOver = own === undefined ? settings?.handover : own;
  if (!settings || !handOver) return { kind: 'none' };
  const hours = handOver.hours ?? (own ? hoursOf(state, branchId) : state.hours.get('company'));
  return isAnswered(hours, state, now, settings.timeZone) ? { kind: 'reachable', number: handOver.number } : { kind: 'closed' };
}

/** Where the company has no hours but its branches do, its number is answered while one of them is open; without any, always. */
function isAnswered(hours: OpeningHours | undefined, state: CompanyState, now: Date, zone: string): boolean {
  const all = hours === undefined ? [...state.hours.values()] : [hours];
  return all.length === 0 || all.some(one => isOpenAt(one, now, zone));
}
