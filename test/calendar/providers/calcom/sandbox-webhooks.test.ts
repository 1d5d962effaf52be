// What the sandbox posts is what the service takes for Cal.com's: the signature holds, and the body is read.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type CalcomSandbox, startCalcomSandbox } from '@rebook/calcom-sandbox';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyCalcomSignature } from '../../../../src/calendar/providers/calcom/signature.ts';
import { type CalcomWebhook, readCalcomWebhook } from '../../../../src/calendar/providers/calcom/webhook-payloads.ts';

const secret = 'webhook-secret';
let receiver: Server;
let sandbox: CalcomSandbox;
let received: { webhook: CalcomWebhook; genuine: boolean }[];

beforeEach(async () => {
  received = [];
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const header = String(request.headers['x-cal-signature-256']);
    received.push({
      webhook: readCalcomWebhook(JSON.parse(body.toString())),
      genuine: verifyCalcomSignature(body, header, secret),
    });
    response.end();
  });
  await once(receiver.listen(0, '127.0.0.1'), 'listening');
  const address = receiver.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
  sandbox = await startCalcomSandbox({ log: pino({ level: 'silent' }), webhook: { urlOf: () => url, secretOf: () => secret } });
});
afterEach(async () => {
  await sandbox.stop();
  receiver.closeAllConnections();
  receiver.close();
});

test('a booking made, moved, requested, rejected and cancelled by staff', async () => {
  const start = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const attendee = { name: 'Hansi', phoneNumber: '+4915112345678' };
  await sandbox.staffCreate({ uid: 'bT1LntHUU8qdQNMMFpWFPm', start: start(1), attendee });
  await sandbox.staffReschedule('bT1LntHUU8qdQNMMFpWFPm', start(2));
  const moved = sandbox.latest('bT1LntHUU8qdQNMMFpWFPm')?.uid ?? '';
  await sandbox.staffCancel(moved, 'krank');
  await sandbox.staffCreate({ uid: 'cU2MpuJVV9reRPNNGqXGQn', start: start(3), status: 'pending', attendee });
  await sandbox.staffReject('cU2MpuJVV9reRPNNGqXGQn', 'nein');
  const triggers = received.map(({ webhook }) => (webhook.kind === 'unreadable' ? 'unreadable' : webhook.trigger));
  expect(triggers).toEqual([
    'BOOKING_CREATED',
    'BOOKING_RESCHEDULED',
    'BOOKING_CANCELLED',
    'BOOKING_REQUESTED',
    'BOOKING_REJECTED',
  ]);
  expect(received.map(({ genuine }) => genuine)).toEqual(Array(5).fill(true));
  expect(received[1]?.webhook).toMatchObject({ booking: { uid: moved, rescheduleUid: 'bT1LntHUU8qdQNMMFpWFPm' } });
});
