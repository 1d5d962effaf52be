// Given the numbers and hours of a company, then who takes a caller over at a moment.
import { describe, expect, test } from 'vitest';
import { type CompanyState, company } from '../../src/domain/company/company.ts';
import { handOverAt } from '../../src/domain/company/hand-over.ts';
import type { OpeningHours } from '../../src/domain/company/opening-hours.ts';

const desk = '+493087654321';
const mitte = '+493087650001';
const every = (opens: string, closes: string): OpeningHours =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map(day => [day, [{ opens, closes }]]));
type Settings = NonNullable<CompanyState['settings']>;
const settings = (handover: Settings['handover']): Settings => ({
  companyId: 'salon',
  name: 'Salon',
  language: 'de',
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  handover,
});
const state = (
  handover: Settings['handover'],
  hours: Record<string, OpeningHours> = {},
  branchHandover?: Settings['handover'],
): CompanyState => ({
  ...company.initial,
  settings: settings(handover),
  hours: new Map(Object.entries(hours)),
  branches: new Map([['mitte', { branchId: 'mitte', name: 'Mitte', handover: branchHandover }]]),
});
const at = (clock: string) => new Date(`2026-11-23T${clock}:00+01:00`);
const reached = (of: CompanyState, clock: string, branchId?: string) => {
  const found = handOverAt(of, branchId, at(clock));
  return found.kind === 'reachable' ? found.number : found.kind;
};

describe('the company’s number', () => {
  test.each([
    ['08:59', 'closed'],
    ['09:00', desk],
    ['17:59', desk],
    ['18:00', 'closed'],
  ])('with the opening hours, at %s', (clock, expected) => {
    expect(reached(state({ number: desk }, { company: every('09:00', '18:00') }), clock)).toBe(expected);
  });

  test('with hours of its own, whatever the company’s are', () => {
    const own = state({ number: desk, hours: every('20:00', '24:00') }, { company: every('09:00', '18:00') });
    expect(['12:00', '23:59'].map(clock => reached(own, clock))).toEqual(['closed', desk]);
  });

  test('is answered always where no hours are known, and while a branch is open where only branches have any', () => {
    expect(reached(state({ number: desk }), '03:00')).toBe(desk);
    const ofBranches = state({ number: desk }, { mitte: every('09:00', '12:00'), west: every('14:00', '18:00') });
    expect(['10:00', '13:00', '15:00'].map(clock => reached(ofBranches, clock))).toEqual([desk, 'closed', desk]);
  });

  test('is nobody’s where none is set', () => {
    expect([reached(state(undefined), '12:00'), reached(state(null), '12:00')]).toEqual(['none', 'none']);
    expect(handOverAt(company.initial, undefined, at('12:00'))).toEqual({ kind: 'none' });
  });
});

describe('a branch', () => {
  const hours = { company: every('09:00', '18:00'), mitte: every('12:00', '20:00') };

  test('has its own number, with its own opening hours', () => {
    const own = state({ number: desk }, hours, { number: mitte });
    expect(['10:00', '19:00'].map(clock => reached(own, clock, 'mitte'))).toEqual(['closed', mitte]);
  });

  test('has the company’s, with the company’s hours, where it says nothing, or is not known', () => {
    const shared = state({ number: desk }, hours);
    expect(['10:00', '19:00'].map(clock => reached(shared, clock, 'mitte'))).toEqual([desk, 'closed']);
    expect(reached(shared, '10:00', 'gone')).toBe(desk);
  });

  test('has none where it says so', () => {
    expect(reached(state({ number: desk }, hours, null), '12:00', 'mitte')).toBe('none');
  });
});
