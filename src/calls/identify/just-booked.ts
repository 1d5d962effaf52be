// Identifies a caller who has just booked and is not linked to their booking yet: by company, day and exact name, to cancel only.
import type { TriedWay } from '../../domain/call/identification.ts';
import type { JustBooked } from '../lookups.ts';
import { byCompanyAndDay, type Identified } from './ways.ts';

/** For a caller whom the other ways did not find, or who has no appointment on that day; `tried` is what came before. */
export function identifyJustBooked(
  booked: readonly JustBooked[] | undefined,
  tried: TriedWay[],
): { found: Identified | undefined; tried: TriedWay[] } {
  if (!booked) return { found: undefined, tried };
  const sole = byCompanyAndDay(booked);
  const outcome = sole ? 'found' : booked.length > 0 ? 'several' : 'nobody';
  const all: TriedWay[] = [...tried, { way: 'company_and_day', outcome }];
  if (!sole) return { found: undefined, tried: all };
  const { customer, appointment } = sole;
  return {
    found: { kind: 'identified', customer, way: 'company_and_day', likeness: 1, tried: all, appointments: [appointment] },
    tried: all,
  };
}
