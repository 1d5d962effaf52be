// The caller who has just booked and is not linked to his booking yet: found by company, day and exact name, to cancel only.
import type { TriedWay } from '../domain/identification.ts';
import type { Caller } from './evidence.ts';
import { byCompanyAndDay, type Identified } from './identify.ts';
import type { ReceptionQueries } from './queries.ts';

/** How long before the call a booking counts as just made. */
const beforeTheCallMs = 30 * 60_000;

/** For a caller whom the other ways did not find, or who has no appointment on that day; `tried` is what came before. */
export async function identifyJustBooked(
  { companyId, callId, callBegan, name, days, operation, waysOff }: Caller,
  tried: TriedWay[],
  queries: ReceptionQueries,
): Promise<{ found: Identified | undefined; tried: TriedWay[] }> {
  const applies = operation === 'cancel' && days.length > 0 && !waysOff.includes('company_and_day');
  if (!applies || name === undefined) return { found: undefined, tried };
  const since = new Date(callBegan.getTime() - beforeTheCallMs);
  const booked = await queries.justBooked(companyId, name, days, since, callId);
  const sole = byCompanyAndDay(name, booked);
  const outcome = sole ? 'found' : booked.length > 0 ? 'several' : 'nobody';
  const all: TriedWay[] = [...tried, { way: 'company_and_day', outcome }];
  if (!sole) return { found: undefined, tried: all };
  const { customer, appointment } = sole;
  return {
    found: { kind: 'identified', customer, way: 'company_and_day', likeness: 1, tried: all, appointments: [appointment] },
    tried: all,
  };
}
