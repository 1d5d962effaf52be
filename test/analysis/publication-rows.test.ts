// Rows 24 to 26 and 41: what is published when, and that a broker which is away is a warning and nothing more.

import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { connect, type NatsConnection } from 'nats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectionOptions } from '../../src/channels/events/broker.ts';
import { type StoredMessage, storedMessages } from '../channels/events/stored-messages.ts';
import { createWorld, type World } from '../support/world.ts';

const number = '+4915112348001';
const cancel = (world: World) => world.call('cancel_appointment', { appointment_date: '2026-12-01' }, { from: number });

async function withAppointments(options: Parameters<typeof createWorld>[0]): Promise<World> {
  const world = await createWorld(options);
  await world.customer('1', 'Erika Beispiel', number);
  await world.appointment('1', '1', '2026-12-01T10:00:00.000Z');
  await world.appointment('2', '1', '2026-12-02T10:00:00.000Z');
  return world;
}

/** A port nobody listens on. */
async function deadPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise(listening => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise(closed => server.close(closed));
  return port;
}

describe('rows 26 and 41: a broker that is away', () => {
  let world: World;
  const logged: string[] = [];
  beforeAll(async () => {
    world = await withAppointments({ natsUrl: `nats://127.0.0.1:${await deadPort()}`, logTo: line => logged.push(line) });
  });
  afterAll(() => world?.stop());

  test('delays publication and nothing else: the call ends as ever, a warning is logged, and the service is ready', async () => {
    expect(await cancel(world)).toMatchObject({ status: 'cancelled', code: 'cancelled' });
    expect(await world.types('appointment-salon.1')).toEqual([
      'AppointmentScheduled',
      'AppointmentCancelled',
      'CalendarBookingCancelled',
    ]);
    await world.settle();
    expect(await world.sql("select state from appointment_modifications where appointment_id = '1'")).toEqual([
      { state: 'confirmed' },
    ]);
    await expect
      .poll(() => logged.map(line => JSON.parse(line)).find(({ level, code }) => level === 40 && /broker/.test(code)))
      .toBeDefined();
    // The world's clock stands on a day of its own, which the service notices.
    const faults = logged.map(line => JSON.parse(line)).filter(({ level, code }) => level > 40 && code !== 'clock_wrong');
    expect(faults).toEqual([]);
    const ready = await world.api('GET', '/health/ready');
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ parts: { publishing: { detail: { status: 'waiting' } } } });
  });
});

const natsUrl = process.env.NATS_URL ?? '';
describe.runIf(natsUrl !== '')('rows 24, 25 and 27: what consumers hear', () => {
  let world: World;
  let connection: NatsConnection;
  beforeAll(async () => {
    connection = await connect(connectionOptions(natsUrl));
    world = await withAppointments({ natsUrl });
  });
  afterAll(async () => {
    await world?.stop();
    await connection?.close();
  });

  /** Of this appointment of this world: the broker is shared, ids of events are not. */
  async function heard(stream: string): Promise<StoredMessage[]> {
    const ids = new Set((await world.events(stream)).map(event => event.id));
    return (await storedMessages(connection, 'REBOOK')).filter(({ messageId }) => ids.has(messageId.split(':')[0] ?? ''));
  }

  test('a cancellation is published as requested at the decision and as done when Cal.com has done it, without a word of a person', async () => {
    await cancel(world);
    await expect
      .poll(async () => (await heard('appointment-salon.1')).map(({ body }) => body.type))
      .toEqual(['AppointmentScheduled', 'AppointmentCancellationRequested', 'AppointmentCancelled']);
    const messages = await heard('appointment-salon.1');
    expect(messages.map(({ subject }) => subject)).toEqual([
      'rebook.salon.AppointmentScheduled',
      'rebook.salon.AppointmentCancellationRequested',
      'rebook.salon.AppointmentCancelled',
    ]);
    expect(JSON.stringify(messages)).not.toMatch(/Erika|Beispiel|4915112348001/);
  });

  test('a move is published on success alone', async () => {
    const move = { old_date: '2026-12-02', new_date: '2026-12-03', new_time: '15:00' };
    const message = 'User either already has booking at this time or is not available';
    world.sandbox.fault({ match: { operation: 'reschedule' }, times: 1, kind: 'status', status: 400, message });
    expect((await world.call('reschedule_appointment', move, { from: number })).status).toBe('slot_unavailable');
    expect((await world.call('reschedule_appointment', { ...move, new_time: '16:00' }, { from: number })).status).toBe(
      'rescheduled',
    );
    await expect
      .poll(async () => (await heard('appointment-salon.2')).map(({ body }) => body.type))
      .toEqual([
        'AppointmentScheduled',
        'AppointmentRescheduleRequested',
        'AppointmentRescheduleReverted',
        'AppointmentRescheduleRequested',
        'AppointmentRescheduled',
      ]);
  });
});
