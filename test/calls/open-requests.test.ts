// Requests whose process has ended: what it decided is answered, what it did not is closed, and staff hear of what may have been promised.
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cancelAppointment } from '../../commands/appointment/cancel-appointment.ts';
import { notifications } from '../../projections/notifications/notifications.ts';
import { openRequests } from '../../projections/open-requests.ts';
import { replayAnswers } from '../../src/audit/replay.ts';
import type { Calls } from '../../src/calls/calls.ts';
import { type LedgerRequest, type OpenRequest, openRequest } from '../../src/calls/ledger/ledger.ts';
import { createOpenRequests, type OpenRequests } from '../../src/calls/open-requests.ts';
import { appointment } from '../../src/domain/appointment/appointment.ts';
import { company } from '../../src/domain/company/company.ts';
import { accepted } from '../../src/domain/decision.ts';
import type { AppointmentEvent, CompanyEvent } from '../../src/domain/event-catalogue.ts';
import { callStream, commandIdOf, derivedId, modificationIdOf, requestKeyOf } from '../../src/domain/ids.ts';
import { createExecutor } from '../../src/platform/eventstore/execute.ts';
import { foldRows } from '../calendar/support/judge/fold-rows.ts';
import { createMemoryStore, type MemoryStore } from '../calendar/support/memory-store.ts';
import { request as decision, context as decisionContext, scheduled } from '../support/appointment.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';

const number = '+4915112345678';
const stream = callStream('c1');
const appointmentStream = 'appointment-salon.1';
const context = { correlationId: 'c1', companyId: 'salon', actor: { kind: 'caller', id: 'c1' }, channel: 'phone' } as const;

let clock: ManualClock;
let store: MemoryStore;
let executor: ReturnType<typeof createExecutor>;
let sweeping: OpenRequests;
let knows: Calls['knows'];

beforeEach(async () => {
  clock = createManualClock('2026-11-23T10:00:00.000Z');
  store = createMemoryStore(clock);
  executor = createExecutor(store, clock);
  knows = () => undefined;
  const settings = decisionContext().company.settings;
  if (!settings) throw new Error('the company has settings');
  const registered = { type: 'CompanyRegistered', data: settings } as const;
  await executor.execute({
    ...{ aggregate: company, stream: 'company-salon', commandId: derivedId('test', 'company'), context },
    decide: () => accepted<CompanyEvent>(registered),
  });
  await executor.execute({
    ...{ aggregate: appointment, stream: appointmentStream, commandId: derivedId('test', 'appointment'), context },
    decide: () => accepted<AppointmentEvent>(scheduled),
  });
  sweeping = createOpenRequests({
    rows: async () =>
      (foldRows(openRequests, store.all()).get('open_requests') ?? []).map(row => ({
        requestKey: String(row.request_key),
        n: Number(row.try),
        companyId: String(row.company_id),
        stream: String(row.stream),
        function: String(row.function),
        calledAt: new Date(String(row.called_at)),
      })),
    queries: {
      async appointmentOfModification(_, ids) {
        return store.all().some(event => ids.includes(event.id)) ? '1' : undefined;
      },
      customersByPhone: async (_, phone) => (phone === number ? [{ id: '340', name: 'Gast', phone }] : []),
    },
    executor,
    caughtUp: async () => true,
    history: store.read,
    calls: { knows: (...asked) => knows(...asked) },
    clock,
    log: pino({ level: 'silent' }),
  });
});
afterEach(() => sweeping.stop());

const askedFor = (name: string): LedgerRequest => ({
  stream,
  requestKey: requestKeyOf('c1', name, {}),
  function: name,
  delivery: derivedId('test', 'delivery', name),
  arguments: {},
  context,
  started: { callId: 'c1', companyId: 'salon', callType: 'phone_call', personal: { customerNumber: number } },
});
const cancellation = askedFor('cancel_appointment');
const begin = (asked: LedgerRequest) =>
  openRequest(
    executor,
    asked,
    clock.now(),
    async () => true,
    async () => undefined,
  );

async function decided({ requestKey }: LedgerRequest) {
  const commandId = commandIdOf(requestKey, 1);
  const folded = await executor.load(company, 'company-salon');
  const { facts } = decisionContext({}, { companyRevision: folded.revision.toString() });
  await executor.execute({
    ...{ aggregate: appointment, stream: appointmentStream, commandId, context: { ...context, subject: '340' } },
    decide: state =>
      cancelAppointment(state, { ...decision, commandId, identifiedBy: 'number' }, { facts, company: folded.state }),
  });
}
const ledger = async () => (await store.read(stream)).map(({ type }) => type);
const owed = () => foldRows(notifications, store.all()).get('notifications');
/** A start, and all the time an open request is left to those who may still end it. */
async function timePasses(milliseconds = 130_000) {
  sweeping.start();
  for (let passed = 0; passed < milliseconds; passed += 5_000) {
    for (let turns = 0; turns < 20; turns += 1) await new Promise(resolve => setImmediate(resolve));
    await clock.advance(5_000);
  }
}

test('a request whose process died after its decision is answered as recorded, without anybody asking again', async () => {
  await begin(cancellation);
  await decided(cancellation);
  await timePasses();
  expect(await ledger()).toEqual(['CallStarted', 'FunctionCalled', 'CallerIdentified', 'FunctionAnswered']);
  const [answer] = await replayAnswers(store, stream);
  expect(answer).toMatchObject({ equal: true, recomputedCode: 'cancellation_pending', answer: { appointment_id: '1' } });
  expect(owed()).toEqual([]);
});

test('a request whose process died before its decision is closed; staff hear that its caller may have heard otherwise', async () => {
  await begin(cancellation);
  await timePasses();
  expect(await ledger()).toEqual(['CallStarted', 'FunctionCalled', 'RequestClosed']);
  expect(owed()).toMatchObject([
    {
      ...{
        kind: 'answer_unknown',
        code: 'answer_unknown',
        customer_id: '340',
        call_id: 'c1',
        appointment_id: null,
        state: 'open',
      },
      modification_id: modificationIdOf(commandIdOf(cancellation.requestKey, 1)),
    },
  ]);
  // It is over: the same signed bytes begin another try, and nothing is resumed.
  expect(await begin(cancellation)).toMatchObject({ kind: 'open', n: 2, resumed: false });
});

test('nothing is notified of a request that changes nothing, nor of one whose caller heard that it did not work', async () => {
  await begin(askedFor('list_appointments'));
  await begin(cancellation);
  const faultAnsweredSince = clock.now();
  knows = (_, key) => (key === cancellation.requestKey ? { faultAnsweredSince } : undefined);
  await timePasses();
  const closed = (await store.read(stream)).flatMap(event => (event.type === 'RequestClosed' ? [event.data.code] : []));
  expect(closed).toEqual(['fault_answered', 'answer_unknown']);
  expect(owed()).toEqual([]);
});

test('a fault that was answered to a later try says nothing of what an earlier process answered', async () => {
  await begin(cancellation);
  const later = new Date(clock.now().getTime() + 1);
  knows = () => ({ faultAnsweredSince: later });
  await timePasses();
  expect(owed()).toMatchObject([{ kind: 'answer_unknown' }]);
});

test('a request that somebody is at, or that is young, is left alone', async () => {
  const opened = await begin(cancellation);
  await timePasses(100_000);
  expect(await ledger()).toEqual(['CallStarted', 'FunctionCalled']);
  knows = () => 'at_it';
  await timePasses(600_000);
  expect(opened).toMatchObject<Partial<OpenRequest>>({ kind: 'open', n: 1 });
  expect(await ledger()).toEqual(['CallStarted', 'FunctionCalled']);
});
