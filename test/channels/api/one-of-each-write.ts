// One request of each write under /v1, and the same with something else in it.
import { zone } from '../../support/world.ts';

interface Write {
  /** Left out: the route's, with the company `salon` in it. */
  path?: string;
  body?: object;
  other: { path?: string; body?: object };
}

/** What must be there before some of them. */
export interface Preparation {
  nextId(): string;
  /** The id of an appointment without a booking. */
  booked(startsAt?: string): Promise<string>;
  customer(id: string): Promise<void>;
  /** The id of a customer who was merged into another. */
  merged(): Promise<string>;
  /** The booking is claimed, and the appointment it was claimed for never came. */
  claimed(uid: string): Promise<void>;
}

export const appointmentOf = (id: string, more: object = {}) => ({
  company_id: 'salon',
  appointment_id: id,
  customer_id: 'c',
  starts_at: '2026-12-01T10:00:00.000Z',
  ends_at: '2026-12-01T10:30:00.000Z',
  time_zone: zone,
  ...more,
});

export const oneOfEachWrite = ({
  nextId,
  booked,
  customer,
  merged,
  claimed,
}: Preparation): Record<string, () => Promise<Write>> => ({
  'POST /v1/companies': async () => {
    const body = {
      company_id: nextId(),
      name: 'Neu',
      language: 'de',
      time_zone: zone,
      currency: 'EUR',
      handover: { number: '+493087654321' },
    };
    return { body, other: { body: { ...body, name: 'Anders' } } };
  },
  'PATCH /v1/companies/:id': async () => ({ body: { name: 'Salon A' }, other: { body: { name: 'Salon B' } } }),
  'POST /v1/companies/:id/branches': async () => ({
    body: { branch_id: 'mitte', name: 'Mitte' },
    other: { body: { branch_id: 'mitte', name: 'Nord' } },
  }),
  'POST /v1/companies/:id/services': async () => ({
    body: { service_id: 'colour', name: 'Farbe', minutes: 60 },
    other: { body: { service_id: 'colour', name: 'Farbe', minutes: 90 } },
  }),
  'POST /v1/companies/:id/staff': async () => ({
    body: { staff_id: 'anna', name: 'Anna' },
    other: { body: { staff_id: 'anna', name: 'Anne' } },
  }),
  // Of a company whose appointments are not moved here.
  'PUT /v1/companies/:id/hours': async () => ({
    path: '/v1/companies/other/hours',
    body: { hours: { mon: [{ opens: '09:00', closes: '18:00' }] } },
    other: { body: { hours: { mon: [{ opens: '09:00', closes: '19:00' }] } } },
  }),
  'PUT /v1/companies/:id/policies': async () => ({
    body: { scope: { kind: 'service', id: 'cut' }, policy: { cancel: { hours_before: 1 } } },
    other: { body: { scope: { kind: 'service', id: 'cut' }, policy: { cancel: { hours_before: 2 } } } },
  }),
  'POST /v1/companies/:id/lines': async () => ({ body: { line: '+493011110001' }, other: { body: { line: '+493011110002' } } }),
  'DELETE /v1/companies/:id/lines/:line': async () => ({
    path: '/v1/companies/salon/lines/%2B493011110001',
    other: { path: '/v1/companies/salon/lines/%2B493011110002' },
  }),
  'DELETE /v1/companies/:id/bookings/:uid': async () => {
    await claimed('left-over-1');
    return {
      path: '/v1/companies/salon/bookings/left-over-1?reason_code=mistake',
      other: { path: '/v1/companies/salon/bookings/left-over-1?reason_code=other' },
    };
  },
  'POST /v1/customers': async () => {
    const body = { company_id: 'salon', customer_id: nextId(), name: 'Dora Dorn' };
    return { body, other: { body: { ...body, name: 'Dora Daun' } } };
  },
  'POST /v1/customers/:id/merge': async () => {
    const [kept, double] = [nextId(), nextId()];
    for (const id of [kept, double, `${kept}b`]) await customer(id);
    return {
      path: `/v1/customers/${double}/merge`,
      body: { company_id: 'salon', into: kept, reason_code: 'same' },
      other: { body: { company_id: 'salon', into: `${kept}b`, reason_code: 'same' } },
    };
  },
  'DELETE /v1/customers/:id/personal-data': async () => {
    const [one, another] = [nextId(), nextId()];
    for (const id of [one, another]) await customer(id);
    const path = (id: string) => `/v1/customers/${id}/personal-data?company=salon&reason_code=asked_for`;
    return { path: path(one), other: { path: path(another) } };
  },
  'POST /v1/customers/:id/unmerge': async () => {
    return {
      path: `/v1/customers/${await merged()}/unmerge`,
      body: { company_id: 'salon', reason_code: 'mistake' },
      other: { body: { company_id: 'salon', reason_code: 'other' } },
    };
  },
  'POST /v1/appointments': async () => {
    const body = appointmentOf(nextId());
    return { body, other: { body: { ...body, starts_at: '2026-12-01T09:00:00.000Z' } } };
  },
  'POST /v1/appointments/:id/cancel': async () => ({
    path: `/v1/appointments/${await booked()}/cancel`,
    body: { company_id: 'salon' },
    other: { body: { company_id: 'salon', reason_code: 'sick' } },
  }),
  'POST /v1/appointments/:id/reschedule': async () => ({
    path: `/v1/appointments/${await booked()}/reschedule`,
    body: { company_id: 'salon', new_starts_at: '2026-12-03T10:00:00.000Z' },
    other: { body: { company_id: 'salon', new_starts_at: '2026-12-04T10:00:00.000Z' } },
  }),
  'POST /v1/appointments/:id/no-show': async () => ({
    path: `/v1/appointments/${await booked('2026-11-02T10:00:00.000Z')}/no-show`,
    body: { company_id: 'salon' },
    other: { body: { company_id: 'salon', no_show: false } },
  }),
  'POST /v1/lockouts/release': async () => ({
    body: { company_id: 'salon', number: '+4915112300009', reason_code: 'known' },
    other: { body: { company_id: 'salon', number: '+4915112300008', reason_code: 'known' } },
  }),
  'POST /v1/reconciliations': async () => ({
    body: { company: 'salon' },
    other: { body: { company: 'salon', updated_after: '2026-11-01T00:00:00.000Z' } },
  }),
  'POST /v1/policies/simulate': async () => {
    const body = { company_id: 'salon', scope: { kind: 'company' }, policy: {}, from: '2026-11-01', to: '2026-11-02' };
    return { body, other: { body: { ...body, to: '2026-11-03' } } };
  },
  'POST /v1/parked/retry': async () => ({
    body: { projection: 'calls', stream: 'call-none' },
    other: { body: { projection: 'calls', stream: 'call-other' } },
  }),
  'POST /v1/parked/drop': async () => ({
    body: { projection: 'calls', stream: 'call-none' },
    other: { body: { projection: 'calls', stream: 'call-other' } },
  }),
});
