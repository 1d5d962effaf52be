// Event store or database stop in the middle of a call: it is answered within its deadline, what it hears is so, and what it heard is
// what is recorded.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { replayAnswers } from '../../src/audit/replay.ts';
import { secondInstance } from '../promises/second-instance.ts';
import { adminKey, createWorld, line, movableClock, uidFor, type World } from '../support/world.ts';

const replyBudgetMs = 2_000;
/** Generous: other tests run beside this one. */
const deadlineMs = 15_000;
/** Between two attempts to record what was heard. */
const longestPauseMs = 5_000;
let world: World;
let next = 0;
const startWorld = () => createWorld({ replyBudgetMs, gated: true, clock: movableClock(undefined, { wakes: true }) });
beforeAll(async () => {
  world = await startWorld();
}, 60_000);
afterEach(() => {
  world.gates?.eventStore.open();
  world.gates?.database.open();
  world.sandbox.clearFaults();
});
afterAll(() => world?.stop());

async function guest() {
  next += 1;
  const [id, number, day] = [`g${next}`, `+49151200000${String(next).padStart(2, '0')}`, '2026-12-04'];
  await world.customer(id, `Gast ${id}`, number);
  await world.appointment(id, id, `${day}T09:00:00.000Z`);
  await world.settle();
  return { id, number, day, stream: `appointment-salon.${id}`, callId: `away_${id}`, uid: uidFor(id) };
}
type Guest = Awaited<ReturnType<typeof guest>>;

const cancel = (one: Guest) =>
  world.call('cancel_appointment', { appointment_date: one.day }, { from: one.number, callId: one.callId });
const move = (one: Guest) =>
  world.call(
    'reschedule_appointment',
    { old_date: one.day, new_date: one.day, new_time: '15:00' },
    { from: one.number, callId: one.callId },
  );
/** Once Cal.com has been asked for this. */
const asked = (path: string) =>
  expect.poll(() => world.sandbox.requests().some(request => request.path.includes(path)), { interval: 5 }).toBe(true);
/** Time passes five times as fast until then: what a stopped server keeps waiting waits for a limit. */
async function hurried<T>(promise: Promise<T>, { clock }: World = world): Promise<T> {
  const passing = setInterval(() => clock.advance(200), 50);
  return promise.finally(() => clearInterval(passing));
}
async function within<T>(promise: Promise<T>, of: World = world): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('nothing was heard')), deadlineMs).unref();
  });
  return hurried(Promise.race([promise, late]), of);
}
/** Whoever has paused since an attempt that failed tries again. */
function openEventStore(): void {
  world.gates?.eventStore.open();
  world.clock.advance(longestPauseMs);
}
const answersOf = async (one: Guest) =>
  (await world.events(`call-${one.callId}`)).flatMap(event => (event.type === 'FunctionAnswered' ? [event.data.code] : []));

test('the event store stops while Cal.com cancels: the caller hears that it is recorded, and that is what is recorded', async () => {
  const one = await guest();
  world.sandbox.clearRequests();
  world.sandbox.fault({ match: { operation: 'cancel', uid: one.uid }, kind: 'delay', delayMs: 300, times: 1 });
  const heard = cancel(one);
  await asked('/cancel');
  world.gates?.eventStore.shut();
  expect(await within(heard)).toMatchObject({ status: 'pending', code: 'cancellation_pending', appointment_id: one.id });
  openEventStore();
  await expect.poll(() => answersOf(one)).toEqual(['cancellation_pending']);
  await expect
    .poll(() => world.types(one.stream))
    .toEqual(['AppointmentScheduled', 'AppointmentCancelled', 'CalendarBookingCancelled']);
  const [replayed] = await replayAnswers(world.rebook.store, `call-${one.callId}`);
  expect(replayed).toMatchObject({ recomputedCode: 'cancellation_pending', equal: true });
  await world.settle();
  // The call is linked to its customer, and the customer is notified of the settlement.
  expect(await world.sql(`select kind from notifications where appointment_id = '${one.id}'`)).toEqual([
    { kind: 'cancellation_confirmed' },
  ]);
});

/** What a caller hears whose move is about to be appended when the event store stops. */
async function movedAsTheStoreStops(one: Guest) {
  world.sandbox.clearRequests();
  world.sandbox.fault({ match: { operation: 'slots' }, kind: 'delay', delayMs: 300, times: 1 });
  const heard = move(one);
  await asked('/slots');
  world.gates?.eventStore.shut();
  return within(heard);
}

test('the event store stops while the decision is appended: the caller hears that it is recorded, and so it comes', async () => {
  const one = await guest();
  expect(await movedAsTheStoreStops(one)).toMatchObject({ status: 'pending', code: 'reschedule_pending', new_time: '15:00' });
  // A repeat in the meantime hears the same.
  expect(await within(move(one))).toMatchObject({ code: 'reschedule_pending' });
  openEventStore();
  await expect.poll(() => answersOf(one)).toEqual(['reschedule_pending']);
  await expect
    .poll(() => world.types(one.stream))
    .toEqual(['AppointmentScheduled', 'AppointmentRescheduled', 'CalendarBookingRescheduled']);
  const [replayed] = await replayAnswers(world.rebook.store, `call-${one.callId}`);
  expect(replayed).toMatchObject({ recomputedCode: 'reschedule_pending', equal: true });
});

/** Another process, which reaches the stores that the world's own does not. */
async function another(of: World) {
  const { gates } = of;
  if (!gates) throw new Error('the world has gates');
  const urls = { databaseUrl: gates.database.target, eventStoreUrl: gates.eventStore.target };
  return secondInstance(of, undefined, urls);
}
const notificationsOf = (of: World, callId: string) =>
  of.sql('select kind, code, customer_id, new_starts_at, state from notifications where call_id = $1', [callId]);

test('heard that it is recorded, and another change is faster: the customer is notified that it was not made', async () => {
  const one = await guest();
  const other = await another(world);
  expect(await movedAsTheStoreStops(one)).toMatchObject({ status: 'pending', code: 'reschedule_pending', new_time: '15:00' });
  const moved = await fetch(`${other.address}/v1/appointments/${one.id}/reschedule`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ company_id: 'salon', new_starts_at: '2026-12-04T16:00:00.000Z' }),
  });
  // Decided; Cal.com may take longer than this machine gives it.
  expect(await moved.json()).toMatchObject({ code: expect.stringMatching(/^rescheduled$|^reschedule_pending$/) });
  openEventStore();
  await expect.poll(() => answersOf(one)).toEqual(['reschedule_pending']);
  await other.stop();
  await world.settle();
  expect(await notificationsOf(world, one.callId)).toMatchObject([
    {
      ...{ kind: 'change_correction', code: 'promise_not_kept', customer_id: one.id, state: 'open' },
      new_starts_at: new Date('2026-12-04T14:00:00.000Z'),
    },
  ]);
  const [replayed] = await replayAnswers(world.rebook.store, `call-${one.callId}`);
  expect(replayed).toMatchObject({ equal: true });
  // Nobody hears once more that it is recorded.
  expect(await move(one)).not.toMatchObject({ status: 'pending' });
});

/** Here it matters who comes first, the process that answered or the one that looks for open requests: nobody is woken early. */
describe('without haste', () => {
  let usual: World;
  beforeAll(async () => {
    usual = world;
    world = await createWorld({ replyBudgetMs, gated: true });
  });
  afterAll(async () => {
    await world.stop();
    world = usual;
  });

  test('heard that it is recorded, and another process has closed it since: the customer is notified only where it does not stand', async () => {
    const one = await guest();
    const other = await another(world);
    expect(await movedAsTheStoreStops(one)).toMatchObject({ code: 'reschedule_pending' });
    const closings = async () => {
      world.clock.advance(40_000);
      const ledger = await other.store.read(`call-${one.callId}`);
      return ledger.flatMap(event => (event.type === 'RequestClosed' ? [event.data.code] : []));
    };
    await expect.poll(closings, { interval: 1_000 }).toEqual(['answer_unknown']);
    openEventStore();
    // What was in flight when the store stopped may arrive now, or be lost.
    const stands = async () => (await world.types(one.stream)).includes('AppointmentRescheduled');
    await expect.poll(async () => (await stands()) || (await closings()).includes('promise_not_kept')).toBe(true);
    // What was heard is recorded last.
    await expect.poll(() => answersOf(one)).toEqual(['reschedule_pending']);
    await other.stop();
    await world.settle();
    const notified = JSON.stringify(await notificationsOf(world, one.callId));
    expect(notified.includes('change_correction')).toBe(!(await stands()));
  });
});

test('the event store is stopped before anything is decided: the fault is answered, nothing is changed, and a repeat succeeds', async () => {
  const one = await guest();
  world.gates?.eventStore.shut();
  expect(await within(cancel(one))).toMatchObject({ status: 'unavailable', code: 'internal_fault' });
  openEventStore();
  expect(await world.types(one.stream)).toEqual(['AppointmentScheduled']);
  expect(await cancel(one)).toMatchObject({ status: 'cancelled' });
  expect(await answersOf(one)).toEqual(['cancelled']);
});

test('the database is stopped: the fault is answered in time, nothing is changed, and a repeat succeeds', async () => {
  const one = await guest();
  world.gates?.database.shut();
  expect(await within(cancel(one))).toMatchObject({ status: 'unavailable', code: 'internal_fault' });
  world.gates?.database.open();
  expect(await world.types(one.stream)).toEqual(['AppointmentScheduled']);
  expect(await cancel(one)).toMatchObject({ status: 'cancelled' });
});

test('staff hears of a change as a caller does: recorded, where the event store stops after the decision', async () => {
  const one = await guest();
  world.sandbox.clearRequests();
  world.sandbox.fault({ match: { operation: 'cancel', uid: one.uid }, kind: 'delay', delayMs: 300, times: 1 });
  const heard = world.api('POST', `/v1/appointments/${one.id}/cancel`, { company_id: 'salon' });
  await Promise.race([asked('/cancel'), heard]);
  world.gates?.eventStore.shut();
  const response = await within(heard);
  expect([response.status, await response.json()]).toMatchObject([200, { code: 'cancellation_pending' }]);
  openEventStore();
  await expect.poll(() => world.types(one.stream)).toContain('CalendarBookingCancelled');
});

const inbound = { event: 'call_inbound', call_inbound: { from_number: '+4915120000001', to_number: line } };

test('before a call, while the database is stopped: the agent hears in time what day it is', async () => {
  world.gates?.database.shut();
  const response = await within(world.post('/retell/webhook', inbound));
  expect([response.status, await response.json()]).toMatchObject([
    200,
    { call_inbound: { dynamic_variables: { weekday: 'Montag' } } },
  ]);
});

test('before a call on a line that cannot be looked up while the event store is stopped: a valid answer without variables', async () => {
  world.gates?.eventStore.shut();
  const unread = { ...inbound, call_inbound: { ...inbound.call_inbound, to_number: '+493099999999' } };
  const response = await within(world.post('/retell/webhook', unread));
  expect([response.status, await response.json()]).toEqual([200, { call_inbound: {} }]);
});

test('a call that ends while the event store is stopped: Retell hears in time that it is to say so again, and then it is recorded', async () => {
  const call = { ...world.callBody('none', {}, { callId: 'ends_late' }).call, end_timestamp: world.clock.now().getTime() };
  const ended = () => within(world.post('/retell/webhook', { event: 'call_ended', call }));
  world.gates?.eventStore.shut();
  expect((await ended()).status).toBe(500);
  openEventStore();
  await expect.poll(async () => (await ended()).status).toBe(204);
  expect(await world.types('call-ends_late')).toEqual(['CallStarted', 'CallEnded']);
});

test('heard that it is recorded, and the process ends before it is: the next start finds the request, and staff hear of it', async () => {
  const dying = await startWorld();
  const [number, day, callId] = ['+4915120000099', '2026-12-04', 'away_for_good'];
  await dying.customer('g99', 'Gast Neunundneunzig', number);
  await dying.appointment('g99', 'g99', `${day}T09:00:00.000Z`);
  await dying.settle();
  dying.sandbox.fault({ match: { operation: 'slots' }, kind: 'delay', delayMs: 300, times: 1 });
  const args = { old_date: day, new_date: day, new_time: '15:00' };
  const heard = dying.call('reschedule_appointment', args, { from: number, callId });
  await expect.poll(() => dying.sandbox.requests().some(({ path }) => path.includes('/slots')), { interval: 5 }).toBe(true);
  dying.gates?.eventStore.shut();
  expect(await within(heard, dying)).toMatchObject({ code: 'reschedule_pending' });
  // What was sent and not delivered is lost with it.
  await dying.gates?.eventStore.close();
  await hurried(dying.rebook.stop(), dying);
  const next = await another(dying);
  const ledger = async () => {
    dying.clock.advance(40_000);
    return (await next.store.read(`call-${callId}`)).map(({ type }) => type);
  };
  await expect.poll(ledger, { interval: 250 }).toEqual(['CallStarted', 'FunctionCalled', 'RequestClosed']);
  const entry = { kind: 'answer_unknown', customer_id: 'g99', state: 'open' };
  await expect.poll(() => notificationsOf(dying, callId)).toMatchObject([entry]);
  expect((await next.store.read('appointment-salon.g99')).map(({ type }) => type)).toEqual(['AppointmentScheduled']);
  await next.stop();
  await hurried(dying.stop(), dying);
}, 180_000);
