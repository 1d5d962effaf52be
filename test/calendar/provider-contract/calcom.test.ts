// Cal.com, by its sandbox, keeps what every calendar must.

import { startCalcomSandbox } from '@rebook/calcom-sandbox';
import pino from 'pino';
import { createCalcomAccounts } from '../../../src/calendar/providers/calcom/accounts.ts';
import { createCalcomProvider } from '../../../src/calendar/providers/calcom/calcom-provider.ts';
import { signCalcomWebhook } from '../../../src/calendar/providers/calcom/signature.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { keepsBookings, type OpenedWithBookings } from './bookings-contract.ts';
import { keepsTheContract } from './contract.ts';
import { anothers, appointment, mine, now } from './day.ts';

const apiKey = 'cal_test_key';
const uids = { mine: 'bT1LntHUU8qdQNMMFpWFPm', anothers: 'cU2MouIVV9reRONNGqXGQn' };

async function openCalcom(): Promise<OpenedWithBookings> {
  const clock = createManualClock(now);
  const log = pino({ level: 'silent' });
  const sandbox = await startCalcomSandbox({ clock, log, apiKeys: [apiKey], rateLimit: 'unlimited' });
  for (const [whose, uid] of [
    [mine, uids.mine],
    [anothers, uids.anothers],
  ] as const)
    sandbox.seed({ uid, id: Number(whose.id), start: whose.startsAt, end: whose.endsAt, attendee: { name: 'Hansi' } });
  const accounts = createCalcomAccounts({ apiKeyOf: () => apiKey, baseUrl: sandbox.url, clock, log });
  const reference = (uid: string) => ({ uid, calendarServiceId: 1 });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= sandbox.stop();
    return stopped;
  };
  return {
    calendar: createCalcomProvider(accounts),
    states: { mine: appointment(mine, reference(uids.mine)), anothers: appointment(anothers, reference(uids.anothers)) },
    uids,
    numericId: Number(mine.id),
    staffMoves: (uid, startsAt) => sandbox.staffReschedule(uid, startsAt),
    staffCancels: uid => sandbox.staffCancel(uid, 'krank'),
    disconnect: stop,
    cancellationOf(uid) {
      const { startsAt: startTime, endsAt: endTime } = mine;
      const body = { triggerEvent: 'BOOKING_CANCELLED', createdAt: now, payload: { uid, startTime, endTime } };
      const rawBody = Buffer.from(JSON.stringify(body));
      return { rawBody, signature: signCalcomWebhook(rawBody, 'secret'), secret: 'secret' };
    },
    close: stop,
  };
}

keepsTheContract('Cal.com', openCalcom);
keepsBookings('Cal.com', openCalcom);
