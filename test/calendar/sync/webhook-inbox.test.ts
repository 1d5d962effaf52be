// The inbox in PostgreSQL: acknowledged at once, recognised when it comes again, worked off after a crash too.
import Fastify, { type FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signCalcomWebhook } from '../../../src/calendar/providers/calcom/signature.ts';
import { calcomWebhooks } from '../../../src/calendar/providers/calcom/webhooks.ts';
import { echoPauseMs } from '../../../src/calendar/sync/webhooks/echoes.ts';
import { takeWebhooks } from '../../../src/calendar/sync/webhooks/stored-webhooks.ts';
import { createWebhookInbox, type WebhookInbox } from '../../../src/calendar/sync/webhooks/webhook-inbox.ts';
import { registerCalendarWebhook } from '../../../src/channels/calendar-webhook.ts';
import { createDoor } from '../../../src/channels/ingress/door.ts';
import type { Executor } from '../../../src/platform/eventstore/execute.ts';
import { connectDatabase } from '../../../src/platform/postgres/database.ts';
import { migrate } from '../../../src/platform/postgres/migrate.ts';
import { emptyDatabase } from '../../support/database.ts';
import { setUpCompanyOf } from '../support/webhooks.ts';
import { companyId, namesOf, openWorld, uid, type World } from '../support/world.ts';

const secret = 'webhook-secret';
let database: Awaited<ReturnType<typeof emptyDatabase>>;
let db: ReturnType<typeof connectDatabase>;
let world: World;
let inbox: WebhookInbox;
let app: FastifyInstance;

beforeAll(async () => {
  database = await emptyDatabase();
  db = connectDatabase(database.url);
  await migrate(db);
  await sql`create table appointments (appointment_id text, company_id text, calcom_v2_booking_id text, calcom_booking_id bigint,
    status text, starts_at timestamptz)`.execute(db);
  await sql`create table customers (customer_id text, company_id text, name text, normalised_name text, sound_code text, phone text,
    email text, registered_at timestamptz, merged_into text)`.execute(db);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

beforeEach(async () => {
  await sql`truncate webhook_inbox, appointments, customers`.execute(db);
  world = await openWorld();
  await setUpCompanyOf(world);
  inbox = openInbox();
  app = Fastify();
  registerCalendarWebhook(app, {
    inbox,
    webhooks: calcomWebhooks,
    isCompany: async id => id === companyId,
    secretsOf: () => [secret],
    door: createDoor(),
  });
});
afterEach(async () => {
  await inbox.stop();
  await app.close();
  await world.close();
});

/** `slowly`: the streams of these companies are read only when it resolves. */
function openInbox({ of = [], slowly }: { of?: string[]; slowly?: Promise<void> } = {}): WebhookInbox {
  const { executor: quick, calendar, worker, hub, ownChanges } = world.startProcess();
  const executor: Executor = {
    ...quick,
    async load(aggregate, stream, options) {
      if (of.some(slow => stream.includes(`-${slow}.`))) await slowly;
      return quick.load(aggregate, stream, options);
    },
  };
  const log = pino({ level: 'silent' });
  return createWebhookInbox({ db, executor, calendar, worker, hub, ownChanges, clock: world.clock, log });
}

const bookingCancelled = (createdAt = world.clock.now().toISOString()) => ({
  triggerEvent: 'BOOKING_CANCELLED',
  createdAt,
  payload: { uid, startTime: '2026-10-09T08:00:00+00:00', endTime: '2026-10-09T09:00:00+00:00', status: 'CANCELLED' },
});

async function post(body: unknown, { company = companyId, key = secret, raw = JSON.stringify(body) } = {}) {
  const headers = { 'content-type': 'application/json', 'x-cal-signature-256': signCalcomWebhook(raw, key) };
  const answer = await app.inject({ method: 'POST', url: `/calcom/webhook/${company}`, headers, payload: raw });
  return { status: answer.statusCode, result: answer.json().result };
}

describe('a webhook', () => {
  it('is stored once, and acknowledged again when it comes again', async () => {
    const body = bookingCancelled();
    expect(await post(body)).toEqual({ status: 200, result: 'stored' });
    expect(await post(body)).toEqual({ status: 200, result: 'duplicate' });
    expect(world.asked()).toEqual([]);
  });

  it('is verified over the bytes that came, whatever their spelling', async () => {
    const raw = JSON.stringify(bookingCancelled(), null, 3);
    expect(await post(undefined, { raw })).toEqual({ status: 200, result: 'stored' });
  });

  it('with a bad signature is refused with 401, and so is one for a company that does not exist, signed or not', async () => {
    expect((await post(bookingCancelled(), { key: 'another' })).status).toBe(401);
    expect((await post(bookingCancelled(), { company: 'nobody', key: 'another' })).status).toBe(401);
    expect((await post(bookingCancelled(), { company: 'nobody' })).status).toBe(401);
    const { rows } = await sql`select 1 from webhook_inbox`.execute(db);
    expect(rows).toEqual([]);
  });

  it('of an unknown kind is acknowledged and not kept', async () => {
    expect(await post({ triggerEvent: 'OOO_CREATED', createdAt: 'x', payload: {} })).toEqual({ status: 200, result: 'ignored' });
    expect(await post({ anything: true })).toEqual({ status: 200, result: 'ignored' });
  });

  it('whose uid is none is acknowledged and not kept, and null bytes elsewhere are left out', async () => {
    await world.sandbox.staffCancel(uid);
    for (const odd of ['a\u0000b', '../x', 'x'.repeat(300_000)]) {
      const body = bookingCancelled();
      expect(await post({ ...body, payload: { ...body.payload, uid: odd } })).toEqual({ status: 200, result: 'ignored' });
    }
    await sql`insert into appointments values ('640', ${companyId}, ${uid}, 640)`.execute(db);
    const body = bookingCancelled();
    const payload = { ...body.payload, title: 'a\u0000b', rescheduleUid: 'c\u0000', cancellationReason: '\u0000' };
    expect(await post({ ...body, payload })).toEqual({ status: 200, result: 'stored' });
    await world.clock.pass(echoPauseMs);
    inbox.start();
    await until(() => namesOf(world.events()).includes('CalendarBookingCancelled'));
  });

  it('is worked off by the appointment the read model names, and its personal data is not kept', async () => {
    await world.sandbox.staffCancel(uid);
    await sql`insert into appointments values ('640', ${companyId}, ${uid}, 640)`.execute(db);
    await post(bookingCancelled());
    await world.clock.pass(echoPauseMs);
    inbox.start();
    await until(() => namesOf(world.events()).includes('CalendarBookingCancelled'));
    await until(async () => (await rowsOf()).every(({ state, body }) => state === 'done' && body === null));
  });

  it('waits a moment first, since Cal.com reports our own changes before it answers us', async () => {
    await post(bookingCancelled());
    expect(await takenByAnother()).toEqual([]);
  });

  it('that a dying process had taken is worked off by another', async () => {
    await world.sandbox.staffCancel(uid);
    await sql`insert into appointments values ('640', ${companyId}, ${uid}, 640)`.execute(db);
    await post(bookingCancelled());
    await world.clock.pass(echoPauseMs);
    expect(await takenByAnother()).toHaveLength(1);
    inbox.start();
    await world.clock.pass(10_000);
    expect(namesOf(world.events())).toEqual(['AppointmentScheduled']);
    await world.clock.pass(60_000);
    await until(() => namesOf(world.events()).includes('CalendarBookingCancelled'));
  });

  it('that ends a booking nobody knows waits a minute for what would explain it, and goes then', async () => {
    await post(bookingCancelled());
    await world.clock.pass(echoPauseMs);
    inbox.start();
    await until(async () => world.asked().length > 0);
    expect(await rowsOf()).toMatchObject([{ state: 'waiting' }]);
    const began = world.clock.now().getTime();
    await until(async () => (await rowsOf()).every(({ state, body }) => state === 'done' && body === null), 2_000);
    expect(world.clock.now().getTime() - began).toBeGreaterThan(50_000);
    expect(world.clock.now().getTime() - began).toBeLessThan(120_000);
    expect(namesOf(world.events())).toEqual(['AppointmentScheduled']);
  });

  it('that ends a booking reported only after it is processed with it', async () => {
    const booking = world.sandbox.seed({ start: '2026-10-12T09:00:00.000Z', minutes: 60, attendee: { name: 'Hansi' } });
    const content = { uid: booking.uid, startTime: booking.start, endTime: booking.end, seatsPerTimeSlot: null, eventTypeId: 1 };
    const createdAt = world.clock.now().toISOString();
    await post({ triggerEvent: 'BOOKING_CANCELLED', createdAt, payload: content });
    await world.clock.pass(echoPauseMs);
    inbox.start();
    await until(() => world.asked().length > 0);
    await post({ triggerEvent: 'BOOKING_CREATED', createdAt, payload: content });
    const types = () =>
      namesOf(world.store.all())
        .filter(type => type.startsWith('Appointment'))
        .slice(1);
    await until(() => types().includes('AppointmentScheduled'));
    await world.sandbox.staffCancel(booking.uid);
    await until(() => types().includes('AppointmentCancelled'));
    expect(types()).toEqual(['AppointmentScheduled', 'AppointmentCancelled']);
  });

  it('is taken by one of several workers', async () => {
    await post(bookingCancelled());
    await world.clock.pass(echoPauseMs);
    const taken = await Promise.all(Array.from({ length: 8 }, takenByAnother));
    expect(taken.flat()).toHaveLength(1);
  });
});

describe('a company whose webhooks take long', () => {
  const slow = Array.from({ length: 3 }, (_, index) => `slow${index}`);
  let answer: () => void;
  beforeEach(async () => {
    await inbox.stop();
    inbox = openInbox({
      of: slow,
      slowly: new Promise(resolve => {
        answer = resolve;
      }),
    });
    await sql`insert into appointments values ('640', ${companyId}, ${uid}, 640)`.execute(db);
    const body = Buffer.from(JSON.stringify(bookingCancelled()));
    for (const company of slow) await inbox.receive(company, body);
    await world.clock.pass(1);
    await inbox.receive('slow0', Buffer.from(JSON.stringify(bookingCancelled('2026-10-05T07:00:00.000Z'))));
    await world.clock.pass(echoPauseMs);
    inbox.start();
    await until(async () => (await rowsOf()).every(({ attempts }) => attempts === 1));
  });
  afterEach(() => answer());

  it('holds up those of no other, which come while it is at work', async () => {
    await world.sandbox.staffCancel(uid);
    await post(bookingCancelled());
    await until(() => namesOf(world.events()).includes('CalendarBookingCancelled'));
  });

  it('has the next of its own wait for those before them', async () => {
    await world.sandbox.staffCancel(uid);
    const next = Buffer.from(JSON.stringify(bookingCancelled('2026-10-05T07:30:00.000Z')));
    await inbox.receive('slow1', next);
    await post(bookingCancelled());
    await until(() => namesOf(world.events()).includes('CalendarBookingCancelled'));
    await world.clock.pass(10_000);
    expect((await rowsOf()).map(({ attempts }) => attempts).sort()).toEqual([0, 1, 1, 1, 1, 1]);
    answer();
    await until(async () => (await rowsOf()).every(({ attempts }) => attempts > 0));
  });

  it('keeps them however long it takes: no other instance takes them meanwhile', async () => {
    for (let minute = 0; minute < 10; minute += 1) {
      for (let part = 0; part < 4; part += 1) {
        await world.clock.pass(15_000);
        await new Promise(resolve => setTimeout(resolve, 20));
      }
      expect(await takenByAnother()).toEqual([]);
    }
  });

  it('gives those it has not begun to others when the process stops', async () => {
    const stopped = inbox.stop();
    answer();
    await stopped;
    expect(await takenByAnother()).toMatchObject([{ companyId: 'slow0', body: expect.stringContaining('07:00:00') }]);
  });
});

async function takenByAnother() {
  const now = world.clock.now();
  return takeWebhooks(db, { now, until: new Date(now.getTime() + 60_000), limit: 10 });
}

async function rowsOf() {
  return (
    await sql<{ state: string; body: string | null; attempts: number }>`select state, body, attempts from webhook_inbox`.execute(
      db,
    )
  ).rows;
}

/** The database answers in real time, so simulated time waits for it. */
async function until(condition: () => boolean | Promise<boolean>, most = 400): Promise<void> {
  for (let tries = 0; tries < most; tries += 1) {
    if (await condition()) return;
    await new Promise(resolve => setTimeout(resolve, 5));
    await world.clock.pass(100);
  }
  throw new Error('did not happen');
}
