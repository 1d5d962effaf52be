// What is heard is what is recorded: also where the record comes too late, comes twice, or another instance was faster.
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createAnswering, type Working } from '../../src/calls/answer-once.ts';
import { awaitOutcome } from '../../src/calls/await-outcome.ts';
import type { Change } from '../../src/calls/change.ts';
import { deadlineIn } from '../../src/calls/deadline.ts';
import type { CallsDependencies } from '../../src/calls/dependencies.ts';
import type { LedgerRequest } from '../../src/calls/ledger/ledger.ts';
import { decidedAs } from '../../src/calls/ledger/progress.ts';
import { resultOf } from '../../src/calls/result.ts';
import { appointment } from '../../src/domain/appointment/appointment.ts';
import { systemClock } from '../../src/domain/clock.ts';
import type { Recorded } from '../../src/domain/event-catalogue.ts';
import { appointmentStream, callStream, requestKeyOf } from '../../src/domain/ids.ts';
import { createExecutor } from '../../src/platform/eventstore/execute.ts';
import type { EventStore } from '../../src/platform/eventstore/store.ts';
import { createMemoryStore } from '../calendar/support/memory-store.ts';
import { scheduled, startsAt } from '../support/appointment.ts';

const log = pino({ level: 'silent' });
const context = { correlationId: 'c1', companyId: 'salon', actor: { kind: 'caller', id: 'c1' }, channel: 'phone' } as const;
const asked: LedgerRequest = {
  stream: callStream('c1'),
  requestKey: requestKeyOf('c1', 'cancel_appointment', {}),
  function: 'cancel_appointment',
  arguments: {},
  context,
  started: undefined,
};

const handler = (method: string): never => {
  throw new Error(`${method} is not asked here`);
};
const nothing = new Proxy({}, { get: (_, name) => () => handler(String(name)) });

/** Nobody answers it, ever; and somebody, at any time. */
const neverAnswered = { number: '+493087654321', hours: {} };
const alwaysAnswered = { number: '+493087654321' };

async function setUp(handover: { number: string; hours?: object } = neverAnswered) {
  const memory = createMemoryStore(systemClock);
  /** Resolves once appends of answers may be acknowledged. */
  let acknowledged: Promise<void> = Promise.resolve();
  let acknowledge: () => void = () => undefined;
  const slow: EventStore = {
    ...memory,
    async append(stream, events, expected) {
      const result = await memory.append(stream, events, expected);
      if (events.some(({ type }) => type === 'FunctionAnswered')) await acknowledged;
      return result;
    },
  };
  const instance = (store: EventStore) => {
    const deps: CallsDependencies = {
      executor: createExecutor(store, systemClock),
      queries: nothing as CallsDependencies['queries'],
      repeatedDeliveries: nothing as CallsDependencies['repeatedDeliveries'],
      lockout: nothing as CallsDependencies['lockout'],
      circuitOf: () => 'closed',
      calendarOf: () => nothing as ReturnType<CallsDependencies['calendarOf']>,
      handOver: () => undefined,
      turnFor: () => ({ go: () => undefined, drop: () => undefined }),
      outcomeOf: async () => undefined,
      caughtUp: async () => true,
      history: store.read,
      replyBudgetMs: 1_000,
      clock: systemClock,
      log,
      admission: { enter: async () => ({ leave: () => undefined }) },
      stage: (_, work) => work(),
      requestsInFlight: { began: () => undefined, ended: () => undefined },
    };
    return { serving: createAnswering(deps), executor: deps.executor };
  };
  const first = instance(slow);
  const second = instance(memory);
  await first.executor.execute({
    aggregate: (await import('../../src/domain/company/company.ts')).company,
    stream: 'company-salon',
    commandId: '5f0c7c0e-6a6b-4d2b-9a64-1d6f0d3b7c12',
    context: { ...context, actor: { kind: 'staff', id: 'test' } },
    decide: () => ({
      kind: 'accepted',
      events: [
        {
          type: 'CompanyRegistered',
          data: {
            companyId: 'salon',
            name: 'Salon',
            language: 'de',
            timeZone: 'Europe/Berlin',
            currency: 'EUR',
            handover,
          },
        },
      ],
    }),
  });
  const answered = () =>
    memory
      .all()
      .filter((event): event is Extract<Recorded, { type: 'FunctionAnswered' }> => event.type === 'FunctionAnswered')
      .map(({ data }) => [data.code, data.beside ?? false]);
  const promised = () => memory.all().filter(({ type }) => type === 'CallbackPromised').length;
  return {
    promised,
    first: first.serving,
    second: second.serving,
    answered,
    holdBack() {
      acknowledged = new Promise(resolve => {
        acknowledge = resolve;
      });
    },
    letGo: () => acknowledge(),
  };
}

const saying =
  (code: 'cancelled' | 'cancellation_pending' | 'company_paused'): Working =>
  () =>
  async scope =>
    resultOf(scope, code, {});

test('an answer whose record is not acknowledged in time is heard all the same, and recorded once', async () => {
  const { first, answered, holdBack, letGo } = await setUp();
  holdBack();
  const answer = await first.answerOnce(asked, 'cancel_appointment', deadlineIn(200, systemClock), saying('cancelled'));
  expect(answer.code).toBe('cancelled');
  // A repeat before it is recorded hears the same.
  const repeat = await first.answerOnce(
    asked,
    'cancel_appointment',
    deadlineIn(200, systemClock),
    saying('cancellation_pending'),
  );
  expect(repeat).toEqual(answer);
  letGo();
  await first.stop();
  expect(answered()).toEqual([['cancelled', false]]);
});

test.each([
  [alwaysAnswered, 'Ich verbinde Sie.', 'transfer', '+493087654321'],
  [neverAnswered, 'Bitte melden Sie sich direkt bei uns.', 'end', null],
])('what cannot be recorded promises no callback: with %j it ends with "%s"', async (handover, words, next_action, number) => {
  const { first, promised } = await setUp(handover);
  const broken: Working = () => async () => handler('the store');
  const fault = await first.answerOnce(asked, 'cancel_appointment', deadlineIn(500, systemClock), broken);
  const refused = first.refuse({ companyId: 'salon' }, 'function_mismatch', 'another function');
  for (const answer of [fault, refused]) {
    expect(answer.message).toContain(words);
    expect(answer).toMatchObject({ next_action, handover_number: number });
  }
  expect(promised()).toBe(0);
  expect(first.refuse(undefined, 'unknown_line', 'nobody’s')).toMatchObject({ next_action: 'end', handover_number: null });
});

test('a callback is promised only where it stands on record in time, and the record says what was heard', async () => {
  const started = { callId: 'c1', companyId: 'salon', callType: 'phone_call', personal: { customerNumber: '+4915112345677' } };
  const call = { ...asked, started };
  const { first, answered, promised, holdBack, letGo } = await setUp();
  holdBack();
  const late = await first.answerOnce(call, 'cancel_appointment', deadlineIn(200, systemClock), saying('company_paused'));
  expect(late.message).toContain('Bitte melden Sie sich direkt bei uns.');
  letGo();
  await first.stop();
  // The append that was not acknowledged may have been made: then the caller is called back all the same.
  expect(answered()).toEqual([
    ['company_paused', false],
    ['company_paused', true],
  ]);
  expect(promised()).toBe(1);

  const other = await setUp();
  const inTime = await other.first.answerOnce(
    call,
    'cancel_appointment',
    deadlineIn(5_000, systemClock),
    saying('company_paused'),
  );
  expect(inTime.message).toContain('Wir rufen Sie zurück.');
  expect(other.promised()).toBe(1);
});

test('an answer that was heard beside another’s record is recorded beside it', async () => {
  const { first, second, answered } = await setUp();
  let elsewhere: Promise<unknown> = Promise.resolve();
  const answer = await first.answerOnce(asked, 'cancel_appointment', deadlineIn(300, systemClock), () => async scope => {
    // Another instance takes the same request up and is faster, and this one’s record is not written in time.
    elsewhere = second.answerOnce(asked, 'cancel_appointment', deadlineIn(1_000, systemClock), saying('cancelled'));
    await elsewhere;
    await new Promise(resolve => scope.deadline.signal.addEventListener('abort', resolve, { once: true }));
    return resultOf(scope, 'cancellation_pending', {});
  });
  expect(await elsewhere).toMatchObject({ code: 'cancelled' });
  expect(answer.code).toBe('cancellation_pending');
  await first.stop();
  expect(answered()).toEqual([
    ['cancelled', false],
    ['cancellation_pending', true],
  ]);
});

test('a change that another process may have made is not called a failure by who cannot see it', async () => {
  const { first, second, answered } = await setUp();
  const broken: Working = () => async () => handler('the store');
  const first_try = await first.answerOnce(asked, 'cancel_appointment', deadlineIn(500, systemClock), broken);
  expect(first_try.code).toBe('internal_fault');
  const resumed = await second.answerOnce(asked, 'cancel_appointment', deadlineIn(500, systemClock), broken);
  expect(resumed.code).toBe('change_not_visible');
  expect(answered()).toEqual([]);
});

test.each(['how the appointment stands', 'what follows the outcome'])(
  'a change that is known to be reverted is not called recorded when %s cannot be read',
  async broken => {
    const { first, answered } = await setUp();
    let known = false;
    const answer = await first.answerOnce(asked, 'cancel_appointment', deadlineIn(1_000, systemClock), deps => async scope => {
      const change: Change = {
        ...{ commandId: scope.request.commandId, companyId: 'salon', appointmentId: '1', operation: 'cancel' },
        ...{ newStartsAt: undefined, seen: null, callId: 'c1', identifiedBy: 'number', reasonCode: undefined, reason: undefined },
        ...{ feeAccepted: false, override: undefined, waiver: undefined, feeStated: null, context, now: new Date(startsAt) },
      };
      const { endsAt, timeZone } = scheduled.data;
      const { state, revision } = await deps.executor.execute({
        aggregate: appointment,
        stream: appointmentStream('salon', '1'),
        commandId: change.commandId,
        context,
        decide: () => ({
          kind: 'accepted',
          events: [
            scheduled,
            { type: 'AppointmentCancelled', data: { from: { startsAt, endsAt }, timeZone, terms: null, facts: null } },
          ],
        }),
      });
      const modification = state.last;
      if (!modification) return handler('a decision that is missing');
      scope.progress.decided = decidedAs(change, modification);
      const load = broken === 'how the appointment stands' ? async () => handler(broken) : deps.executor.load;
      const confirmed = async () => ({ modification, revision });
      const isOwn = async () => true;
      await awaitOutcome({ kind: 'stands', code: undefined, modification, state, revision, confirmed, isOwn }, change, scope, {
        ...deps,
        executor: { ...deps.executor, load },
        async outcomeOf() {
          known = true;
          return { kind: 'reverted', code: 'slot_unavailable', revision: revision + 1n };
        },
      });
      return handler(broken);
    });
    expect(known).toBe(true);
    expect(answer).toMatchObject({ status: 'unavailable', code: 'internal_fault' });
    await first.stop();
    expect(answered()).toEqual([]);
  },
);
