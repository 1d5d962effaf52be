// A Cal.com of our own on loopback: keeps bookings, answers like API v2, sends webhooks, and fails on request.
import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import type { Logger } from 'pino';
import { addApiRoutes } from './api/api-routes.ts';
import type { RecordedRequest } from './api/front.ts';
import { createThrottle, type RateLimit } from './api/rate-limit.ts';
import { amend, judge, markAbsent } from './changes/by-staff.ts';
import { cancel } from './changes/cancel.ts';
import { create } from './changes/create.ts';
import { reschedule } from './changes/reschedule.ts';
import type { World } from './changes/world.ts';
import { type Clock, systemClock } from './clock.ts';
import type { SandboxControl, WebhookConnection } from './control.ts';
import { addControlRoutes } from './control-routes.ts';
import { createFaultBox } from './faults.ts';
import { millisecondsOf } from './instant.ts';
import { isLive } from './model.ts';
import { openStore } from './store.ts';
import { createWebhookSender } from './webhook-sender.ts';

export type { SandboxControl } from './control.ts';
export type { Fault } from './faults.ts';
export type { SeedBooking } from './model.ts';

export type CalcomSandboxOptions = {
  /** Default: the machine's. */
  clock?: Clock;
  log: Logger;
  /** Default loopback. */
  host?: string;
  /** Default: any free one. */
  port?: number;
  /** Keeps the bookings over a restart; left out, they end with the process. */
  dataFile?: string;
  /** Default: every key that begins with `cal_` is good. */
  apiKeys?: readonly string[];
  webhook?: WebhookConnection;
  /** Requests a minute and key, default 120. */
  rateLimit?: RateLimit;
};

export interface CalcomSandbox extends SandboxControl {
  readonly url: string;
  /** Refuses connections until `comeBack`, on the same port; the bookings stay. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

const accountOfKey = (apiKey: string) => createHash('sha256').update(apiKey).digest('hex').slice(0, 16);

/**
 * Starts a sandbox, so that a program that talks to Cal.com can be tried without an account, and without a network that fails
 * when it likes. Its handles set bookings up, act as staff, and make calls fail.
 *
 *     const sandbox = await startCalcomSandbox({ log });
 *     const { uid } = sandbox.seed({ start: '2050-05-06T09:00:00Z' });
 *     await fetch(`${sandbox.url}/v2/bookings/${uid}`, …);
 */
export async function startCalcomSandbox(options: CalcomSandboxOptions): Promise<CalcomSandbox> {
  const { clock = systemClock, log, host = '127.0.0.1', apiKeys } = options;
  const store = openStore(options.dataFile);
  const faults = createFaultBox();
  const throttle = createThrottle(clock, options.rateLimit ?? 120);
  const requests: RecordedRequest[] = [];
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  let webhook = options.webhook;

  // Only digests of keys reach the data file; the keys themselves are known from the options and from use.
  const keys = new Map((apiKeys ?? []).map(key => [accountOfKey(key), key]));
  const [firstKey = 'cal_sandbox'] = apiKeys ?? [];
  const turnedAway = new Set<string>();
  function accountOf(apiKey: string): string | undefined {
    if (turnedAway.has(apiKey)) return undefined;
    if (apiKeys ? !apiKeys.includes(apiKey) : !/^cal_\S+$/.test(apiKey)) return undefined;
    const account = accountOfKey(apiKey);
    keys.set(account, apiKey);
    return account;
  }
  const seedAccount = (apiKey = firstKey) => accountOf(apiKey) ?? accountOfKey(apiKey);

  const webhooks = createWebhookSender({
    clock,
    log,
    faults,
    stopped: stopping.signal,
    targetOf: account => {
      const key = keys.get(account) ?? 'cal_sandbox';
      const url = webhook?.urlOf(key);
      return webhook && url ? { url, secret: webhook.secretOf(key) } : undefined;
    },
  });
  const world: World = { store, clock, webhooks };

  const control: SandboxControl = {
    seed: seed => {
      const booking = store.draft(seedAccount(seed.apiKey), seed, clock.now());
      store.save(booking);
      return booking;
    },
    seedEventType: eventType => store.addEventType(seedAccount(eventType.apiKey), eventType),
    booking: store.booking,
    bookings: () => [...store.bookings()],
    latest: uid => {
      let booking = store.booking(uid);
      while (booking?.rescheduledToUid) booking = store.booking(booking.rescheduledToUid);
      return booking && isLive(booking) ? booking : undefined;
    },
    requests: () => requests,
    clearRequests: () => {
      requests.length = 0;
    },
    deliveries: webhooks.deliveries,
    fault: faults.add,
    clearFaults: faults.clear,
    setRateLimit: throttle.setLimit,
    setKeyTaken: (apiKey, taken) => {
      if (taken) turnedAway.delete(apiKey);
      else turnedAway.add(apiKey);
    },
    staffCancel: (uid, reason, seatUid) =>
      cancel(world, uid, {
        byStaff: true,
        ...(reason === undefined ? {} : { reason }),
        ...(seatUid === undefined ? {} : { seatUid }),
      }),
    staffReschedule: (uid, start, reason) =>
      reschedule(world, uid, {
        start: new Date(typeof start === 'string' ? millisecondsOf(start) : start).toISOString(),
        byStaff: true,
        ...(reason === undefined ? {} : { reason }),
      }),
    staffCreate: seed => create(world, seedAccount(seed.apiKey), seed, true),
    staffReject: (uid, reason) => judge(world, uid, 'rejected', reason),
    staffConfirm: uid => judge(world, uid, 'accepted'),
    staffRequestReschedule: (uid, reason = 'please choose another time') =>
      cancel(world, uid, { byStaff: true, reason, requestReschedule: true }),
    attendeeRebooks: (uid, start, trigger = 'BOOKING_RESCHEDULED') =>
      reschedule(world, uid, { start, byAttendee: true, trigger }),
    staffAmend: (uid, to) => amend(world, uid, to),
    staffMarkAbsent: (uid, absent = true) => markAbsent(world, uid, absent),
    connectWebhooks: connection => {
      webhook = connection;
    },
  };

  const app = fastify({ logger: false, forceCloseConnections: true });
  addApiRoutes(app, { world, faults, throttle, requests, accountOf, stopped: stopping.signal });
  addControlRoutes(app, control);
  await app.ready();

  // The bare server and not app.listen: an outage closes the port and opens the same one again.
  function listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      app.server.once('error', reject);
      app.server.listen(port, host, () => {
        app.server.off('error', reject);
        resolve(portOf(app.server.address()));
      });
    });
  }
  function unlisten(): Promise<void> {
    return new Promise(resolve => {
      app.server.close(() => resolve());
      app.server.closeAllConnections();
    });
  }
  const port = await listen(options.port ?? 0);

  return {
    ...control,
    url: `http://${host}:${port}`,
    goDown: unlisten,
    comeBack: async () => {
      await listen(port);
    },
    stop: async () => {
      stopping.abort();
      if (app.server.listening) await unlisten();
      await app.close();
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}
