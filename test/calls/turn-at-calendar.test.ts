// A change asks for its turn at the calendar only where its decision is sent, and gives it back where nothing comes of it.
import { beforeEach, expect, test } from 'vitest';
import { changeAppointment } from '../../commands/appointment/change-appointment.ts';
import type { Change } from '../../src/calls/change.ts';
import { decideChange } from '../../src/calls/decide/decide.ts';
import type { ChangeDependencies } from '../../src/calls/dependencies.ts';
import { appointment } from '../../src/domain/appointment/appointment.ts';
import { company } from '../../src/domain/company/company.ts';
import { accepted } from '../../src/domain/decision.ts';
import type { AppointmentEvent, CompanyEvent, NewEvent } from '../../src/domain/event-catalogue.ts';
import { derivedId, modificationIdOf } from '../../src/domain/ids.ts';
import { createExecutor, type Executor } from '../../src/platform/eventstore/execute.ts';
import type { EventStore } from '../../src/platform/eventstore/store.ts';
import { createMemoryStore } from '../calendar/support/memory-store.ts';
import { companySettings, context as decisionContext, request, scheduled, startsAt, uid } from '../support/appointment.ts';
import { createManualClock } from '../support/manual-clock.ts';

const context = { correlationId: 'c1', companyId: 'salon', actor: { kind: 'caller', id: 'c1' }, channel: 'phone' } as const;
const id = (name: string) => derivedId('test', name);
const clock = createManualClock('2026-11-23T10:00:00.000Z');
const stream = 'appointment-salon.1';
const append = (executor: Executor, name: string, event: NewEvent<AppointmentEvent>) =>
  executor.execute({
    ...{ aggregate: appointment, stream, commandId: id(name), context },
    decide: () => accepted<AppointmentEvent>(event),
  });

let store: EventStore;
let executor: Executor;
/** What was asked of the calendar, in order. */
let asked: string[];
let deps: ChangeDependencies;
beforeEach(async () => {
  store = createMemoryStore(clock);
  executor = createExecutor(store, clock);
  // It hears of nothing that others append.
  executor.following(true);
  asked = [];
  deps = {
    executor,
    queries: {} as ChangeDependencies['queries'],
    circuitOf: () => 'closed',
    calendarOf: () => ({
      slots: async () => [],
      reserve: async () => ({ slot: 'free', held: false }),
      release: async () => undefined,
    }),
    handOver: () => asked.push('handed over'),
    turnFor({ modificationId }) {
      expect(modificationId).toBe(modificationIdOf(id('mine')));
      asked.push('turn');
      return { go: () => asked.push('gone'), drop: () => asked.push('dropped') };
    },
  };
  await executor.execute({
    ...{ aggregate: company, stream: 'company-salon', commandId: id('company'), context },
    decide: () => accepted<CompanyEvent>({ type: 'CompanyRegistered', data: companySettings }),
  });
});

const change = (more: Partial<Change> = {}): Change => ({
  ...{ commandId: id('mine'), companyId: 'salon', appointmentId: '1', operation: 'cancel', newStartsAt: undefined, seen: null },
  ...{ callId: 'c1', identifiedBy: 'number', reasonCode: undefined, reason: undefined, feeAccepted: false },
  ...{ override: undefined, waiver: undefined, feeStated: undefined, context, now: clock.now() },
  ...more,
});

test('what is decided has its turn', async () => {
  await append(executor, 'scheduled', scheduled);
  expect((await decideChange(change(), deps)).kind).toBe('stands');
  expect(asked).toEqual(['turn', 'gone']);
});

test('what is refused asks for none, and neither does what no calendar is concerned with', async () => {
  await append(executor, 'scheduled', scheduled);
  const refused = await decideChange(change({ operation: 'reschedule', newStartsAt: startsAt }), deps);
  expect([refused.kind, asked]).toEqual(['refused', []]);
  const { booking: _, ...data } = scheduled.data;
  await executor.execute({
    ...{ aggregate: appointment, stream: 'appointment-salon.2', commandId: id('own'), context },
    decide: () => accepted<AppointmentEvent>({ ...scheduled, data: { ...data, appointmentId: '2' } }),
  });
  expect((await decideChange(change({ appointmentId: '2' }), deps)).kind).toBe('stands');
  expect(asked).toEqual([]);
});

test('where another change is faster the turn is dropped, and there is no other', async () => {
  await append(executor, 'scheduled', scheduled);
  const other = createExecutor(store, clock);
  const { facts, company: folded } = decisionContext({}, {});
  await other.execute({
    ...{ aggregate: appointment, stream, commandId: id('other'), context },
    decide: state =>
      changeAppointment('cancel', state, { ...request, commandId: id('other'), callId: 'c2' }, { facts, company: folded }),
  });
  expect((await decideChange(change(), deps)).kind).toBe('refused');
  expect(asked).toEqual(['turn', 'dropped']);
});

test('where something else was faster the turn is dropped, and the next try has another', async () => {
  await append(executor, 'scheduled', scheduled);
  await append(createExecutor(store, clock), 'linked', { type: 'CalendarBookingLinked', data: { bookingUid: uid } });
  expect((await decideChange(change(), deps)).kind).toBe('stands');
  expect(asked).toEqual(['turn', 'dropped', 'turn', 'gone']);
});

test('where nobody knows whether it was appended the turn is dropped', async () => {
  await append(executor, 'scheduled', scheduled);
  const failing = createExecutor({ ...store, append: () => Promise.reject(new Error('away')) }, clock);
  await expect(decideChange(change(), { ...deps, executor: failing })).rejects.toThrow('away');
  expect(asked).toEqual(['turn', 'dropped']);
});
