// Lines and bookings are given back: another can claim them then, and calls between hear the truth.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, uidFor, type World, zone } from '../../support/world.ts';

const [moved, squatted] = ['+493022220001', '+493022220002'];
const keys = { salon: 'operator-of-salon-0000', other: 'operator-of-other-0000' };
let world: World;

beforeAll(async () => {
  world = await createWorld({
    companies: ['other'],
    keys: [
      { name: 'salon desk', role: 'operator', companies: ['salon'], personal: true, key: keys.salon },
      { name: 'other desk', role: 'operator', companies: ['other'], personal: true, key: keys.other },
    ],
  });
  for (const companyId of ['salon', 'other']) await world.customer('c', 'Carla Chen', '+4915112300001', companyId);
});
afterAll(() => world?.stop());

const as = (key: string) => ({ authorization: `Bearer ${key}` });
const assign = async (companyId: 'salon' | 'other', line: string) =>
  (await world.api('POST', `/v1/companies/${companyId}/lines`, { line }, as(keys[companyId]))).status;
const release = (companyId: string, line: string, query = '', headers: Record<string, string> = {}) =>
  world.api('DELETE', `/v1/companies/${companyId}/lines/${encodeURIComponent(line)}${query}`, undefined, headers);
const called = async (line: string) => (await world.call('list_appointments', {}, { from: '+4915112300001', to: line })).code;

describe('a line', () => {
  test('that moves from one company to another is released by its owner, and calls between hear that nobody has it', async () => {
    expect(await assign('salon', moved)).toBe(200);
    expect(await assign('other', moved)).toBe(409);
    expect(await called(moved)).toBe('nothing_listed');
    expect((await release('salon', moved, '', as(keys.salon))).status).toBe(200);
    expect(await called(moved)).toBe('unknown_line');
    expect(await assign('other', moved)).toBe(200);
    expect(await called(moved)).toBe('nothing_listed');
    expect(await world.types(`line-${moved}`)).toEqual(['LineClaimed', 'LineClaimReleased', 'LineClaimed']);
    expect((await world.events(`line-${moved}`)).at(-1)?.data).toMatchObject({ companyId: 'other' });
    expect((await world.types('company-salon')).at(-1)).toBe('LineReleased');
  });

  test('is not released by another company', async () => {
    expect((await release('salon', moved, '', as(keys.salon))).status).toBe(200);
    expect((await release('other', moved, '', as(keys.salon))).status).toBe(404);
    expect(await called(moved)).toBe('nothing_listed');
    expect(await assign('salon', moved)).toBe(409);
  });

  test('that was claimed and never assigned is taken away by an admin, with the reason on record', async () => {
    const metadata = (await world.events(`line-${moved}`))[0]?.metadata;
    await world.rebook.store.append(
      `line-${squatted}`,
      [
        {
          id: randomUUID(),
          type: 'LineClaimed',
          contentType: 'application/json',
          data: { line: squatted, companyId: 'salon' },
          metadata: { ...metadata, $causationId: 'x' },
        },
      ],
      -1n,
    );
    expect(await assign('other', squatted)).toBe(409);
    expect(await called(squatted)).toBe('unknown_line');
    const answer = await release('salon', squatted, '?reason_code=not_theirs');
    expect([answer.status, await answer.json()]).toEqual([200, { released: true }]);
    expect((await world.events(`line-${squatted}`)).at(-1)).toMatchObject({
      type: 'LineClaimReleased',
      data: { companyId: 'salon', reasonCode: 'not_theirs' },
      metadata: { actor: { kind: 'staff', id: 'admin' } },
    });
    expect(await assign('other', squatted)).toBe(200);
  });

  test('is one line in whatever spelling: assigned, called and released', async () => {
    expect(await assign('salon', '+49 (30) 2222-0005')).toBe(200);
    expect(await called('+493022220005')).toBe('nothing_listed');
    expect(await assign('other', '0049 30 22220005')).toBe(409);
    expect(await (await release('salon', '+49 30 22 22 00 05')).json()).toEqual({ released: true });
    expect(await called('+493022220005')).toBe('unknown_line');
  });

  test('is released once: a repeat adds nothing, and one that died between its steps is completed', async () => {
    expect(await (await release('salon', '+493022220009')).json()).toEqual({ released: false });
    expect(await world.types('line-+493022220009')).toEqual([]);
  });
});

describe('a booking', () => {
  const enter = async (id: string, uid: string, companyId = 'salon') => {
    const body = {
      company_id: companyId,
      appointment_id: id,
      customer_id: 'c',
      starts_at: '2026-12-01T10:00:00.000Z',
      ends_at: '2026-12-01T10:30:00.000Z',
      time_zone: zone,
      booking: { uid },
    };
    return (await world.api('POST', '/v1/appointments', body)).status;
  };
  const give = async (uid: string) => {
    const answer = await world.api('DELETE', `/v1/companies/salon/bookings/${uid}?reason_code=entered_twice`);
    return [answer.status, await answer.json()];
  };

  test('claimed for an appointment that never came about is released, and another appointment gets it', async () => {
    const uid = uidFor('lost');
    await enter('first', uidFor('first'));
    const [claimed] = await world.events(`booking-salon.${uidFor('first')}`);
    await world.rebook.store.append(
      `booking-salon.${uid}`,
      [
        {
          id: randomUUID(),
          type: 'BookingClaimed',
          contentType: 'application/json',
          data: { companyId: 'salon', uid, appointmentId: 'never' },
          metadata: { ...claimed?.metadata, $causationId: 'x' },
        },
      ],
      -1n,
    );
    expect(await enter('second', uid)).toBe(409);
    expect(await give(uid)).toEqual([200, { released: true }]);
    expect(await give(uid)).toEqual([200, { released: false }]);
    expect(await enter('second', uid)).toBe(200);
    expect(await world.types(`booking-salon.${uid}`)).toEqual(['BookingClaimed', 'BookingClaimReleased', 'BookingClaimed']);
  });

  test('that was an appointment’s own before it was moved is not released', async () => {
    await world.appointment('moved', 'c', '2026-12-02T10:00:00.000Z');
    const move = { company_id: 'salon', new_starts_at: '2026-12-03T10:00:00.000Z' };
    expect(await world.must('POST', '/v1/appointments/moved/reschedule', move)).toMatchObject({ status: 'rescheduled' });
    expect(await give(uidFor('moved'))).toMatchObject([409, { error: { code: 'conflict' } }]);
  });

  test('that is an appointment’s own is not released, and one nobody has claimed is not there', async () => {
    expect(await give(uidFor('first'))).toMatchObject([409, { error: { code: 'conflict' } }]);
    expect(await give('nobodys-booking')).toMatchObject([404, { error: { code: 'resource_not_found' } }]);
  });

  test('is named by what can be a booking’s uid at the calendar, wherever it is named', async () => {
    const resolve = async (uid: string) => {
      const body = { company_id: 'salon', modification_id: randomUUID(), resolution: 'keep', reason_code: 'x', booking_uid: uid };
      const answer = await world.api('POST', '/v1/appointments/nobodys/resolve', body);
      return [answer.status, await answer.json()];
    };
    for (const named of [give, resolve])
      for (const [uid, expected] of [
        ['fives', [400, { error: { code: 'request_invalid' } }]],
        ['sixsix', [404, { error: { code: 'resource_not_found' } }]],
        ['u'.repeat(64), [404, { error: { code: 'resource_not_found' } }]],
        ['u'.repeat(65), [400, { error: { code: 'request_invalid' } }]],
      ] as const)
        expect([uid, ...(await named(uid))]).toMatchObject([uid, ...expected]);
    expect([await enter('short', 'fives'), await enter('long', 'u'.repeat(65))]).toEqual([400, 400]);
    expect([await enter('six', 'sixsix'), await enter('most', 'u'.repeat(64))]).toEqual([200, 200]);
  });
});

test('a stream’s name longer than any is a wrong request, answered as all others are', async () => {
  for (const length of [101, 300, 301, 1_500]) {
    const answer = await world.api('GET', `/v1/streams/call-${'a'.repeat(length - 5)}`);
    const expected =
      length <= 300 ? [404, { error: { code: 'resource_not_found' } }] : [400, { error: { code: 'request_invalid' } }];
    expect([answer.status, await answer.json()]).toMatchObject(expected);
  }
  for (const name of ['a'.repeat(3_000), '%', '%ff']) {
    const answer = await world.api('GET', `/v1/streams/${name}`);
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: 'request_invalid' } }]);
  }
});
