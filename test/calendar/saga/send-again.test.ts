// A cancellation that Cal.com could not take for a day waits for staff, and staff can have it sent again.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cancelAppointment } from '../../../commands/appointment/cancel-appointment.ts';
import { calendarJobs } from '../../../projections/calendar-jobs.ts';
import { pendingOf } from '../../../src/domain/appointment/appointment-state.ts';
import { company } from '../../../src/domain/company/company.ts';
import { foldRows } from '../support/judge/fold-rows.ts';
import { resolveAsOperator } from '../support/operator.ts';
import { appointmentId, companyId, namesOf, openWorld, uid, type World } from '../support/world.ts';

const minute = 60_000;
const hour = 60 * minute;
let world: World;
beforeEach(async () => {
  world = await openWorld();
  world.sandbox.fault({ match: { operation: 'cancel' }, kind: 'status', status: 500 });
  const process = world.startProcess({ pollMs: minute });
  process.worker.start();
  process.worker.handOver(await world.decide(undefined, process.executor));
  await world.clock.pass(25 * hour);
});
afterEach(() => world.close());

const cancels = () => world.asked().filter(operation => operation === 'cancel').length;
const work = () => foldRows(calendarJobs, world.store.all()).get('calendar_jobs');

it('after a day nothing is sent any more, and it stands on the list for staff', async () => {
  expect(pendingOf(await world.state())).toMatchObject({ operatorNeeded: true });
  const before = cancels();
  await world.clock.pass(12 * hour);
  expect(cancels()).toBe(before);
});

it('a caller who asks about it meanwhile hears that it is recorded and not confirmed yet, whatever they ask for', async () => {
  const facts = {
    now: world.clock.now().toISOString(),
    companyRevision: '0',
    openingHoursRevision: null,
    allowanceUsed: null,
    circuit: 'closed' as const,
    slot: null,
    seen: null,
  };
  const request = { commandId: crypto.randomUUID(), companyId, appointmentId, seen: null, callId: 'call-2', feeAccepted: false };
  const decided = cancelAppointment(await world.state(), request, { facts, company: company.initial });
  expect(decided).toMatchObject({ kind: 'refused', code: 'cancellation_unconfirmed' });
  const own = cancelAppointment(await world.state(), { ...request, callId: 'call-1' }, { facts, company: company.initial });
  expect(own).toMatchObject({ kind: 'already', code: 'cancellation_pending' });
});

it('sent again by staff it is tried at once, and done', async () => {
  world.sandbox.clearFaults();
  expect(await resolveAsOperator(world, 'send_again')).toMatchObject({ kind: 'resolved' });
  expect(work()).toMatchObject([{ state: 'due', code: null }]);
  await world.clock.pass(60_000);
  expect(namesOf(world.events()).slice(-2)).toEqual(['ModificationResolved', 'CalendarBookingCancelled']);
  expect(world.sandbox.booking(uid)?.status).toBe('cancelled');
});

it('what has taken effect meanwhile is not sent again', async () => {
  world.sandbox.clearFaults();
  await world.sandbox.staffCancel(uid, 'Vom Kunden storniert');
  const before = cancels();
  await resolveAsOperator(world, 'send_again');
  await world.clock.pass(60_000);
  expect((await world.state()).status).toBe('cancelled');
  expect(cancels()).toBe(before);
});

it('it is tried for another day, and then it can be sent again once more', async () => {
  await resolveAsOperator(world, 'send_again');
  // Asked for twice it is one decision, as long as it is being tried.
  await resolveAsOperator(world, 'send_again');
  await world.clock.pass(12 * hour);
  expect(pendingOf(await world.state())).not.toMatchObject({ operatorNeeded: true });
  await world.clock.pass(13 * hour);
  expect(pendingOf(await world.state())).toMatchObject({ operatorNeeded: true });
  expect(await resolveAsOperator(world, 'send_again')).toMatchObject({ kind: 'resolved' });
  expect(namesOf(world.events()).filter(type => type === 'ModificationResolved')).toHaveLength(2);
  expect(new Set(world.events().map(({ id }) => id)).size).toBe(world.events().length);
});
