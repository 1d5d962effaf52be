// A webhook that only repeats a change of ours is stored nowhere; whatever says anything else goes the whole way.
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ArrivedWebhook, createEchoes, type Echoes, mostHeld } from '../../../src/calendar/sync/webhooks/echoes.ts';
import type { ReceivedWebhook } from '../../../src/calendar/sync/webhooks/process-webhook.ts';
import { receiveWebhooks } from '../support/webhooks.ts';
import { companyId, friday14, furtherAppointment, openWorld, uid, type World } from '../support/world.ts';

let world: World;
let inbox: Awaited<ReturnType<typeof receiveWebhooks>>;
let echoes: Echoes;
let stored: ArrivedWebhook[];
let storeFails: boolean;
let seen: number;
beforeEach(async () => {
  world = await openWorld({ further: 1 });
  inbox = await receiveWebhooks(world);
  [stored, storeFails, seen] = [[], false, 0];
  const { executor, hub, ownChanges } = inbox.process;
  echoes = createEchoes({
    ...{ executor, hub, ownChanges, clock: world.clock, log: pino({ level: 'silent' }) },
    async store(arrived) {
      if (storeFails) throw new Error('away');
      stored.push(arrived);
    },
    observe: () => {
      seen += 1;
    },
  });
});
afterEach(async () => {
  storeFails = false;
  await echoes.stop();
  await inbox.close();
  await world.close();
});

const takes = (webhook: ReceivedWebhook, company = companyId) =>
  echoes.takes({ companyId: company, digest: 'a', body: webhook.trigger, receivedAt: webhook.receivedAt }, webhook);

/** Our change has taken effect and is told of; Cal.com answers us so much later. */
async function toldOf(newStartsAt: string | undefined, answersAfterMs: number): Promise<ReceivedWebhook> {
  const operation = newStartsAt === undefined ? 'cancel' : 'reschedule';
  world.sandbox.fault({ match: { operation }, times: 1, kind: 'delay', afterEffect: true, delayMs: answersAfterMs });
  inbox.process.worker.handOver(await world.decide(newStartsAt, inbox.process.executor));
  return inbox.next();
}

const otherUid = furtherAppointment(1).uid;
type Other = (webhook: ReceivedWebhook) => ReceivedWebhook;
const told = (booking: Partial<ReceivedWebhook['booking']>, news?: ReceivedWebhook['news']): Other => {
  return webhook => ({ ...webhook, ...(news && { news }), booking: { ...webhook.booking, ...booking } });
};

const changes = { 'a cancellation': undefined, 'a move': friday14.startsAt };

describe.each(Object.entries(changes))('%s of ours', (_, newStartsAt) => {
  it('is not stored where it is told of before we have the answer', async () => {
    const webhook = await toldOf(newStartsAt, 100);
    expect(takes(webhook)).toBe(true);
    expect([stored, seen]).toEqual([[], 0]);
    await world.clock.pass(1_000);
    expect([stored, seen]).toEqual([[], 1]);
  });

  it('is not stored where it is told of later, nor where it is told of again', async () => {
    const webhook = await toldOf(newStartsAt, 100);
    await world.clock.pass(60_000);
    expect([takes(webhook), takes(webhook)]).toEqual([true, true]);
    expect([stored, seen]).toEqual([[], 2]);
  });

  it('goes the whole way where the answer takes longer', async () => {
    const webhook = await toldOf(newStartsAt, 4_000);
    expect(takes(webhook)).toBe(true);
    await world.clock.pass(300);
    expect([stored.map(({ body }) => body), seen]).toEqual([[webhook.trigger], 0]);
  });

  it('is stored at once by an instance that has not sent it', async () => {
    const webhook = await toldOf(newStartsAt, 100);
    const other = world.startProcess();
    const others = createEchoes({
      ...{ ...other, clock: world.clock, log: pino({ level: 'silent' }) },
      store: async () => undefined,
      observe: () => undefined,
    });
    expect(others.takes({ companyId, digest: 'a', body: '', receivedAt: webhook.receivedAt }, webhook)).toBe(false);
  });

  it('is stored where the process stops meanwhile', async () => {
    const webhook = await toldOf(newStartsAt, 100);
    expect(takes(webhook)).toBe(true);
    await echoes.stop();
    expect(stored).toHaveLength(1);
    expect(takes(webhook)).toBe(false);
  });

  it('is not lost where it cannot be stored: it is tried again', async () => {
    const webhook = await toldOf(newStartsAt, 4_500);
    storeFails = true;
    expect(takes(webhook)).toBe(true);
    await world.clock.pass(2_000);
    expect(stored).toEqual([]);
    storeFails = false;
    await world.clock.pass(1_500);
    expect(stored).toHaveLength(1);
  });
});

it('a cancellation of ours is not stored where its booking says from where it was moved before', async () => {
  const webhook = await toldOf(undefined, 100);
  expect(takes(told({ movedFrom: { uid: otherUid, numericId: null } })(webhook))).toBe(true);
  await world.clock.pass(1_000);
  expect([stored, seen]).toEqual([[], 1]);
});

describe('what says anything else than a change of ours that is pending goes the whole way', () => {
  const ofCancellation: Record<string, Other> = {
    'the end of another booking': told({ uid: otherUid }),
    'the end of a booking that was made from ours': told({ uid: otherUid, movedFrom: { uid, numericId: null } }),
    'an end after which the host asks for another time': told({ newTimeRequested: true }),
    'a refusal by the host': told({}, 'rejected'),
    'a booking that was made': told({}, 'booked'),
    'a move of the booking we cancel': told({ uid: otherUid, movedFrom: { uid, numericId: null } }, 'moved'),
  };
  it.each(Object.entries(ofCancellation))('%s', async (_, other) => {
    const webhook = await toldOf(undefined, 100);
    expect(takes(other(webhook))).toBe(false);
  });

  const ofMove: Record<string, Other> = {
    'a move to another time': told({ startsAt: '2026-10-09T13:00:00.000Z' }),
    'a move from another booking': told({ movedFrom: { uid: otherUid, numericId: null } }),
    'a move that does not say from where': told({ movedFrom: null }),
    'a move that awaits the host': told({}, 'requested'),
    'the end of the booking we move, by staff': told({ uid, movedFrom: null }, 'cancelled'),
  };
  it.each(Object.entries(ofMove))('%s', async (_, other) => {
    const webhook = await toldOf(friday14.startsAt, 100);
    expect(takes(other(webhook))).toBe(false);
  });

  it('the same of another company', async () => {
    expect(takes(await toldOf(undefined, 100), 'another')).toBe(false);
  });

  it('what comes after our change was taken back', async () => {
    world.sandbox.fault({ match: { operation: 'cancel' }, times: 1, kind: 'status', status: 400, message: 'No.' });
    inbox.process.worker.handOver(await world.decide(undefined, inbox.process.executor));
    await world.clock.until(() => world.typesAfterDecision().includes('AppointmentCancellationReverted'));
    await world.sandbox.staffCancel(uid);
    expect(takes(await inbox.next())).toBe(false);
  });
});

describe('a webhook with the content of our change, which comes to something else,', () => {
  it('leads to another booking: it is held, and stored then', async () => {
    const webhook = await toldOf(friday14.startsAt, 100);
    expect(takes(told({ uid: otherUid })(webhook))).toBe(true);
    await world.clock.pass(1_000);
    expect([stored.length, seen]).toEqual([1, 0]);
  });

  it('tells of another end: it is held, and stored then', async () => {
    const webhook = await toldOf(friday14.startsAt, 100);
    expect(takes(told({ endsAt: '2026-10-09T14:30:00.000Z' })(webhook))).toBe(true);
    await world.clock.pass(1_000);
    expect([stored.length, seen]).toEqual([1, 0]);
  });
});

it('only so many are held, and more are stored as they come', async () => {
  const webhook = await toldOf(undefined, 4_000);
  for (let count = 0; count < mostHeld; count += 1) expect(takes(webhook)).toBe(true);
  expect(takes(webhook)).toBe(false);
  await world.clock.pass(300);
  expect(stored).toHaveLength(mostHeld);
});
