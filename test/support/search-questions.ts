// Every question a call asks of the read models, with parameters that differ from one asking to the next.
import type { Kysely } from 'kysely';
import { busyPeriods } from '../../src/calendar/providers/diary/busy-periods.ts';
import type { Lookups } from '../../src/calls/lookups.ts';
import type { Database } from '../../src/platform/postgres/schema.ts';
import { companyOf, nameOf, phoneOf, type Size } from './search-world.ts';

export interface Question {
  name: string;
  /** The `at`th asking. */
  ask(at: number): Promise<unknown>;
}

const dayMs = 86_400_000;

export function questionsOf(queries: Lookups, db: Kysely<Database>, { companies, customers }: Size, now: Date): Question[] {
  const someone = (at: number): number => (at * 104_729) % customers;
  const company = (at: number): string => companyOf(someone(at), companies);
  const day = (at: number) => {
    const from = new Date(now.getTime() + (1 + (at % 120)) * dayMs);
    return { from, to: new Date(from.getTime() + dayMs) };
  };
  const year = { from: now, to: new Date(now.getTime() + 366 * dayMs) };
  const id = (at: number): string => `c${someone(at)}`;
  const name = (at: number): string => nameOf(someone(at));
  return [
    { name: 'customerById', ask: at => queries.customerById(company(at), id(at)) },
    { name: 'customersByPhone', ask: at => queries.customersByPhone(company(at), phoneOf(someone(at))) },
    {
      name: 'customersOfNumber, with a year’s appointments',
      ask: at => queries.customersOfNumber(company(at), phoneOf(someone(at)), year, 'call'),
    },
    {
      name: 'customersByName, with the day’s appointments',
      ask: at => queries.customersByName(company(at), name(at), [day(at)], 'call'),
    },
    {
      name: 'customersOfDays, for the phonetic way',
      ask: at => queries.customersOfDays(company(at), [day(at)], [day(at).from.toISOString()]),
    },
    { name: 'justBooked, for company and day', ask: at => queries.justBooked(company(at), name(at), [day(at)], now, 'call') },
    { name: 'appointmentsOf a day', ask: at => queries.appointmentsOf(company(at), id(at), 'call', day(at)) },
    {
      name: 'appointmentsOf two days',
      ask: at => Promise.all([0, 7].map(days => queries.appointmentsOf(company(at), id(at), 'call', day(at + days)))),
    },
    { name: 'appointmentsOf a year', ask: at => queries.appointmentsOf(company(at), id(at), 'call', year) },
    { name: 'busyPeriods of a member of staff', ask: at => busyPeriods(db, company(at), `staff${at % 7}`, 'a1', day(at)) },
    {
      name: 'appointmentOfModification',
      ask: at =>
        queries.appointmentOfModification(company(at), [
          '00000000-0000-5000-8000-000000000001',
          '00000000-0000-5000-8000-000000000002',
        ]),
    },
  ];
}
