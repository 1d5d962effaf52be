// Sets up the companies of the demonstration: a salon with a line, hours, services, a policy and customers, and its neighbour.
import { randomInt } from 'node:crypto';
import type { SandboxControl } from '@rebook/calcom-sandbox';
import { DateTime } from 'luxon';
import { sandboxKeyOf } from '../../servers.ts';
import { type DemoLanguage, sayings } from './sayings.ts';

const zone = 'Europe/Berlin';

interface Salon {
  companyId: string;
  name: string;
  /** The salon's number. */
  line: string;
}

/** Under which names it is played, and in which language. */
export interface DemoStage {
  salon: Salon;
  /** The one whose calendar goes down: its account's circuit opens, and the salon's stays closed. */
  neighbour: Salon;
  language: DemoLanguage;
  /** Begins the calls' ids. */
  run: string;
}

/** Always the same on servers of its own. Given ones remember earlier demonstrations, so each has names that are new to them. */
export function stageOf(language: DemoLanguage, given: boolean): DemoStage {
  const number = given ? String(randomInt(10_000_000)).padStart(7, '0') : '1234567';
  const more = given ? `-${number}` : '';
  return {
    salon: { companyId: `salon-demo${more}`, name: 'Salon Sonnenschein', line: `+4930${number}8` },
    neighbour: { companyId: `salon-next-door${more}`, name: 'Salon Abendrot', line: `+4930${number}9` },
    language,
    run: `demo${more}`,
  };
}

/** A customer of the demonstration and the appointment they call about. */
export interface DemoAppointment {
  customer: { id: string; name: string; phone: string };
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
  /** Left for the reader to try. */
  left: DemoAppointment;
  /** The neighbour's, whose calendar is down. */
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
      customer: { id: '340', name: 'Hansi Hinterseher', phone: '+4915112345670' },
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
    left: {
      customer: { id: '342', name: 'Jonas Vogel', phone: '+4915112345672' },
      appointmentId: '642',
      bookingUid: 'pN4tXv8GdKjW6qRyBz1MaE',
      startsAt: at(day, 15),
    },
    stranded: {
      customer: { id: '343', name: 'Lena Brandt', phone: '+4915112345673' },
      appointmentId: '643',
      bookingUid: 'hR6uYc9PdLmX2sQwCv8TbG',
      startsAt: at(day, 16),
    },
  };
}

type Send = (path: string, body: object) => Promise<unknown>;

/** Registers everything over the API, as an operator would, and puts the bookings into the calendar. */
export async function setUpWorld(
  { post, put }: { post: Send; put: Send },
  sandbox: SandboxControl,
  { salon, neighbour, language }: DemoStage,
  days: DemoDays,
): Promise<void> {
  await setUp(salon, [days.moved, days.soon, days.left]);
  await setUp(neighbour, [days.stranded]);

  async function setUp({ companyId, name, line }: Salon, appointments: DemoAppointment[]): Promise<void> {
    const { service } = sayings[language];
    const handover = { number: '+493087654321' };
    await post('/v1/companies', { company_id: companyId, name, language, time_zone: zone, currency: 'EUR', handover });
    const company = `/v1/companies/${companyId}`;
    const weekday = [{ opens: '09:00', closes: '18:00' }];
    const hours = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map(day => [day, weekday]));
    sandbox.seedEventType({ id: 2563193, apiKey: sandboxKeyOf(companyId) });
    await post(`${company}/branches`, { branch_id: 'mitte', name: 'Berlin Mitte' });
    await post(`${company}/services`, {
      service_id: 'herrenschnitt',
      name: service,
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
    for (const appointment of appointments) await schedule(companyId, appointment);
  }

  async function schedule(companyId: string, { customer, appointmentId, bookingUid, startsAt }: DemoAppointment): Promise<void> {
    const start = startsAt.toUTC().toISO() ?? '';
    const end = startsAt.plus({ minutes }).toUTC().toISO() ?? '';
    sandbox.seed({
      uid: bookingUid,
      apiKey: sandboxKeyOf(companyId),
      start,
      end,
      eventTypeId: 2563193,
      attendee: { name: customer.name, email: `${customer.id}@kunden.example` },
    });
    await post('/v1/customers', {
      company_id: companyId,
      customer_id: customer.id,
      name: customer.name,
      phone: customer.phone,
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
