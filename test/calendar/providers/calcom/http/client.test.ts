// The client against the sandbox: every way a call can end, over real sockets and on a clock the test moves.
import { createServer } from 'node:http';
import { type CalcomSandbox, startCalcomSandbox } from '@rebook/calcom-sandbox';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type CalcomClient,
  type CalcomObservation,
  createCalcomClient,
} from '../../../../../src/calendar/providers/calcom/http/client.ts';
import { createRequestLimiter } from '../../../../../src/calendar/providers/calcom/limits/request-limiter.ts';
import { createManualClock, type ManualClock } from '../../../../support/manual-clock.ts';

const apiKey = 'cal_test_key';
const uid = 'bT1LntHUU8qdQNMMFpWFPm';
const move = { start: '2026-10-07T12:00:00.000Z', reschedulingReason: 'Vom Kunden verschoben' };
const reason = { cancellationReason: 'Vom Kunden storniert' };

let clock: ManualClock;
let sandbox: CalcomSandbox;
let client: CalcomClient;
let observed: CalcomObservation[];
let logged: string;

function clientAt(baseUrl: string, more: Partial<Parameters<typeof createCalcomClient>[0]> = {}) {
  const log = pino(
    { level: 'trace' },
    {
      write: line => {
        logged += line;
      },
    },
  );
  return createCalcomClient({ baseUrl, apiKey, clock, log, account: 'test', observe: event => observed.push(event), ...more });
}

beforeEach(async () => {
  clock = createManualClock('2026-10-05T08:00:00.000Z');
  observed = [];
  logged = '';
  sandbox = await startCalcomSandbox({ clock, log: pino({ level: 'silent' }), apiKeys: [apiKey] });
  sandbox.seed({
    uid,
    start: '2026-10-06T09:00:00.000Z',
    minutes: 30,
    attendee: { name: 'Hansi Hinterseher' },
    metadata: { rebookAppointmentId: '640' },
  });
  client = clientAt(sandbox.url);
});
afterEach(() => sandbox.stop());

describe('what is sent', () => {
  it('carries the version of its own endpoint', async () => {
    await client.reschedule(uid, move);
    await client.getBooking(uid);
    await client.listBookings({ take: 5 });
    await client.slots({ eventTypeId: 1, start: '2026-10-07', end: '2026-10-08', timeZone: 'Europe/Berlin' });
    await client.createBooking({
      start: '2026-10-08T08:00:00.000Z',
      eventTypeId: 1,
      attendee: { name: 'A', timeZone: 'Europe/Berlin' },
    });
    await client.cancel(sandbox.latest(uid)?.uid ?? '', reason);
    expect(sandbox.requests().map(({ operation, version, httpStatus }) => [operation, version, httpStatus])).toEqual([
      ['reschedule', '2024-08-13', 201],
      ['get', '2024-08-13', 200],
      ['list', '2024-08-13', 200],
      ['slots', '2024-09-04', 200],
      ['create', '2024-08-13', 201],
      ['cancel', '2024-08-13', 200],
    ]);
  });

  it('has a version that can be set for one endpoint alone', async () => {
    await clientAt(sandbox.url, { versions: { get: '2026-02-25' } }).getBooking(uid);
    await clientAt(sandbox.url, { versions: { get: '2026-02-25' } }).cancel(uid, reason);
    expect(sandbox.requests().map(({ version }) => version)).toEqual(['2026-02-25', '2024-08-13']);
  });

  it('holds nothing Cal.com would refuse: start and reason, or start and seat', async () => {
    await client.reschedule(uid, move);
    await client.reschedule(uid, { ...move, seatUid: 'seat' });
    expect(sandbox.requests().map(({ body }) => body)).toEqual([move, { start: move.start, seatUid: 'seat' }]);
  });

  it.each(['', '..', '../me', 'a/b', 'a?b', 'ü', 'x'.repeat(200)])('never puts "%s" into a path', async bad => {
    expect(await client.cancel(bad, reason)).toMatchObject({ kind: 'refused', code: 'invalid_uid' });
    expect(sandbox.requests()).toEqual([]);
  });
});

describe('what comes back', () => {
  it('is the new booking after a move, and the old one pointing to it', async () => {
    const moved = await client.reschedule(uid, move);
    expect(moved).toMatchObject({
      kind: 'ok',
      httpStatus: 201,
      data: { rescheduledFromUid: uid, start: move.start, status: 'accepted' },
    });
    const successor = moved.kind === 'ok' ? moved.data.uid : '';
    expect(successor).toMatch(/^\w{22}$/);
    expect(await client.getBooking(uid)).toMatchObject({
      data: { kind: 'single', booking: { status: 'cancelled', rescheduledToUid: successor } },
    });
    expect(await client.reschedule(uid, move)).toMatchObject({
      kind: 'refused',
      code: 'already_rescheduled',
      successorUid: successor,
    });
    expect(await client.cancel(uid, reason)).toMatchObject({ kind: 'refused', code: 'already_cancelled' });
  });

  it('is the booking, cancelled, after a cancellation', async () => {
    expect(await client.cancel(uid, reason)).toMatchObject({
      kind: 'ok',
      httpStatus: 200,
      data: { kind: 'single', booking: { uid, status: 'cancelled', cancellationReason: reason.cancellationReason } },
    });
  });

  it('is a refusal with our code', async () => {
    expect(await client.getBooking('unknown')).toMatchObject({ kind: 'refused', code: 'not_found', httpStatus: 404 });
    expect(await client.reschedule(uid, { start: '2026-10-05T07:00:00.000Z' })).toMatchObject({ code: 'in_the_past' });
    expect(await clientAt(sandbox.url, { apiKey: 'cal_wrong' }).cancel(uid, reason)).toMatchObject({ code: 'unauthorized' });
    expect(await clientAt(sandbox.url, { versions: { reschedule: '2024-04-15' } }).reschedule(uid, move)).toMatchObject({
      code: 'unknown_endpoint',
    });
  });

  it.each([500, 502, 503, 504, 408])('is a fault of the server for %d, though it may have taken effect', async status => {
    sandbox.fault({ match: { operation: 'cancel' }, kind: 'status', status, afterEffect: true });
    expect(await client.cancel(uid, reason)).toEqual({ kind: 'server_error', httpStatus: status });
    expect(sandbox.booking(uid)?.status).toBe('cancelled');
  });

  it('is a conflict for 409', async () => {
    sandbox.fault({ match: { operation: 'reschedule' }, kind: 'status', status: 409 });
    expect(await client.reschedule(uid, move)).toMatchObject({ kind: 'refused', code: 'conflict', httpStatus: 409 });
  });

  it('is unreadable where a 2xx holds no booking', async () => {
    sandbox.fault({ match: { operation: 'reschedule' }, kind: 'unusable_body' });
    expect(await client.reschedule(uid, move)).toEqual({ kind: 'unreadable', httpStatus: 201 });
    expect(sandbox.booking(uid)?.rescheduledToUid).not.toBeNull();
  });

  it('is unreadable, and followed nowhere, where something redirects', async () => {
    const redirecting = createServer((_request, response) =>
      response.writeHead(307, { location: `${sandbox.url}/v2/bookings/${uid}/cancel` }).end(),
    );
    await new Promise<void>(resolve => redirecting.listen(0, '127.0.0.1', resolve));
    const address = redirecting.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    expect(await clientAt(`http://127.0.0.1:${port}`).cancel(uid, reason)).toEqual({ kind: 'unreadable', httpStatus: 307 });
    expect(sandbox.requests()).toEqual([]);
    redirecting.closeAllConnections();
    redirecting.close();
  });

  it('is "rate limited" until the reset, and the limiter then sends nothing', async () => {
    sandbox.setRateLimit(1);
    await client.getBooking(uid);
    sandbox.setRateLimit(1);
    const other = clientAt(sandbox.url);
    await other.getBooking(uid);
    expect(await client.getBooking(uid)).toEqual({
      kind: 'rate_limited',
      retryAt: new Date('2026-10-05T08:01:00.000Z'),
      nothingSent: true,
    });
    expect(await clientAt(sandbox.url).getBooking(uid)).toEqual({
      kind: 'rate_limited',
      retryAt: new Date('2026-10-05T08:01:00.000Z'),
      nothingSent: false,
      stoppedAtTheDoor: true,
    });
    await clock.advance(60_000);
    expect(await client.getBooking(uid)).toMatchObject({ kind: 'ok' });
  });
});

describe('when Cal.com does not answer', () => {
  it('nothing can have happened where no connection came about', async () => {
    await sandbox.goDown();
    expect(await client.cancel(uid, reason)).toEqual({ kind: 'unreachable', code: 'ECONNREFUSED' });
    await sandbox.comeBack();
    expect(await client.cancel(uid, reason)).toMatchObject({ kind: 'ok' });
  });

  it('a name nobody knows is unreachable too', async () => {
    expect(await clientAt('http://calcom.invalid').cancel(uid, reason)).toMatchObject({ kind: 'unreachable' });
  });

  it.each([
    ['lost_answer', 'cancelled'],
    ['reset', 'accepted'],
  ] as const)('a connection lost after sending leaves it open (%s)', async (kind, status) => {
    sandbox.fault({ match: { operation: 'cancel' }, kind });
    expect(await client.cancel(uid, reason)).toEqual({ kind: 'connection_lost' });
    expect(sandbox.booking(uid)?.status).toBe(status);
  });

  it('it is given up after its time, and may take effect later', async () => {
    sandbox.fault({ match: { operation: 'cancel' }, kind: 'delay', delayMs: 8_000 });
    const outcome = client.cancel(uid, reason);
    await expect.poll(() => [sandbox.requests().length, clock.sleepers()]).toEqual([1, 2]);
    await clock.advance(5_000);
    expect(await outcome).toEqual({ kind: 'timeout', nothingSent: false });
    expect(sandbox.booking(uid)?.status).toBe('accepted');
    await clock.advance(3_000);
    await expect.poll(() => sandbox.booking(uid)?.status).toBe('cancelled');
  });

  it('who asks for free times and waits less than usual has not seen that it does not answer', async () => {
    sandbox.fault({ match: { operation: 'slots' }, kind: 'delay', delayMs: 60_000 });
    const ask = async (timeoutMs: number) => {
      const before = sandbox.requests().length;
      const query = { eventTypeId: 1, start: '2026-10-07', end: '2026-10-08', timeZone: 'Europe/Berlin' };
      const outcome = client.slots(query, { timeoutMs });
      await expect.poll(() => sandbox.requests().length).toBe(before + 1);
      await clock.advance(timeoutMs);
      expect(await outcome).toMatchObject({ kind: 'timeout' });
    };
    for (let time = 0; time < 6; time += 1) await ask(2_000);
    expect(client.circuit.state()).toBe('closed');
    for (let time = 0; time < 5; time += 1) await ask(5_000);
    expect(client.circuit.state()).toBe('open');
  });

  it('the background waits longer', async () => {
    sandbox.fault({ match: { operation: 'cancel' }, kind: 'delay', delayMs: 8_000 });
    const outcome = client.cancel(uid, reason, { priority: 'background' });
    await expect.poll(() => [sandbox.requests().length, clock.sleepers()]).toEqual([1, 2]);
    await clock.advance(8_000);
    expect(await outcome).toMatchObject({ kind: 'ok' });
  });

  it('an answer that comes late is taken for what was so when it was asked for', async () => {
    const sentTimes: (Date | undefined)[] = [];
    const limiter = { ...createRequestLimiter({ clock }), settle: (answer?: { sentAt: Date }) => sentTimes.push(answer?.sentAt) };
    sandbox.fault({ match: { operation: 'cancel' }, kind: 'delay', delayMs: 8_000 });
    const sentAt = new Date(clock.now().getTime() + 2_000);
    const onSend = () => clock.advance(2_000);
    const outcome = clientAt(sandbox.url, { limiter }).cancel(uid, reason, { priority: 'background', onSend });
    await expect.poll(() => [sandbox.requests().length, clock.sleepers()]).toEqual([1, 2]);
    await clock.advance(8_000);
    await outcome;
    expect(sentTimes).toEqual([sentAt]);
  });

  it('it can be given up from outside, which says nothing about Cal.com', async () => {
    sandbox.fault({ match: { operation: 'cancel' }, kind: 'delay', delayMs: 8_000 });
    for (let index = 0; index < 6; index += 1) {
      const giveUp = new AbortController();
      const outcome = client.cancel(uid, reason, { signal: giveUp.signal });
      await expect.poll(() => sandbox.requests().length).toBe(index + 1);
      giveUp.abort();
      expect(await outcome).toEqual({ kind: 'timeout', nothingSent: false });
    }
    expect(client.circuit.state()).toBe('closed');
  });
});

describe('the circuit of an account', () => {
  const fail = async (times: number) => {
    for (let index = 0; index < times; index += 1) await client.cancel('some-other', reason);
  };

  it('opens after five real failures, sends nothing for a minute, and closes after two successes', async () => {
    await sandbox.goDown();
    await fail(5);
    await sandbox.comeBack();
    expect(client.circuit.state()).toBe('open');
    expect(await client.cancel(uid, reason)).toEqual({ kind: 'circuit_open', until: new Date('2026-10-05T08:01:00.000Z') });
    expect(sandbox.requests()).toEqual([]);
    await clock.advance(60_000);
    expect(await client.reschedule(uid, move)).toMatchObject({ kind: 'ok' });
    expect(client.circuit.state()).toBe('half_open');
    await client.listBookings({});
    expect(client.circuit.state()).toBe('closed');
    expect(observed.flatMap(event => (event.type === 'circuit' ? [event.state] : []))).toEqual(['open', 'half_open', 'closed']);
  });

  it.each(['reset', 'status'] as const)('counts %s as a failure', async kind => {
    sandbox.fault({ match: { operation: 'cancel' }, kind });
    await fail(5);
    expect(client.circuit.state()).toBe('open');
  });

  it('counts no 4xx and no 429', async () => {
    await fail(6);
    sandbox.setRateLimit(1);
    await fail(6);
    expect(client.circuit.state()).toBe('closed');
  });

  it('lets a look through while it is open, which neither opens nor closes it', async () => {
    sandbox.fault({ match: { operation: 'cancel' }, kind: 'status', status: 503 });
    await fail(5);
    expect(await client.getBooking(uid)).toMatchObject({ kind: 'ok' });
    expect(await client.listBookings({}, { look: true })).toMatchObject({ kind: 'ok' });
    expect(await client.listBookings({})).toMatchObject({ kind: 'circuit_open' });
    expect(client.circuit.state()).toBe('open');
    await clock.advance(60_000);
    for (let index = 0; index < 3; index += 1) {
      await client.getBooking(uid);
      await client.listBookings({}, { look: true });
    }
    expect(client.circuit.state()).toBe('half_open');
  });

  it('stays closed however many looks fail', async () => {
    sandbox.fault({ match: { operation: 'get' }, kind: 'status', status: 500 });
    for (let index = 0; index < 6; index += 1) await client.getBooking(uid);
    expect(client.circuit.state()).toBe('closed');
  });
});

describe('onSend', () => {
  it('is awaited before the first byte leaves', async () => {
    const seen: number[] = [];
    const onSend = async () => {
      await Promise.resolve();
      seen.push(sandbox.requests().length);
    };
    await client.cancel(uid, reason, { onSend });
    expect([seen, sandbox.requests().length]).toEqual([[0], 1]);
  });

  it('is not called when the circuit is open or the limiter holds the call back', async () => {
    let called = 0;
    const onSend = async () => {
      called += 1;
    };
    sandbox.setRateLimit(1);
    await client.cancel('some-other', reason);
    expect(await client.cancel(uid, reason, { onSend })).toMatchObject({ kind: 'rate_limited', nothingSent: true });
    await sandbox.goDown();
    const other = clientAt(sandbox.url);
    for (let index = 0; index < 5; index += 1) await other.cancel(uid, reason);
    expect(await other.cancel(uid, reason, { onSend })).toMatchObject({ kind: 'circuit_open' });
    expect(called).toBe(0);
  });

  it('stops the call by throwing, and nothing is sent', async () => {
    const onSend = () => Promise.reject(new Error('cannot be recorded'));
    await expect(client.cancel(uid, reason, { onSend })).rejects.toThrow('cannot be recorded');
    expect(sandbox.requests()).toEqual([]);
  });
});

describe('what is recorded about calls', () => {
  it('names operation and outcome, and nothing personal or secret', async () => {
    await client.cancel(uid, reason);
    await client.cancel(uid, reason);
    expect(observed).toMatchObject([
      { type: 'call', account: 'test', operation: 'cancel', outcome: 'ok', httpStatus: 200 },
      { type: 'call', account: 'test', operation: 'cancel', outcome: 'refused', code: 'already_cancelled', httpStatus: 400 },
    ]);
    const written = logged + JSON.stringify(observed);
    expect(logged).toContain('already_cancelled');
    for (const secret of [apiKey, 'Hinterseher', reason.cancellationReason, "Can't cancel"])
      expect(written).not.toContain(secret);
  });
});
