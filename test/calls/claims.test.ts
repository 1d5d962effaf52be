// What a change has claimed is given back where nothing comes of it: the customer's change of this month, and the time.
import { expect, test, vi } from 'vitest';
import { type ChangeAppointment, changeAppointment } from '../../commands/appointment/change-appointment.ts';
import type { Change } from '../../src/calls/change.ts';
import { decideChange } from '../../src/calls/decide/decide.ts';
import type { ChangeDependencies } from '../../src/calls/dependencies.ts';
import { appointment } from '../../src/domain/appointment/appointment.ts';
import { company } from '../../src/domain/company/company.ts';
import { customer } from '../../src/domain/customer/customer.ts';
import { accepted } from '../../src/domain/decision.ts';
import type { AppointmentEvent, CompanyEvent, CustomerEvent } from '../../src/domain/event-catalogue.ts';
import { derivedId } from '../../src/domain/ids.ts';
import { createExecutor, type Executor } from '../../src/platform/eventstore/execute.ts';
import { createMemoryStore } from '../calendar/support/memory-store.ts';
import { context as decisionContext, request, scheduled } from '../support/appointment.ts';
import { createManualClock } from '../support/manual-clock.ts';

const context = { correlationId: 'c1', companyId: 'salon', actor: { kind: 'caller', id: 'c1' }, channel: 'phone' } as const;
const id = (name: string) => derivedId('test', name);

test('a change that another is faster than gives back its allowance and its time', async () => {
  const clock = createManualClock('2026-11-23T10:00:00.000Z');
  const executor = createExecutor(createMemoryStore(clock), clock);
  const settings = decisionContext().company.settings;
  if (!settings) throw new Error('the company has settings');
  const policy = { cancel: { maxPerMonth: 1 } };
  await executor.execute({
    ...{ aggregate: company, stream: 'company-salon', commandId: id('company'), context },
    decide: () =>
      accepted<CompanyEvent>(
        { type: 'CompanyRegistered', data: settings },
        { type: 'PolicyChanged', data: { scope: { kind: 'company' }, policy } },
      ),
  });
  await executor.execute({
    ...{ aggregate: customer, stream: 'customer-salon.340', commandId: id('customer'), context },
    decide: () =>
      accepted<CustomerEvent>({
        type: 'CustomerRegistered',
        data: { companyId: 'salon', customerId: '340', personal: { name: 'Gast' } },
      }),
  });
  await executor.execute({
    ...{ aggregate: appointment, stream: 'appointment-salon.1', commandId: id('appointment'), context },
    decide: () => accepted<AppointmentEvent>(scheduled),
  });

  const claimed: number[] = [];
  /** Somebody else cancels it between the claim and the append. */
  const overtaken: Executor = {
    ...executor,
    async execute(command) {
      if (command.commandId === id('mine')) {
        claimed.push((await executor.load(customer, 'customer-salon.340', { fresh: true })).state.claims.length);
        const other: ChangeAppointment = { ...request, commandId: id('other'), callId: 'c2' };
        const { facts, company: folded } = decisionContext({}, {});
        await executor.execute({
          ...{ aggregate: appointment, stream: 'appointment-salon.1', commandId: id('other'), context },
          decide: state => changeAppointment('cancel', state, other, { facts, company: folded }),
        });
      }
      return executor.execute(command);
    },
  };
  const release = vi.fn(async () => undefined);
  const deps: ChangeDependencies = {
    executor: overtaken,
    queries: {} as ChangeDependencies['queries'],
    circuitOf: () => 'closed',
    calendarOf: () => ({ slots: async () => [], reserve: async () => ({ slot: 'free', held: true }), release }),
    handOver: () => undefined,
    turnFor: () => ({ go: () => undefined, drop: () => undefined }),
  };
  const change: Change = {
    ...{ commandId: id('mine'), companyId: 'salon', appointmentId: '1', operation: 'cancel', newStartsAt: undefined, seen: null },
    ...{ callId: 'c1', identifiedBy: 'number', reasonCode: undefined, reason: undefined, feeAccepted: false },
    ...{ override: undefined, waiver: undefined, feeStated: undefined, context, now: clock.now() },
  };
  expect(await decideChange(change, deps)).toMatchObject({ kind: 'refused', code: 'change_in_progress' });
  expect(claimed).toEqual([1]);
  expect((await executor.load(customer, 'customer-salon.340', { fresh: true })).state.claims).toEqual([]);
  expect(release).toHaveBeenCalledTimes(1);
});
