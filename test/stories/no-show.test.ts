// A customer does not come: staff say so here or at Cal.com, and stream, read model and API tell the same.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { appointment } from '../../src/domain/appointment/appointment.ts';
import { createWorld, uidFor, type World } from '../support/world.ts';

let world: World;
const analyst = 'analyst-key-of-this-test';
let serial = 0;
const yesterday = '2026-11-22T10:00:00.000Z';
const tomorrow = '2026-11-24T10:00:00.000Z';

beforeAll(async () => {
  world = await createWorld({
    keys: [{ name: 'ana', role: 'analyst', companies: ['salon'], personal: false, key: analyst }],
  });
  await world.customer('k', 'Karla Kunde');
});
afterAll(() => world?.stop());

async function booked(startsAt: string, uid?: null): Promise<string> {
  serial += 1;
  const id = `n${serial}`;
  await world.appointment(id, 'k', startsAt, uid === null ? null : uidFor(id));
  return id;
}
async function noShow(id: string, body: object = {}, headers: Record<string, string> = {}) {
  const response = await world.api('POST', `/v1/appointments/${id}/no-show`, { company_id: 'salon', ...body }, headers);
  const answer: unknown = await response.json();
  return { status: response.status, answer };
}
const refusal = (code: string) => ({ status: 409, answer: { error: { code } } });
const recordedOf = async (id: string) =>
  (await world.events(`appointment-salon.${id}`)).filter(({ type }) => type === 'AppointmentNoShowRecorded');
const read = (id: string) => world.must('GET', `/v1/appointments/${id}?company=salon`);
const cameAfterAll = { no_show: false, no_show_recorded_at: null };
const stood = { no_show: true, no_show_recorded_at: expect.any(String) };

describe('staff', () => {
  test('record it once, and take it back; whoever reads after it sees it', async () => {
    const id = await booked(yesterday);
    expect(await read(id)).toMatchObject(cameAfterAll);
    const answer = { company_id: 'salon', appointment_id: id, no_show: true };
    expect(await noShow(id, { reason_code: 'not_reached' })).toEqual({ status: 200, answer: { ...answer, recorded: true } });
    expect(await read(id)).toMatchObject(stood);
    expect(await noShow(id)).toEqual({ status: 200, answer: { ...answer, recorded: false } });
    expect(await noShow(id, { no_show: false })).toMatchObject({ answer: { no_show: false, recorded: true } });
    expect(await read(id)).toMatchObject(cameAfterAll);
    expect((await recordedOf(id)).map(({ data }) => data)).toEqual([
      { noShow: true, by: 'admin', reasonCode: 'not_reached' },
      { noShow: false, by: 'admin' },
    ]);
  });

  test('cannot before the start, nor of what was cancelled or is not there', async () => {
    const early = await booked(tomorrow);
    expect(await noShow(early)).toMatchObject(refusal('appointment_not_over'));
    await world.must('POST', `/v1/appointments/${early}/cancel`, { company_id: 'salon', reason_code: 'by_phone' });
    expect(await noShow(early)).toMatchObject(refusal('conflict'));
    expect(await recordedOf(early)).toEqual([]);
    expect(await noShow('nobodys')).toMatchObject({ status: 404, answer: { error: { code: 'resource_not_found' } } });
    expect(await noShow(early, { noshow: true })).toMatchObject({ status: 400 });
    expect(await noShow(early, {}, { authorization: `Bearer ${analyst}` })).toMatchObject({ status: 403 });
  });

  test('filter the list by it', async () => {
    const id = await booked(yesterday, null);
    await noShow(id);
    const list = z.object({ appointments: z.array(z.looseObject({ appointment_id: z.string(), no_show: z.boolean() })) });
    const listed = async (value: boolean) => {
      const { appointments } = list.parse(await world.must('GET', `/v1/appointments?company=salon&no_show=${value}&limit=500`));
      expect(appointments.every(one => one.no_show === value)).toBe(true);
      return appointments.map(one => one.appointment_id);
    };
    expect(await listed(true)).toContain(id);
    expect(await listed(false)).not.toContain(id);
    expect((await world.api('GET', '/v1/appointments?company=salon&no_show=yes')).status).toBe(400);
  });
});

describe('at Cal.com', () => {
  test('it is recorded as a look shows it, once, and taken back', async () => {
    const id = await booked(yesterday);
    await world.sandbox.staffMarkAbsent(uidFor(id));
    await expect.poll(() => read(id)).toMatchObject(stood);
    await world.sandbox.staffMarkAbsent(uidFor(id), false);
    await expect.poll(() => read(id)).toMatchObject(cameAfterAll);
    expect((await recordedOf(id)).map(({ data, metadata }) => [data, metadata.actor.kind])).toEqual([
      [{ noShow: true, bookingUid: uidFor(id), externalCause: 'look' }, 'calendar'],
      [{ noShow: false, bookingUid: uidFor(id), externalCause: 'look' }, 'calendar'],
    ]);
  });

  test('the appointment’s stream, read again, shows it to an auditor and folds to the same', async () => {
    const id = await booked(yesterday);
    await world.sandbox.staffMarkAbsent(uidFor(id));
    await expect.poll(() => read(id)).toMatchObject(stood);
    const stream = `appointment-salon.${id}`;
    expect(await world.must('GET', `/v1/streams/${stream}`)).toMatchObject({
      events: [{ type: 'AppointmentScheduled' }, { type: 'AppointmentNoShowRecorded', data: { noShow: true } }],
    });
    const again = (await world.events(stream)).reduce(
      (state, event) => (event.type in appointmentTypes ? appointment.evolve(state, event as never) : state),
      appointment.initial,
    );
    expect(again.noShow).toEqual({ recorded: true, byStaff: false, times: 1 });
  });
});

const appointmentTypes = { AppointmentScheduled: true, AppointmentNoShowRecorded: true };
