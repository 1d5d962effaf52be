// The sandbox's webhooks: signed, in Cal.com's order, awaited inside the call, and never able to break it.
import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type CalcomSandbox, startCalcomSandbox } from '../src/sandbox.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';

const webhookSchema = z.object({
  triggerEvent: z.string(),
  createdAt: z.iso.datetime(),
  payload: z.looseObject({}),
});
type Webhook = z.infer<typeof webhookSchema>;
const signatureOf = (body: Buffer) => createHmac('sha256', 'webhook-secret').update(body).digest('hex');

const uid = 'bT1LntHUU8qdQNMMFpWFPm';
let clock: ManualClock;
let sandbox: CalcomSandbox;
let receiver: Server;
let received: { webhook: Webhook; genuine: boolean; statusThen: string | undefined }[];
/** Undefined: never. */
let answerWith: number | undefined;

beforeEach(async () => {
  clock = createManualClock('2026-10-05T08:00:00.000Z');
  received = [];
  answerWith = 200;
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      received.push({
        webhook: webhookSchema.parse(JSON.parse(body.toString())),
        genuine: request.headers['x-cal-signature-256'] === signatureOf(body),
        statusThen: sandbox.booking(uid)?.status,
      });
      if (answerWith !== undefined) response.writeHead(answerWith, { location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>(resolve => receiver.listen(0, '127.0.0.1', resolve));
  const address = receiver.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
  sandbox = await startCalcomSandbox({
    clock,
    log: pino({ level: 'silent' }),
    webhook: { urlOf: () => url, secretOf: () => 'webhook-secret' },
  });
  sandbox.seed({ uid, id: 640, start: '2026-10-06T09:00:00.000Z', attendee: { name: 'Hansi', phoneNumber: '+4915112345678' } });
});
afterEach(async () => {
  await sandbox.stop();
  receiver.closeAllConnections();
  receiver.close();
});

const triggers = () => received.map(({ webhook }) => webhook.triggerEvent);

describe('a change at Cal.com is reported', () => {
  it('signed, a cancellation before the row is set', async () => {
    await sandbox.staffCancel(uid, 'krank');
    expect(received).toMatchObject([
      {
        genuine: true,
        statusThen: 'accepted',
        webhook: {
          triggerEvent: 'BOOKING_CANCELLED',
          payload: { uid, startTime: '2026-10-06T09:00:00+00:00', status: 'CANCELLED', cancellationReason: 'krank' },
        },
      },
    ]);
    expect(sandbox.booking(uid)?.status).toBe('cancelled');
  });

  it('a move after the rows are set, with both uids and no cancellation', async () => {
    await sandbox.staffReschedule(uid, '2026-10-07T12:00:00.000Z');
    expect(received).toMatchObject([
      {
        statusThen: 'cancelled',
        webhook: {
          triggerEvent: 'BOOKING_RESCHEDULED',
          payload: {
            uid: sandbox.latest(uid)?.uid,
            rescheduleUid: uid,
            rescheduleId: 640,
            rescheduleStartTime: '2026-10-06T09:00:00Z',
          },
        },
      },
    ]);
  });

  it('a move that needs confirming as a request, and its end as what it is', async () => {
    sandbox.seedEventType({ id: 1, requiresConfirmation: true });
    const headers = { 'content-type': 'application/json', 'cal-api-version': '2024-08-13', authorization: 'Bearer cal_x' };
    const body = JSON.stringify({ start: '2026-10-07T12:00:00.000Z' });
    await fetch(`${sandbox.url}/v2/bookings/${uid}/reschedule`, { method: 'POST', headers, body });
    await sandbox.staffReject(sandbox.latest(uid)?.uid ?? '', 'nein');
    expect(received).toMatchObject([
      { webhook: { triggerEvent: 'BOOKING_REQUESTED', payload: { rescheduleUid: uid, status: 'PENDING' } } },
      { webhook: { triggerEvent: 'BOOKING_REJECTED', payload: { status: 'REJECTED', rejectionReason: 'nein' } } },
    ]);
  });

  it('a no-show by the booking’s uid and the attendee’s address, and the booking shows it', async () => {
    await sandbox.staffMarkAbsent(uid);
    await sandbox.staffMarkAbsent(uid, false);
    const payload = (noShow: boolean) => ({
      bookingUid: uid,
      bookingId: 640,
      attendees: [{ email: 'guest@example.com', noShow }],
    });
    expect(received).toMatchObject([
      { genuine: true, webhook: { triggerEvent: 'BOOKING_NO_SHOW_UPDATED', payload: payload(true) } },
      { genuine: true, webhook: { triggerEvent: 'BOOKING_NO_SHOW_UPDATED', payload: payload(false) } },
    ]);
    expect(Object.keys(received[0]?.webhook.payload ?? {}).sort()).toEqual(['attendees', 'bookingId', 'bookingUid', 'message']);
  });

  it('a new booking with the attendee’s number', async () => {
    await sandbox.staffCreate({ start: '2026-10-09T09:00:00.000Z', attendee: { name: 'B', phoneNumber: '+49301234567' } });
    expect(received).toMatchObject([
      { webhook: { triggerEvent: 'BOOKING_CREATED', payload: { attendees: [{ phoneNumber: '+49301234567' }] } } },
    ]);
  });

  it('once only, whatever the receiver answers, and the change stands', async () => {
    answerWith = 500;
    await sandbox.staffCancel(uid);
    receiver.closeAllConnections();
    receiver.close();
    await sandbox.staffCreate({ start: '2026-10-09T09:00:00.000Z' });
    expect(triggers()).toEqual(['BOOKING_CANCELLED']);
    expect(sandbox.deliveries().map(({ httpStatus }) => httpStatus)).toEqual([500, null]);
    expect(sandbox.booking(uid)?.status).toBe('cancelled');
  });

  it('once, though the receiver sends it elsewhere', async () => {
    answerWith = 307;
    await sandbox.staffCancel(uid);
    expect(triggers()).toEqual(['BOOKING_CANCELLED']);
    expect(sandbox.deliveries()).toMatchObject([{ httpStatus: 307 }]);
  });

  it('to a receiver that never answers for ten seconds, and the change stands', async () => {
    answerWith = undefined;
    const cancelled = sandbox.staffCancel(uid);
    await vi.waitFor(() => expect(triggers()).toEqual(['BOOKING_CANCELLED']));
    expect(sandbox.booking(uid)?.status).toBe('accepted');
    await clock.advance(10_000);
    await cancelled;
    expect(sandbox.deliveries()).toMatchObject([{ httpStatus: null }]);
    expect(sandbox.booking(uid)?.status).toBe('cancelled');
  });

  it('not at all, twice or late, on request', async () => {
    sandbox.fault({ match: { operation: 'webhook' }, kind: 'drop', times: 1 });
    sandbox.fault({ match: { operation: 'webhook' }, kind: 'double', times: 1 });
    sandbox.fault({ match: { operation: 'webhook' }, kind: 'delay', delayMs: 60_000, times: 1 });
    await sandbox.staffCreate({ start: '2026-10-09T09:00:00.000Z' });
    expect(triggers()).toEqual([]);
    await sandbox.staffReschedule(uid, '2026-10-07T12:00:00.000Z');
    expect(triggers()).toEqual(['BOOKING_RESCHEDULED', 'BOOKING_RESCHEDULED']);
    await sandbox.staffCancel(sandbox.latest(uid)?.uid ?? '');
    expect(triggers()).toHaveLength(2);
    await clock.advance(60_000);
    await vi.waitFor(() => expect(triggers()).toEqual(['BOOKING_RESCHEDULED', 'BOOKING_RESCHEDULED', 'BOOKING_CANCELLED']));
  });
});
