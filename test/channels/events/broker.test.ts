// The broker's side of publishing, against a real NATS server.
import { connect, type NatsConnection } from 'nats';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectionOptions, openBroker } from '../../../src/channels/events/broker.ts';
import type { PublicEvent } from '../../../src/channels/events/public-event.ts';
import { storedMessages } from './stored-messages.ts';

const natsUrl = process.env.NATS_URL ?? '';

const message = (id: string): PublicEvent => ({
  specversion: '1.0',
  id: `${id}:AppointmentCancelled`,
  source: '/rebook/salon',
  type: 'AppointmentCancelled',
  subject: '640',
  time: '2025-10-06T08:00:00.000Z',
  datacontenttype: 'application/json',
  dataschema: 'urn:rebook:AppointmentCancelled:1',
  companyid: 'salon',
  data: {},
});

describe.runIf(natsUrl !== '')('the broker', () => {
  let connection: NatsConnection;
  let stream: string;

  beforeEach(async () => {
    stream = `REBOOK_TEST_${crypto.randomUUID().slice(0, 8)}`;
    connection = await connect(connectionOptions(natsUrl));
  });
  afterEach(async () => {
    const manager = await connection.jetstreamManager();
    await manager.streams.delete(stream).catch(() => false);
    await connection.close();
  });

  test('creates the stream once and keeps an operator’s settings', async () => {
    const manager = await connection.jetstreamManager();
    await manager.streams.add({ name: stream, subjects: [`${stream.toLowerCase()}.>`], max_msgs: 7 });
    const broker = await openBroker(natsUrl, stream);
    await broker.close();
    expect((await manager.streams.info(stream)).config).toMatchObject({ max_msgs: 7 });
  });

  test('knows after which position publishing was left off, across connections', async () => {
    const first = await openBroker(natsUrl, stream);
    expect(await first.lastPublished()).toBeUndefined();
    await first.publish(message('a'), { storeId: 'store-1', position: 9_007_199_254_740_993n });
    await first.close();
    const second = await openBroker(natsUrl, stream);
    expect(await second.lastPublished()).toEqual({
      storeId: 'store-1',
      position: 9_007_199_254_740_993n,
      eventId: 'a',
      companyId: 'salon',
      appointmentId: expect.any(String),
    });
    await second.close();
    expect(await storedMessages(connection, stream)).toMatchObject([
      {
        subject: `${stream.toLowerCase()}.salon.AppointmentCancelled`,
        messageId: 'a:AppointmentCancelled',
        body: { id: 'a:AppointmentCancelled' },
      },
    ]);
  });

  test('keeps a message once however often it is published', async () => {
    const broker = await openBroker(natsUrl, stream);
    for (let times = 0; times < 3; times += 1) await broker.publish(message('a'), { storeId: 's', position: 1n });
    await broker.publish(message('b'), { storeId: 's', position: 2n });
    await broker.close();
    expect((await storedMessages(connection, stream)).map(({ messageId }) => messageId)).toEqual([
      'a:AppointmentCancelled',
      'b:AppointmentCancelled',
    ]);
  });

  test('stops a publisher that was overtaken without noticing', async () => {
    const slow = await openBroker(natsUrl, stream);
    const successor = await openBroker(natsUrl, stream);
    await successor.publish(message('a'), { storeId: 's', position: 1n });
    await expect(slow.publish(message('b'), { storeId: 's', position: 2n })).rejects.toMatchObject({
      code: 'publication_superseded',
    });
    await slow.close();
    await successor.close();
    expect(await storedMessages(connection, stream)).toHaveLength(1);
  });
});

test('a broker that is away is a fault without its address, which may hold a password', async () => {
  const failure = await openBroker('nats://user:secret@127.0.0.1:9', 'NOWHERE').catch(error => error);
  expect(failure).toMatchObject({ code: 'broker_unavailable' });
  expect(`${failure.message} ${JSON.stringify(failure)}`).not.toContain('secret');
});

test('credentials in the address become options of the client', () => {
  expect(connectionOptions('nats://anna:p%40ss@nats1:4222,nats2')).toMatchObject({
    servers: ['nats1:4222', 'nats2:4222'],
    user: 'anna',
    pass: 'p@ss',
  });
  expect(connectionOptions('nats://s3cret@nats1')).toMatchObject({ token: 's3cret' });
  expect(connectionOptions('tls://nats1')).toMatchObject({ tls: {} });
});
