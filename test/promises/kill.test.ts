// Promise 3: kill -9 at any point between webhook and answer; then it is settled or visibly pending, nothing lost, nothing twice.
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { uidFor, zone } from '../support/world.ts';
import {
  calcomApiKey,
  eventually,
  holdTable,
  type Servers,
  type Service,
  startServers,
  webhookSecret,
} from './killable-service.ts';

const line = '+493012345678';
let servers: Servers;
let service: Service;
/** Everything that stood in the store when the service was killed. */
let stored: string[] = [];
let serial = 0;

async function booked(operation: 'cancel' | 'reschedule') {
  serial += 1;
  const id = `k${serial}`;
  const number = `+49151777770${String(serial).padStart(2, '0')}`;
  const startsAt = new Date(Date.UTC(2026, 11, 1 + serial, 10)).toISOString();
  const endsAt = new Date(Date.parse(startsAt) + 1_800_000).toISOString();
  const uid = uidFor(id);
  servers.sandbox.seed({
    uid,
    apiKey: calcomApiKey,
    start: startsAt,
    end: endsAt,
    eventTypeId: 7,
    attendee: { name: 'Gast', email: `${id}@gast.example` },
    hostId: serial,
  });
  const companyId = 'salon';
  await service.must('POST', '/v1/customers', { company_id: companyId, customer_id: id, name: `Gast ${id}`, phone: number });
  await service.must('POST', '/v1/appointments', {
    company_id: companyId,
    appointment_id: id,
    customer_id: id,
    starts_at: startsAt,
    ends_at: endsAt,
    time_zone: zone,
    booking: { uid, calendar_service_id: 7, form: 'single' },
  });
  const day = startsAt.slice(0, 10);
  const callId = `call_${id}`;
  const newDay = new Date(Date.parse(startsAt) + 60 * 24 * 3_600_000).toISOString().slice(0, 10);
  const args = operation === 'cancel' ? { appointment_date: day } : { old_date: day, new_date: newDay, new_time: '14:00' };
  const raw = JSON.stringify({
    name: `${operation}_appointment`,
    call: { call_id: callId, call_type: 'phone_call', direction: 'inbound', from_number: number, to_number: line },
    args,
  });
  return {
    id,
    uid,
    operation,
    raw,
    newStart: `${newDay}T13:00:00.000Z`,
    stream: `appointment-salon.${id}`,
    callStream: `call-${callId}`,
  };
}
type Booked = Awaited<ReturnType<typeof booked>>;

const changesSent = (one: Booked) =>
  servers.sandbox.requests().filter(({ operation, path }) => operation === one.operation && path.includes(one.uid)).length;
const tookEffect = ({ uid }: Booked) => servers.sandbox.booking(uid)?.status === 'cancelled';
const decisionOf = ({ operation }: Booked) => (operation === 'cancel' ? 'AppointmentCancelled' : 'AppointmentRescheduled');
const settlementOf = ({ operation }: Booked) =>
  operation === 'cancel' ? 'CalendarBookingCancelled' : 'CalendarBookingRescheduled';

async function allEvents(): Promise<string[]> {
  const ids: string[] = [];
  for await (const { event } of servers.store.client.readAll()) if (event && !event.type.startsWith('$')) ids.push(event.id);
  return ids;
}
async function has(stream: string, type: string) {
  await eventually(async () => expect(await servers.types(stream)).toContain(type));
}
async function killNow() {
  await service.kill();
  stored = await allEvents();
}
/** A minute later nobody holds a lease any more: what the dead one was at is taken up. */
function aMinuteLater() {
  servers.clock.advance(61_000);
  service.synchronise();
}

/** Stream, Cal.com, read model and history say the same, and it happened exactly once. */
async function settledOnce(one: Booked) {
  await eventually(async () =>
    expect((await servers.types(one.stream)).filter(type => !type.startsWith('CalendarSync'))).toEqual([
      'AppointmentScheduled',
      decisionOf(one),
      settlementOf(one),
    ]),
  );
  const live = servers.sandbox.latest(one.uid);
  if (one.operation === 'cancel') {
    expect(live).toBeUndefined();
    expect(servers.sandbox.booking(one.uid)?.status).toBe('cancelled');
  } else {
    expect(live?.start && new Date(live.start).toISOString()).toBe(one.newStart);
    expect(servers.sandbox.booking(one.uid)?.rescheduledToUid).toBe(live?.uid);
  }
  await eventually(async () => {
    const [row] = await servers.sql('select * from appointments where appointment_id = $1', [one.id]);
    expect(row).toMatchObject(
      one.operation === 'cancel'
        ? { status: 'cancelled', pending_change: null, calcom_v2_booking_id: one.uid }
        : { status: 'scheduled', pending_change: null, calcom_v2_booking_id: live?.uid, starts_at: new Date(one.newStart) },
    );
    const history = await servers.sql('select state from appointment_modifications where appointment_id = $1', [one.id]);
    expect(history).toEqual([{ state: 'confirmed' }]);
    expect(await servers.sql('select 1 from calendar_jobs where appointment_id = $1', [one.id])).toEqual([]);
  });
}

/** What Retell sends again hears that it is done, and does nothing. */
async function repeatHearsIt(one: Booked) {
  const sent = changesSent(one);
  const before = await servers.types(one.stream);
  const answer = await service.call(one.raw);
  expect(answer).toMatchObject({
    success: true,
    status: one.operation === 'cancel' ? 'cancelled' : 'rescheduled',
    appointment_id: one.id,
  });
  expect(changesSent(one)).toBe(sent);
  expect(await servers.types(one.stream)).toEqual(before);
  const types = await servers.types(one.callStream);
  expect(types.filter(type => type === 'FunctionCalled')).toHaveLength(1);
  expect(types.filter(type => type === 'FunctionAnswered')).toHaveLength(1);
}

async function nothingLostOrDoubled() {
  const now = await allEvents();
  expect(now.slice(0, stored.length)).toEqual(stored);
  expect(new Set(now).size).toBe(now.length);
  const decisions = await servers.sql('select count(*)::int as n from appointment_modifications');
  const rows = await servers.sql('select count(distinct appointment_id)::int as n from appointment_modifications');
  expect(decisions).toEqual(rows);
  expect(await servers.sql('select 1 from parked_event')).toEqual([]);
}

beforeAll(async () => {
  servers = await startServers();
  servers.sandbox.seedEventType({ id: 7, apiKey: calcomApiKey, openingHours: null });
  service = await servers.start();
  servers.sandbox.connectWebhooks({ urlOf: () => `${service.address}/calcom/webhook/salon`, secretOf: () => webhookSecret });
  const company = {
    company_id: 'salon',
    name: 'Salon',
    language: 'de',
    time_zone: zone,
    currency: 'EUR',
    handover: { number: '+493087654321' },
  };
  await service.must('POST', '/v1/companies', company);
  await service.must('POST', '/v1/companies/salon/lines', { line });
});
afterAll(async () => {
  await service?.kill();
  await servers?.stop();
});

describe('killed with eight calls in flight', () => {
  const points = {
    'before the append': [] as Booked[],
    'between the append and Cal.com': [] as Booked[],
    'while Cal.com had not done it yet': [] as Booked[],
    'after Cal.com’s effect and before its record': [] as Booked[],
  };
  const waiting: Promise<unknown>[] = [];

  beforeAll(async () => {
    for (const list of Object.values(points)) list.push(await booked('cancel'), await booked('reschedule'));
    for (const one of points['after Cal.com’s effect and before its record']) {
      servers.sandbox.fault({
        match: { operation: one.operation, uid: one.uid },
        times: 1,
        kind: 'delay',
        delayMs: 60_000,
        afterEffect: true,
      });
      waiting.push(service.call(one.raw));
      await eventually(async () => expect(tookEffect(one)).toBe(true));
    }
    for (const one of points['while Cal.com had not done it yet']) {
      servers.sandbox.fault({ match: { operation: one.operation, uid: one.uid }, times: 1, kind: 'reset', delayMs: 60_000 });
      waiting.push(service.call(one.raw));
      await eventually(async () => expect(changesSent(one)).toBe(1));
    }
    const releaseLeases = await holdTable(servers.databaseUrl, 'calendar_lease');
    for (const one of points['between the append and Cal.com']) {
      waiting.push(service.call(one.raw));
      await has(one.stream, decisionOf(one));
    }
    const releaseAttempts = await holdTable(servers.databaseUrl, 'identification_attempts');
    for (const one of points['before the append']) {
      waiting.push(service.call(one.raw));
      await has(one.callStream, 'FunctionCalled');
    }
    await killNow();
    await Promise.all([releaseLeases(), releaseAttempts()]);
    expect(await Promise.all(waiting)).toEqual(waiting.map(() => undefined));
  });

  test('each had come exactly as far as it was held, and none was answered', async () => {
    for (const [point, list] of Object.entries(points)) {
      for (const one of list) {
        expect(await servers.types(one.callStream), point).toEqual(['CallStarted', 'FunctionCalled']);
        expect(await servers.types(one.stream), point).toEqual(
          point === 'before the append' ? ['AppointmentScheduled'] : ['AppointmentScheduled', decisionOf(one)],
        );
        expect(changesSent(one), point).toBe(point.includes('append') ? 0 : 1);
        expect(tookEffect(one), point).toBe(point.startsWith('after'));
      }
    }
  });

  test('after the restart all that was decided is visibly pending or settled, and a minute later settled once', async () => {
    service = await servers.start();
    const decided = Object.entries(points).flatMap(([point, list]) => (point === 'before the append' ? [] : list));
    await eventually(async () => {
      for (const one of decided) {
        const { modifications } = await service.must('GET', `/v1/modifications?company=salon&appointment=${one.id}`);
        expect(modifications).toMatchObject([{ state: expect.stringMatching(/^(pending|confirmed)$/) }]);
      }
    });
    aMinuteLater();
    for (const one of decided) await settledOnce(one);
    for (const one of points['after Cal.com’s effect and before its record']) expect(changesSent(one)).toBe(1);
    for (const one of points['between the append and Cal.com']) expect(changesSent(one)).toBe(1);
    for (const one of points['while Cal.com had not done it yet']) expect(changesSent(one)).toBe(2);
  });

  test('what was not decided is as it was, and the call that comes again makes it once', async () => {
    for (const one of points['before the append']) {
      expect(await servers.types(one.stream)).toEqual(['AppointmentScheduled']);
      expect((await service.call(one.raw))?.success).toBe(true);
      await settledOnce(one);
      expect(changesSent(one)).toBe(1);
    }
  });

  test('every call that comes again hears how it stands, and does nothing', async () => {
    for (const one of Object.values(points).flat()) await repeatHearsIt(one);
  });

  test('no event is lost and none occurs twice', nothingLostOrDoubled);
});

test('killed at a random moment of sixteen calls: each is settled once, or as if it had never been asked', async () => {
  const all: Booked[] = [];
  for (let index = 0; index < 16; index += 1) all.push(await booked(index % 2 === 0 ? 'cancel' : 'reschedule'));
  const afterMs = randomInt(0, 250);
  const calls = all.map(one => service.call(one.raw));
  await sleep(afterMs);
  await killNow();
  const answers = await Promise.all(calls);
  service = await servers.start();
  aMinuteLater();
  for (const [index, one] of all.entries()) {
    const decided = (await servers.types(one.stream)).includes(decisionOf(one));
    // A caller who heard that it is done heard the truth.
    if (answers[index]) expect(decided, `killed after ${afterMs} ms`).toBe(true);
    if (!decided) expect(changesSent(one), `killed after ${afterMs} ms`).toBe(0);
    if (!decided) await service.call(one.raw);
    await settledOnce(one);
    expect(changesSent(one)).toBeLessThanOrEqual(2);
    await repeatHearsIt(one);
  }
  await nothingLostOrDoubled();
});

describe.each(['cancel', 'reschedule'] as const)('killed while the webhook of a %s of ours is held in memory', operation => {
  const rows = () => servers.sql('select count(*)::int as n from webhook_inbox');
  let one: Booked;
  let before: Record<string, unknown>[];
  beforeAll(async () => {
    one = await booked(operation);
    before = await rows();
    // Acknowledged all the same it is only held; and Cal.com does not answer us before the kill.
    const release = await holdTable(servers.databaseUrl, 'webhook_inbox');
    servers.sandbox.fault({ match: { operation, uid: one.uid }, times: 1, kind: 'delay', delayMs: 60_000, afterEffect: true });
    const told = servers.sandbox.deliveries().length;
    const waiting = service.call(one.raw);
    await eventually(async () => expect(servers.sandbox.deliveries().slice(told)).toMatchObject([{ httpStatus: 200 }]));
    await killNow();
    await release();
    expect(await waiting).toBeUndefined();
  });

  test('nothing of it is stored, and the change is settled once after the restart, as Cal.com has it', async () => {
    expect(await rows()).toEqual(before);
    expect(await servers.types(one.stream)).toEqual(['AppointmentScheduled', decisionOf(one)]);
    service = await servers.start();
    aMinuteLater();
    await settledOnce(one);
    expect(changesSent(one)).toBe(1);
    await repeatHearsIt(one);
    await nothingLostOrDoubled();
  });
});

test('a call whose process died between the lease and the decision: it is held up until the lease is over, and made once', async () => {
  const one = await booked('cancel');
  // As the dead process has left it: the lease says that something was sent, and nothing was decided.
  const [now, until] = [servers.clock.now(), new Date(servers.clock.now().getTime() + 30_000)];
  await servers.sql(
    `insert into calendar_lease (company_id, appointment_id, token, until, modification_id, first_sent_at)
     values ('salon', $1, gen_random_uuid(), $2, gen_random_uuid(), $3)`,
    [one.id, until, now],
  );
  const answer = service.call(one.raw);
  await has(one.stream, decisionOf(one));
  expect(changesSent(one)).toBe(0);
  aMinuteLater();
  expect(await answer).toMatchObject({ success: true, status: expect.stringMatching(/^(pending|cancelled)$/) });
  await settledOnce(one);
  expect(changesSent(one)).toBe(1);
  await nothingLostOrDoubled();
});
