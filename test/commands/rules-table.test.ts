// Rule × operation: kept, broken, and broken with an operator's override; each cell states code, rule, events and terms.
import { describe, expect, test } from 'vitest';
import { cancelAppointment } from '../../commands/appointment/cancel-appointment.ts';
import { rescheduleAppointment } from '../../commands/appointment/reschedule-appointment.ts';
import type { AppointmentEvent, NewEvent } from '../../src/domain/event-catalogue.ts';
import type { Policy } from '../../src/domain/policy/policy.ts';
import type { Facts } from '../../src/domain/policy/terms.ts';
import { context, request, scheduled, startsAt, state, uid } from '../support/appointment.ts';

type Operation = 'cancel' | 'reschedule';
const other = '2026-12-02T13:00:00.000Z';

function decide(
  operation: Operation,
  policy: Policy,
  facts: Partial<Facts>,
  more: object = {},
  history: NewEvent<AppointmentEvent>[] = [],
) {
  const command = { ...request, ...more, seen: null };
  const before = state(scheduled, ...history);
  return operation === 'cancel'
    ? cancelAppointment(before, command, context(policy, { seen: null, ...facts }, { price: 5_000 }))
    : rescheduleAppointment(
        before,
        { ...command, newStartsAt: other },
        context(policy, { seen: null, ...facts }, { price: 5_000 }),
      );
}
const decided = (operation: Operation) => (operation === 'cancel' ? 'AppointmentCancelled' : 'AppointmentRescheduled');

const terms = {
  withinPolicy: true,
  hoursNotice: 100,
  fee: { amountCents: 0, currency: 'EUR' },
  feeAccepted: false,
  policyScope: 'none',
  policyRevision: null,
};
/** A move of ours, settled. */
const movedOnce = (from: string, to: string, next: string): NewEvent<AppointmentEvent>[] => {
  const id = `00000000-0000-4000-8000-0000000000${next}`;
  const period = (at: string) => ({ startsAt: at, endsAt: new Date(Date.parse(at) + 1_800_000).toISOString() });
  return [
    {
      id,
      type: 'AppointmentRescheduled',
      data: { from: period(from), to: period(to), timeZone: 'Europe/Berlin', terms, facts: null },
    },
    { type: 'CalendarBookingRescheduled', data: { modificationId: id, previousBookingUid: uid, bookingUid: uid, ...period(to) } },
  ];
};

interface Rule {
  rule: string;
  operation: Operation;
  policy: Policy;
  kept: Partial<Facts>;
  broken: Partial<Facts>;
  history?: { kept: NewEvent<AppointmentEvent>[]; broken: NewEvent<AppointmentEvent>[] };
  code: string;
  detail?: object;
}

const late = '2026-11-30T10:00:00.001Z';
const inTime = '2026-11-30T10:00:00.000Z';
const elsewhere = '2026-12-03T10:00:00.000Z';
const rules: Rule[] = [
  {
    rule: 'cancel.hoursBefore',
    operation: 'cancel',
    policy: { cancel: { hoursBefore: 24 } },
    kept: { now: inTime },
    broken: { now: late },
    code: 'too_late_to_cancel',
    detail: { until: inTime, hoursBefore: 24 },
  },
  {
    rule: 'reschedule.hoursBefore',
    operation: 'reschedule',
    policy: { reschedule: { hoursBefore: 24 } },
    kept: { now: inTime },
    broken: { now: late },
    code: 'too_late_to_reschedule',
    detail: { until: inTime, hoursBefore: 24 },
  },
  {
    rule: 'cancel.maxPerMonth',
    operation: 'cancel',
    policy: { cancel: { maxPerMonth: 2 } },
    kept: { allowanceUsed: 1 },
    broken: { allowanceUsed: 2 },
    code: 'cancel_quota_used',
    detail: { quota: 2 },
  },
  {
    rule: 'reschedule.maxPerMonth',
    operation: 'reschedule',
    policy: { reschedule: { maxPerMonth: 1 } },
    kept: { allowanceUsed: 0 },
    broken: { allowanceUsed: 1 },
    code: 'reschedule_quota_used',
    detail: { quota: 1 },
  },
  {
    rule: 'reschedule.maxPerAppointment',
    operation: 'reschedule',
    policy: { reschedule: { maxPerAppointment: 2 } },
    kept: {},
    broken: {},
    history: {
      kept: movedOnce(startsAt, elsewhere, '11'),
      broken: [...movedOnce(startsAt, elsewhere, '11'), ...movedOnce(elsewhere, startsAt, '12')],
    },
    code: 'appointment_reschedule_limit',
    detail: { quota: 2 },
  },
];

describe.each(rules)('$rule', ({ rule, operation, policy, kept, broken, history, code, detail }) => {
  test('kept: done, within the policy', () =>
    expect(decide(operation, policy, kept, {}, history?.kept)).toMatchObject({
      kind: 'accepted',
      events: [
        { type: decided(operation), data: { terms: { withinPolicy: true, policyScope: 'company', policyRevision: '4' } } },
      ],
    }));
  test('broken: refused, naming the rule, its scope and the policy’s revision', () =>
    expect(decide(operation, policy, broken, {}, history?.broken)).toMatchObject({
      kind: 'refused',
      code,
      detail: { ...detail, rule: { key: rule, scope: 'company' }, terms: { withinPolicy: false, policyRevision: '4' } },
    }));
  test('broken with an override: done, and the event says that the policy was not kept, and who said so', () =>
    expect(decide(operation, policy, broken, { override: { by: 'Eva', reasonCode: 'goodwill' } }, history?.broken)).toMatchObject(
      {
        kind: 'accepted',
        events: [{ data: { terms: { withinPolicy: false }, override: { by: 'Eva', reasonCode: 'goodwill' } } }],
      },
    ));
  test('the other operation has rules of its own', () => {
    const another = operation === 'cancel' ? 'reschedule' : 'cancel';
    expect(decide(another, policy, broken, {}, history?.broken)).toMatchObject({
      kind: 'accepted',
      events: [{ data: { terms: { withinPolicy: true, policyScope: 'none' } } }],
    });
  });
});

describe.each(['cancel', 'reschedule'] as const)('%s.allowed', operation => {
  const code = operation === 'cancel' ? 'cancel_not_allowed' : 'reschedule_not_allowed';
  test('allowed: done', () => expect(decide(operation, { [operation]: { allowed: true } }, {}).kind).toBe('accepted'));
  test('not allowed: refused before anything else is judged', () =>
    expect(
      decide(operation, { [operation]: { allowed: false, hoursBefore: 1_000, fee: { kind: 'fixed', amountCents: 1 } } }, {}),
    ).toMatchObject({
      kind: 'refused',
      code,
      detail: { rule: { key: `${operation}.allowed`, scope: 'company' } },
    }));
});

const fees = [
  ['fixed', { kind: 'fixed', amountCents: 1_000 }, 1_000],
  ['tiers', { kind: 'tiers', tiers: [{ underHours: 240, amountCents: 700 }] }, 700],
  ['percentage', { kind: 'percentage', percent: 20 }, 1_000],
] as const;

describe.each(['cancel', 'reschedule'] as const)('a fee for %s', operation => {
  const stated = (amountCents: number, currency = 'EUR') => ({ feeStated: { amountCents, currency } });
  test.each(fees)('%s: said first, and nothing happens', (_, fee, amountCents) =>
    expect(decide(operation, { [operation]: { fee } }, { feeStated: null })).toMatchObject({
      kind: 'refused',
      code: 'fee_confirmation_required',
      detail: {
        fee: { amountCents, currency: 'EUR' },
        rule: { key: `${operation}.fee`, scope: 'company' },
        terms: { withinPolicy: true, feeAccepted: false },
      },
    }),
  );
  test.each(fees)('%s: said and accepted, it stands in the terms', (_, fee, amountCents) =>
    expect(decide(operation, { [operation]: { fee } }, stated(amountCents), { feeAccepted: true })).toMatchObject({
      kind: 'accepted',
      events: [{ type: decided(operation), data: { terms: { fee: { amountCents, currency: 'EUR' }, feeAccepted: true } } }],
    }),
  );
  const fixed = { [operation]: { fee: { kind: 'fixed' as const, amountCents: 1_000 } } };
  test.each([
    ['accepted without having been stated', { feeStated: null }],
    ['risen since it was stated', stated(999)],
    ['stated in another currency', stated(1_000, 'CHF')],
  ])('%s: it is stated, not taken', (_, facts) =>
    expect(decide(operation, fixed, facts, { feeAccepted: true })).toMatchObject({ code: 'fee_confirmation_required' }),
  );
  test('fallen since it was said: the lower one is taken', () =>
    expect(decide(operation, fixed, stated(2_000), { feeAccepted: true })).toMatchObject({
      events: [{ data: { terms: { fee: { amountCents: 1_000 }, feeAccepted: true } } }],
    }));
  test('staff knows what it costs: accepting is enough', () =>
    expect(decide(operation, fixed, {}, { feeAccepted: true })).toMatchObject({ kind: 'accepted' }));
  test('an override does not accept a fee', () =>
    expect(decide(operation, fixed, {}, { override: { by: 'Eva', reasonCode: 'x' } })).toMatchObject({
      code: 'fee_confirmation_required',
    }));
  test('waived by staff: nothing is taken, and the event says what, by whom and why', () =>
    expect(decide(operation, fixed, {}, { waiver: { by: 'Eva', reasonCode: 'sick_child' } })).toMatchObject({
      kind: 'accepted',
      events: [
        {
          data: {
            terms: { fee: { amountCents: 0 }, feeAccepted: false, feeWaived: { amountCents: 1_000, currency: 'EUR' } },
            waiver: { by: 'Eva', reasonCode: 'sick_child' },
          },
        },
      ],
    }));
  test('a fee is asked for last: nobody agrees to one for what cannot be done', () =>
    expect(decide(operation, { [operation]: { ...fixed[operation], hoursBefore: 1_000 } }, {})).toMatchObject({
      code: operation === 'cancel' ? 'too_late_to_cancel' : 'too_late_to_reschedule',
    }));
});
