// Policies merge key by key, the most specific scope first; notice is real time; a fee is what is written down.
import { fc, test as property } from '@fast-check/vitest';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { explainPolicy } from '../../src/domain/policy/explain-policy.ts';
import {
  effectivePolicy,
  feeFor,
  hoursOfNotice,
  mergeRules,
  type Policy,
  policySchema,
  rulesOf,
  type SourcedRules,
} from '../../src/domain/policy/policy.ts';

const fee = (amountCents: number) => ({ kind: 'fixed' as const, amountCents });
const policies = new Map<string, Policy>([
  ['company', { cancel: { hoursBefore: 24, maxPerMonth: 2, fee: fee(1000) }, reschedule: { hoursBefore: 12 } }],
  ['branch:mitte', { cancel: { hoursBefore: 12 } }],
  ['service:colour', { cancel: { hoursBefore: 48, fee: null } }],
  ['staff:eva', { cancel: { allowed: false } }],
]);

describe('the rules in force', () => {
  test.each([
    ['the company’s alone', {}, { hoursBefore: 24, maxPerMonth: 2, allowed: true, fee: fee(1000), scope: 'company' }],
    ['a branch before the company', { branchId: 'mitte' }, { hoursBefore: 12, maxPerMonth: 2, scope: 'branch:mitte' }],
    ['a service before its branch', { branchId: 'mitte', serviceId: 'colour' }, { hoursBefore: 48, scope: 'service:colour' }],
    [
      'a member of staff before all',
      { branchId: 'mitte', staffId: 'eva' },
      { allowed: false, hoursBefore: 12, scope: 'staff:eva' },
    ],
    ['null ends a broader rule', { serviceId: 'colour' }, { fee: null, hoursBefore: 48, maxPerMonth: 2 }],
    ['a scope nobody wrote rules for', { serviceId: 'cut', staffId: 'otto' }, { hoursBefore: 24, scope: 'company' }],
  ])('%s', (_, subject, expected) => expect(effectivePolicy(policies, 'cancel', subject)).toMatchObject(expected));

  test('no policy: allowed, free, without limits', () =>
    expect(effectivePolicy(new Map(), 'reschedule', { serviceId: 'cut' })).toEqual({
      allowed: true,
      hoursBefore: null,
      maxPerMonth: null,
      maxPerAppointment: null,
      fee: null,
      scope: 'none',
      sources: {},
    }));
  test('each key names the scope it comes from', () =>
    expect(effectivePolicy(policies, 'cancel', { branchId: 'mitte', serviceId: 'colour', staffId: 'eva' }).sources).toEqual({
      allowed: 'staff:eva',
      hoursBefore: 'service:colour',
      maxPerMonth: 'company',
      fee: 'service:colour',
    }));
  test('the explanation names what was overridden, and is silent on what nobody set', () =>
    expect(explainPolicy(policies, 'cancel', { branchId: 'mitte', serviceId: 'colour' })).toEqual([
      {
        key: 'cancel.hoursBefore',
        value: 48,
        scope: 'service:colour',
        overridden: [
          { scope: 'branch:mitte', value: 12 },
          { scope: 'company', value: 24 },
        ],
      },
      { key: 'cancel.maxPerMonth', value: 2, scope: 'company', overridden: [] },
      { key: 'cancel.fee', value: null, scope: 'service:colour', overridden: [{ scope: 'company', value: fee(1000) }] },
    ]));
  test.each([
    { cancel: { hoursBefor: 3 } },
    { cancle: {} },
    { cancel: { maxPerAppointment: 1 } },
    { cancel: { hoursBefore: -1 } },
  ])('a key that is misspelt lifts no rule: %j is refused', policy => expect(policySchema.safeParse(policy).success).toBe(false));
});

const sourced: fc.Arbitrary<SourcedRules> = fc
  .record(
    {
      allowed: fc.boolean(),
      hoursBefore: fc.option(fc.nat(99)),
      maxPerMonth: fc.option(fc.nat(9)),
      fee: fc.option(fc.constant(fee(500))),
    },
    { requiredKeys: [] },
  )
  .chain(cancel =>
    fc
      .constantFrom('staff:a', 'service:b', 'branch:c', 'company')
      .map(scope => rulesOf(new Map([[scope, { cancel }]]), scope, 'cancel')),
  );

property.prop([sourced, sourced, sourced])('merging is associative, and no rules at all change nothing', (a, b, c) => {
  expect(mergeRules(mergeRules(a, b), c)).toEqual(mergeRules(a, mergeRules(b, c)));
  expect(mergeRules(a, {})).toEqual(a);
  expect(mergeRules({}, a)).toEqual(a);
});

describe('notice', () => {
  const instants = fc.date({ min: new Date('2025-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  property.prop([instants, fc.integer({ min: 0, max: 90 * 24 * 60 })])(
    'is the time that really passes, whatever the clocks show',
    (now, minutes) => {
      const startsAt = new Date(now.getTime() + minutes * 60_000);
      expect(hoursOfNotice(now, startsAt.toISOString())).toBe(Math.floor((minutes * 5) / 3) / 100);
    },
  );
  test.each([
    ['spring: the night is an hour shorter', '2027-03-27T12:00', '2027-03-28T12:00', 23],
    ['autumn: the night is an hour longer', '2026-10-24T12:00', '2026-10-25T12:00', 25],
    ['the hour that comes twice', '2026-10-25T01:30', '2026-10-25T03:30', 3],
  ])('%s', (_, from, to, hours) => {
    const at = (local: string) => DateTime.fromISO(local, { zone: 'Europe/Berlin' });
    expect(hoursOfNotice(at(from).toJSDate(), at(to).toUTC().toISO() ?? '')).toBe(hours);
  });
});

describe('incident 18: a fee that is not written down is not owed', () => {
  const price = { amountCents: 4_550, currency: 'CHF' };
  const tiers = {
    kind: 'tiers' as const,
    tiers: [
      { underHours: 24, amountCents: 2_000 },
      { underHours: 2, amountCents: 4_000 },
    ],
  };
  test.each([
    ['no rule', null, 5, price, 0, 'EUR'],
    ['fixed', fee(1_000), 5, undefined, 1_000, 'EUR'],
    ['a fixed fee of nothing', fee(0), 5, price, 0, 'EUR'],
    ['the smallest tier above the notice', tiers, 1.99, price, 4_000, 'EUR'],
    ['exactly at a tier’s bound it is the next', tiers, 2, price, 2_000, 'EUR'],
    ['beyond all tiers', tiers, 24, price, 0, 'EUR'],
    ['a percentage, in the price’s currency', { kind: 'percentage' as const, percent: 50 }, 5, price, 2_275, 'CHF'],
    ['a percentage rounds to whole cents', { kind: 'percentage' as const, percent: 33 }, 5, price, 1_502, 'CHF'],
    ['a percentage of nothing known', { kind: 'percentage' as const, percent: 50 }, 5, undefined, 0, 'EUR'],
    ['zero per cent', { kind: 'percentage' as const, percent: 0 }, 5, price, 0, 'CHF'],
  ])('%s', (_, rule, notice, of, amountCents, currency) =>
    expect(feeFor(rule, notice, of, 'EUR')).toEqual({ amountCents, currency }),
  );
});
