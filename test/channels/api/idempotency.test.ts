// Every write under /v1 with an Idempotency-Key: the same key and request, the same answer; nothing is claimed before it is valid.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Rebook } from '../../../src/app/start.ts';
import { metadataOf } from '../../../src/domain/metadata.ts';
import { encode } from '../../../src/platform/eventstore/codec.ts';
import { secondInstance } from '../../promises/second-instance.ts';
import { adminKey, createWorld, uidFor, type World } from '../../support/world.ts';
import { appointmentOf, oneOfEachWrite } from './one-of-each-write.ts';

const deskKey = 'desk-key-of-the-tests';
let world: World;
let second: Rebook;
const writes = new Set<string>();
/** Awaited by the first instance before each answer to a POST. */
let before: () => Promise<void> = async () => undefined;

const broken = new Set<string>();

beforeAll(async () => {
  world = await createWorld({
    companies: ['other'],
    keys: [{ name: 'desk', role: 'operator', companies: ['salon'], personal: true, key: deskKey }],
    inspect: app => {
      // After the write was done, before its answer is out.
      app.addHook('preSerialization', async (request, _reply, payload) => {
        if (request.method === 'POST') await before();
        // The fault itself is answered as any other.
        if (request.headers['x-break'] !== undefined && !broken.has(request.id)) {
          broken.add(request.id);
          throw new Error('broken on purpose');
        }
        return payload;
      });
      app.addHook('onRoute', ({ method, url, config }) => {
        for (const one of [method].flat())
          if (url.startsWith('/v1') && !['GET', 'HEAD'].includes(one) && !config?.reads) writes.add(`${one} ${url}`);
      });
    },
  });
  second = await secondInstance(world);
  await world.must('POST', '/v1/companies/salon/services', { service_id: 'cut', name: 'Schnitt', minutes: 30 });
  await world.customer('c', 'Carla Chen', '+4915112300001');
  await world.customer('c', 'Carla Chen', '+4915112300001', 'other');
});
afterAll(async () => {
  await second?.stop();
  await world?.stop();
});

interface Sent {
  key?: string;
  as?: string;
  at?: string;
  breaks?: boolean;
}
async function send(method: string, path: string, body: object | undefined, { key, as = adminKey, at, breaks }: Sent = {}) {
  const response = await fetch(`${at ?? world.rebook.address}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${as}`,
      ...(body && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(breaks && { 'x-break': 'yes' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json(), position: response.headers.get('rebook-position') };
}
const reused = { status: 409, body: { error: { code: 'idempotency_key_reused' } } };
let made = 0;
const nextId = () => `i${++made}`;
async function booked(startsAt = '2026-12-01T10:00:00.000Z'): Promise<string> {
  const id = nextId();
  await world.appointment(id, 'c', startsAt, null);
  return id;
}
async function rowOf(key: string): Promise<{ holder: string; extended: boolean } | undefined> {
  const rows = await world.sql<{ holder: string; extended: boolean }>(
    `select holder, held_until > created_at + interval '16 seconds' as extended from idempotency_key where key = $1`,
    [key],
  );
  return rows[0];
}
async function allTypes(): Promise<string[]> {
  const types: string[] = [];
  for await (const { event } of world.rebook.store.client.readAll()) if (event) types.push(event.type);
  return types;
}
const countEvents = async (): Promise<number> => (await allTypes()).length;

/** They need a change Cal.com has not answered, or a notification: their key is the same hook's. */
const needMore = new Set(['POST /v1/appointments/:id/resolve', 'POST /v1/notifications/:id/done', 'POST /v1/callbacks/:id/done']);

const requests = oneOfEachWrite({
  nextId,
  booked,
  customer: id => world.customer(id, 'Erna Ernst'),
  async merged() {
    const [into, id] = [nextId(), nextId()];
    for (const one of [into, id]) await world.customer(one, 'Erna Ernst');
    await world.must('POST', `/v1/customers/${id}/merge`, { company_id: 'salon', into, reason_code: 'same' });
    return id;
  },
  async claimed(uid) {
    const context = {
      correlationId: 'x',
      companyId: 'salon',
      actor: { kind: 'staff', id: 'admin' },
      channel: 'operator',
    } as const;
    const event = { type: 'BookingClaimed', data: { companyId: 'salon', uid, appointmentId: 'never' } } as const;
    const stored = encode(event, randomUUID(), metadataOf(context, randomUUID(), world.clock.now()));
    await world.rebook.store.append(`booking-salon.${uid}`, [stored], -1n);
  },
});

describe('the same key', () => {
  test('is tried with every write there is', () => {
    expect([...writes].filter(write => !needMore.has(write)).sort()).toEqual(Object.keys(requests).sort());
  });

  test.each(Object.keys(requests))(
    '%s: the same request gets the same answer and does nothing; another is refused',
    async write => {
      const [method = '', url = ''] = write.split(' ');
      const { path = url.replace(':id', 'salon'), body, other } = (await requests[write]?.()) ?? { other: {} };
      const key = `twice-${nextId()}`;
      const first = await send(method, path, body, { key });
      expect([200, 201]).toContain(first.status);
      const events = await countEvents();
      expect(await send(method, path, body, { key })).toEqual(first);
      expect(await send(method, path, reversed(body), { key, at: second.address })).toEqual(first);
      expect(await send(method, other.path ?? path, other.body ?? body, { key })).toMatchObject(reused);
      expect(await countEvents()).toBe(events);
    },
  );

  test('says where the store stood after the first write, whatever was written since', async () => {
    const key = nextId();
    const body = appointmentOf(nextId());
    const first = await send('POST', '/v1/appointments', body, { key });
    await booked();
    expect(await send('POST', '/v1/appointments', body, { key })).toEqual(first);
  });

  test('on another route is another request', async () => {
    const id = await booked();
    const key = nextId();
    const body = { company_id: 'salon' };
    expect(await send('POST', `/v1/appointments/${id}/cancel`, body, { key })).toMatchObject({ status: 200 });
    expect(await send('POST', `/v1/appointments/${await booked()}/cancel`, body, { key })).toMatchObject(reused);
  });

  test('of another API key’s name or another company is another key', async () => {
    const key = nextId();
    const [one, two] = [nextId(), nextId()];
    expect(await send('POST', '/v1/appointments', appointmentOf(one), { key })).toMatchObject({ body: { created: true } });
    expect(await send('POST', '/v1/appointments', appointmentOf(two), { key, as: deskKey })).toMatchObject({
      body: { created: true },
    });
    expect(await send('POST', '/v1/appointments', appointmentOf(one, { company_id: 'other' }), { key })).toMatchObject({
      body: { created: true },
    });
  });

  test('of two names at once gives each change a stream of its own', async () => {
    const key = nextId();
    const [one, two] = [await booked(), await booked()];
    const body = { company_id: 'salon' };
    const answers = await Promise.all([
      send('POST', `/v1/appointments/${one}/cancel`, body, { key }),
      send('POST', `/v1/appointments/${two}/cancel`, body, { key, as: deskKey }),
    ]);
    expect(answers).toMatchObject([
      { status: 200, body: { status: 'cancelled', appointment_id: one } },
      { status: 200, body: { status: 'cancelled', appointment_id: two } },
    ]);
  });

  test.each([
    ['of one instance', () => world.rebook.address],
    ['of two instances', () => second.address],
  ])('at once, %s: one runs, the others get its answer', async (_, at) => {
    const id = await booked();
    const key = nextId();
    const path = `/v1/appointments/${id}/reschedule`;
    const body = { company_id: 'salon', new_starts_at: '2026-12-05T10:00:00.000Z' };
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => send('POST', path, body, { key, ...(index % 2 === 1 && { at: at() }) })),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ status: 200, body: { status: 'rescheduled' } });
    expect((await world.types(`appointment-salon.${id}`)).filter(type => type === 'AppointmentRescheduled')).toHaveLength(1);
  });

  test('at once with two bodies: one change is made', async () => {
    const id = await booked();
    const key = nextId();
    const move = (day: number, at?: string) =>
      send(
        'POST',
        `/v1/appointments/${id}/reschedule`,
        { company_id: 'salon', new_starts_at: `2026-12-0${day}T10:00:00.000Z` },
        { key, ...(at !== undefined && { at }) },
      );
    const statuses = (await Promise.all([move(5), move(6, second.address)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
    expect((await world.types(`appointment-salon.${id}`)).filter(type => type === 'AppointmentRescheduled')).toHaveLength(1);
  });

  test('of a process that died between its steps is resumed by the repeat, with the first answer', async () => {
    const id = nextId();
    const key = nextId();
    const body = appointmentOf(id, { booking: { uid: uidFor(id) } });
    const first = await send('POST', '/v1/appointments', body, { key });
    const events = await countEvents();
    await world.sql(
      `update idempotency_key set status = null, body = null, holder = gen_random_uuid(), held_until = now() - interval '1 second'
       where key = $1`,
      [key],
    );
    expect(await send('POST', '/v1/appointments', body, { key, at: second.address })).toEqual(first);
    expect(await countEvents()).toBe(events);
  });

  test('of a request that failed after its write is resumed at once: the write is found, and not made again', async () => {
    const key = nextId();
    const body = appointmentOf(nextId(), { booking: { uid: uidFor(`failed-${made}`) } });
    expect((await send('POST', '/v1/appointments', body, { key, breaks: true })).status).toBe(500);
    const events = await countEvents();
    expect(await send('POST', '/v1/appointments', { ...body, ends_at: '2026-12-01T11:00:00.000Z' }, { key })).toMatchObject(
      reused,
    );
    expect(await send('POST', '/v1/appointments', body, { key })).toMatchObject({ status: 200, body: { created: true } });
    expect(await countEvents()).toBe(events);
  });

  test('that another instance works on is left to it, also for long: its hold is extended', async () => {
    const key = nextId();
    const body = appointmentOf(nextId());
    let answer: () => void = () => undefined;
    const mayAnswer = new Promise<void>(resolve => {
      answer = resolve;
    });
    before = () => mayAnswer;
    try {
      const first = send('POST', '/v1/appointments', body, { key });
      await expect.poll(async () => (await rowOf(key))?.extended, { interval: 250 }).toBe(true);
      const { holder } = (await rowOf(key)) ?? {};
      const repeat = send('POST', '/v1/appointments', body, { key, at: second.address });
      await new Promise(resolve => setTimeout(resolve, 500));
      expect((await rowOf(key))?.holder).toBe(holder);
      answer();
      expect(await repeat).toEqual(await first);
    } finally {
      answer();
      before = async () => undefined;
    }
  });

  test('long after its row is gone is a new request, of a stream of its own', async () => {
    const key = nextId();
    const [one, two] = [await booked(), await booked()];
    const body = { company_id: 'salon' };
    await send('POST', `/v1/appointments/${one}/cancel`, body, { key });
    await world.sql('delete from idempotency_key where key = $1', [key]);
    expect(await send('POST', `/v1/appointments/${two}/cancel`, body, { key })).toMatchObject({
      status: 200,
      body: { status: 'cancelled', appointment_id: two },
    });
  });

  test('of a dead process that nobody has resumed yet is waited for, not run beside it', async () => {
    const id = await booked();
    const key = nextId();
    const path = `/v1/appointments/${id}/cancel`;
    const first = await send('POST', path, { company_id: 'salon' }, { key });
    await world.sql(
      `update idempotency_key set status = null, holder = gen_random_uuid(), held_until = now() + interval '2 seconds' where key = $1`,
      [key],
    );
    expect(await send('POST', path, { company_id: 'salon' }, { key })).toEqual(first);
    expect((await world.types(`appointment-salon.${id}`)).filter(type => type === 'AppointmentCancelled')).toHaveLength(1);
  });

  test.each(['a'.repeat(129), 'with space', 'ü'])('%s is no key', async key => {
    const encoded = Buffer.from(key).toString('latin1');
    expect((await send('POST', '/v1/appointments', appointmentOf(nextId()), { key: encoded })).status).toBe(400);
  });
});

describe('nothing is claimed before it is valid', () => {
  test.each([
    ['an end before its start', { ends_at: '2026-12-01T09:00:00.000Z' }],
    ['a zone nobody knows', { time_zone: 'Europe/Nowhere' }],
    ['a service nobody knows', { service_id: 'nobody' }],
    ['a branch nobody knows', { branch_id: 'nobody' }],
    ['a member of staff nobody knows', { staff_id: 'nobody' }],
    ['a customer nobody knows', { customer_id: 'nobody' }],
  ])('%s: refused, and the booking and the key are free for the corrected body', async (_, wrong) => {
    const [id, next] = [nextId(), nextId()];
    const key = nextId();
    const booking = { uid: uidFor(id) };
    expect(await send('POST', '/v1/appointments', appointmentOf(id, { booking, ...wrong }), { key })).toMatchObject({
      status: 400,
      body: { error: { code: 'request_invalid' } },
    });
    expect(await world.types(`booking-salon.${booking.uid}`)).toEqual([]);
    expect(await send('POST', '/v1/appointments', appointmentOf(next, { booking }), { key })).toMatchObject({
      status: 200,
      body: { created: true },
    });
  });

  test('another appointment of the same id is a conflict, and claims nothing', async () => {
    const id = nextId();
    await send('POST', '/v1/appointments', appointmentOf(id));
    const other = appointmentOf(id, { starts_at: '2026-12-01T08:00:00.000Z', booking: { uid: uidFor(id) } });
    expect(await send('POST', '/v1/appointments', other)).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } });
    expect(await world.types(`booking-salon.${uidFor(id)}`)).toEqual([]);
    expect(await send('POST', '/v1/appointments', appointmentOf(id))).toMatchObject({ status: 200, body: { created: false } });
  });
});

test('of two appointments entered at once under one id the one that is refused leaves no claim', async () => {
  for (let round = 0; round < 6; round += 1) {
    const id = nextId();
    const uids = [uidFor(`${id}a`), uidFor(`${id}b`)];
    const bodies = uids.map((uid, index) =>
      appointmentOf(id, { starts_at: `2026-12-01T0${index + 7}:00:00.000Z`, booking: { uid } }),
    );
    const answers = await Promise.all(bodies.map(body => send('POST', '/v1/appointments', body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const lost = uids[answers.findIndex(({ status }) => status === 409)];
    expect(await send('POST', '/v1/appointments', appointmentOf(nextId(), { booking: { uid: lost } }))).toMatchObject({
      status: 200,
      body: { created: true },
    });
  }
});

describe('a lockout’s release', () => {
  const release = (number: string, sent: Sent) =>
    send('POST', '/v1/lockouts/release', { company_id: 'salon', number, reason_code: 'known' }, sent);
  const released = async () => (await allTypes()).filter(type => type === 'LockoutReleased').length;
  test('always stands on record, and one key releases one number', async () => {
    const before = await released();
    const key = nextId();
    expect(await release('+4915112300021', { key })).toMatchObject({ status: 200 });
    expect(await release('+4915112300022', { key })).toMatchObject(reused);
    expect(await release('+4915112300021', {})).toMatchObject({ status: 200 });
    expect(await release('+4915112300021', {})).toMatchObject({ status: 200 });
    expect(await released()).toBe(before + 3);
  });
  test('under a key that was used so long ago that its row is gone stands on record as well', async () => {
    const before = await released();
    const key = nextId();
    await release('+4915112300023', { key });
    await world.sql('delete from idempotency_key where key = $1', [key]);
    expect(await release('+4915112300024', { key })).toMatchObject({ status: 200 });
    expect(await released()).toBe(before + 2);
  });
});

function reversed(body: object | undefined): object | undefined {
  return body && Object.fromEntries(Object.entries(body).reverse());
}
