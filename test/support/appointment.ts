// One appointment that the tests of decisions share.

import { appointment } from '../../src/domain/appointment/appointment.ts';
import type { AppointmentState } from '../../src/domain/appointment/appointment-state.ts';
import type { DecisionContext } from '../../src/domain/appointment/modification-rules.ts';
import { type CompanyState, company } from '../../src/domain/company/company.ts';
import type { AppointmentEvent, NewEvent } from '../../src/domain/event-catalogue.ts';
import type { Policy } from '../../src/domain/policy/policy.ts';
import type { Facts } from '../../src/domain/policy/terms.ts';
import { recorded, stateAfter } from './given.ts';

export const startsAt = '2026-12-01T10:00:00.000Z';
export const endsAt = '2026-12-01T10:30:00.000Z';
export const uid = 'bT1LntHUU8qdQNMMFpWFPm';
export const commandId = '00000000-0000-5000-8000-000000000001';

export const scheduled = {
  type: 'AppointmentScheduled',
  data: {
    companyId: 'salon',
    appointmentId: '1',
    customerId: '340',
    serviceId: 'cut',
    startsAt,
    endsAt,
    timeZone: 'Europe/Berlin',
    booking: { uid },
    origin: 'api',
  },
} satisfies NewEvent<AppointmentEvent>;

export const state = (...events: (NewEvent<AppointmentEvent> & { commandId?: string })[]): AppointmentState =>
  stateAfter(appointment, recorded<AppointmentEvent>(events));

export const companySettings: NonNullable<CompanyState['settings']> = {
  companyId: 'salon',
  name: 'Salon',
  language: 'de',
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
};

export function companyWith(policy: Policy, extra: { price?: number } = {}): CompanyState {
  return {
    ...company.initial,
    settings: companySettings,
    policies: new Map([['company', policy]]),
    policyRevision: 4n,
    services: new Map([
      [
        'cut',
        {
          serviceId: 'cut',
          name: 'Cut',
          minutes: 30,
          ...(extra.price !== undefined && { price: { amountCents: extra.price, currency: 'EUR' } }),
        },
      ],
    ]),
  };
}

export function context(policy: Policy = {}, facts: Partial<Facts> = {}, extra: { price?: number } = {}): DecisionContext {
  return {
    company: companyWith(policy, extra),
    facts: {
      now: '2026-11-23T10:00:00.000Z',
      companyRevision: '9',
      openingHoursRevision: null,
      allowanceUsed: null,
      circuit: 'closed',
      slot: null,
      seen: { startsAt, bookingUid: uid },
      ...facts,
    },
  };
}

export const request = {
  commandId,
  companyId: 'salon',
  appointmentId: '1',
  seen: { startsAt, bookingUid: uid },
  callId: 'call_1',
  feeAccepted: false,
};
