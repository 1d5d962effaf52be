// Sets up the company of the demonstration: a salon with a line, hours, services, a policy and customers.
import { randomInt } from 'node:crypto';
import type { SandboxControl } from '@rebook/calcom-sandbox';
import { DateTime } from 'luxon';
import type { Language } from '../../../domain/values.ts';

/** The salon is a German one. */
export const zone = 'Europe/Berlin';
export const language: Language = 'de';

/** Under which names it is played. */
export interface DemoStage {
  companyId: string;
  /** The salon's number. */
  line: string;
  /** Part of the calls' ids. */
  run: string;
}

/** Always the same on servers of its own. Given ones remember earlier demonstrations, so each has names that are new to them. */
export function stageOf(now: Date, given: boolean): DemoStage {
  const time = String(now.getTime());
  if (!given) return { companyId: 'salon-demo', line: '+493012345678', run: time };
  const number = String(randomInt(100_000_000)).padStart(8, '0');
  return { companyId: `salon-demo-${number}`, line: `+4930${number}`, run: `${time}_${number}` };
}

/** A customer of the demonstration and the appointment they call about. */
export interface DemoAppointment {
  customer: { id: string; name: string; phone?: string };
  appointmentId: string;
  bookingUid: string;
  startsAt: DateTime;
}

export interface DemoDays {
  /** The appointment that is moved, on D at 11:00, and where it goes: D+1 at 14:00. */
  moved: DemoAppointment;
  movedTo: DateTime;
  /** Too soon to be cancelled. */
  soon: DemoAppointment;
  /** The one whose calendar is down. */
  stranded: DemoAppointment;
}

const minutes = 30;

/** All days follow from today: D is the first Monday to Thursday at least three days ahead, so that D+1 is open as well. */
export function demoDays(now: Date): DemoDays {
  const today = DateTime.fromJSDate(now, { zone });
  let day = today.plus({ days: 3 });
  while (day.weekday > 4) day = day.plus({ days: 1 });
  const at = (base: DateTime, hour: number) => base.set({ hour, minute: 0, second: 0, millisecond: 0 });
  const halfHour = 30 * 60_000;
  const soon = DateTime.fromMillis(Math.ceil((now.getTime() + 6 * 3_600_000) / halfHour) * halfHour, { zone });
  return {
    moved: {
      customer: { id: '340', name: 'Hansi Hinterseher' },
      appointmentId: '640',
      bookingUid: 'bT1LntHUU8qdQNMMFpWFPm',
      startsAt: at(day, 11),
    },
    movedTo: at(day.plus({ days: 1 }), 14),
    soon: {
      customer: { id: '341', name: 'Erika Beispiel', phone: '+4915112345671' },
      appointmentId: '641',
      bookingUid: 'kQ7wZr3NfYxT5mVbHs2LcD',
      startsAt: soon,
    },
    stranded: {
      customer: { id: '342', name: 'Jonas Vogel', phone: '+4915112345672' },
      appointmentId: '642',
      bookingUid: 'pN4tXv8GdKjW6qRyBz1MaE',
      startsAt: at(day, 15),
    },
  };
}

/** Registers everything over the API, as an operator would, and puts the bookings into the calendar. */
export async function setUpWorld(
  post: (path: string, body: object) => Promise<unknown>,
  put: (path: string, body: object) => Promise<unknown>,
  sandbox: SandboxControl,
  apiKey: string,
  { companyId, line }: DemoStage,
  days: DemoDays,
): Promise<void> {
  await post('/v1/companies', {
    company_id: companyId,
    name: 'Salon Sonnenschein',
    language,
    time_zone: zone,
    currency: 'EUR',
    handover: { number: '+493087654321' },
  });
  const company = `/v1/companies/${companyId}`;
  const weekday = [{ opens: '09:00', closes: '18:00' }];
  const hours = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map(day => [day, weekday]));
  sandbox.seedEventType({ id: 2563193, apiKey });
  await post(`${company}/branches`, { branch_id: 'mitte', name: 'Berlin Mitte' });
  await post(`${company}/services`, {
    service_id: 'herrenschnitt',
    name: 'Herrenhaarschnitt',
    minutes,
    price: { amount_cents: 3200, currency: 'EUR' },
    calendar_service_id: 2563193,
  });
  await post(`${company}/lines`, { line });
  await put(`${company}/hours`, { hours });
  await put(`${company}/policies`, {
    scope: { kind: 'company' },
    policy: {
      cancel: { hours_before: 24, fee: { kind: 'tiers', tiers: [{ under_hours: 336, amount_cents: 1000 }] } },
      reschedule: { hours_before: 24, max_per_appointment: 3 },
    },
  });
  for (const appointment of [days.moved, days.soon, days.stranded]) await schedule(appointment);

  async function schedule({ customer, appointmentId, bookingUid, startsAt }: DemoAppointment): Promise<void> {
    const start = startsAt.toUTC().toISO() ?? '';
    const end = startsAt.plus({ minutes }).toUTC().toISO() ?? '';
    sandbox.seed({
      uid: bookingUid,
      apiKey,
      start,
      end,
      eventTypeId: 2563193,
      attendee: { name: customer.name, email: `${customer.id}@kunden.example` },
    });
    await post('/v1/customers', {
      company_id: companyId,
      customer_id: customer.id,
      name: customer.name,
      ...(customer.phone && { phone: customer.phone }),
    });
    await post('/v1/appointments', {
      company_id: companyId,
      appointment_id: appointmentId,
      customer_id: customer.id,
      branch_id: 'mitte',
      service_id: 'herrenschnitt',
      starts_at: start,
      ends_at: end,
      time_zone: zone,
      booking: { uid: bookingUid, calendar_service_id: 2563193, form: 'single' },
    });
  }
}
