// The host declines a move that waited for their word: nothing is owed for it, and the customer hears that nothing stands.
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appointmentModifications } from '../../../projections/appointment-modifications.ts';
import { appointments } from '../../../projections/appointments.ts';
import { notifications } from '../../../projections/notifications/notifications.ts';
import { createRecorder } from '../../../src/calendar/record/recorder.ts';
import { createAllowanceSweeper } from '../../../src/calendar/worker/allowance-sweeper.ts';
import { customer } from '../../../src/domain/customer/customer.ts';
import { accepted } from '../../../src/domain/decision.ts';
import type { CustomerEvent } from '../../../src/domain/event-catalogue.ts';
import { customerStream, derivedId } from '../../../src/domain/ids.ts';
import { notificationText } from '../../../src/language/render/notification.ts';
import { notificationKindOf } from '../../../src/language/render/notification-kind.ts';
import { foldRows } from '../support/judge/fold-rows.ts';
import { reconciled } from '../support/reconciled.ts';
import { receiveWebhooks } from '../support/webhooks.ts';
import { appointmentId, companyId, friday10, friday14, namesOf, openWorld, uid, type World } from '../support/world.ts';

let world: World;
let inbox: Awaited<ReturnType<typeof receiveWebhooks>>;
let moveId: string;
beforeEach(async () => {
  world = await openWorld();
  inbox = await receiveWebhooks(world);
  world.sandbox.seedEventType({ id: 1, lengthInMinutes: 60, openingHours: null, requiresConfirmation: true });
  await createRecorder(inbox.process.executor, inbox.process.hub).claimBooking({ companyId, appointmentId }, uid);
  const work = await world.decide(friday14.startsAt, inbox.process.executor, appointmentId, { feeCents: 1_000 });
  moveId = work.modificationId;
  inbox.process.worker.handOver(work);
  await world.clock.settled(inbox.process.hub.outcomeOf(moveId, 8_000));
});
afterEach(async () => {
  await inbox.close();
  await world.close();
});

const settles = <T>(promise: Promise<T>): Promise<T> => world.clock.settled(promise);
const rowsOf = (projection: Parameters<typeof foldRows>[0]) => foldRows(projection, world.store.all()).get(projection.name) ?? [];
const move = () => rowsOf(appointmentModifications).find(row => row.modification_id === moveId);
const booking = () => world.sandbox.latest(uid)?.uid ?? '';
const rejects = async () => {
  await world.sandbox.staffReject(booking(), 'keine Zeit');
};
const compared = () => reconciled(world, inbox.process, { expecting: appointmentId });

const orders: Record<string, () => Promise<unknown>> = {
  'by webhook': async () => {
    await inbox.workOff(await inbox.next());
    await rejects();
    await inbox.workOff(await inbox.next());
  },
  'by reconciliation': async () => {
    await rejects();
    await compared();
  },
  'by webhook, and reconciliation in between': async () => {
    await compared();
    await inbox.workOff(await inbox.next());
    await compared();
    await rejects();
    await inbox.workOff(await inbox.next());
    await compared();
  },
  'by reconciliation, and the webhooks late': async () => {
    const requested = await inbox.next();
    await rejects();
    const rejected = await inbox.next();
    await compared();
    await inbox.workOff(rejected);
    await inbox.workOff(requested);
    await compared();
  },
  'by webhooks in the wrong order': async () => {
    const requested = await inbox.next();
    await rejects();
    await inbox.workOff(await inbox.next());
    await inbox.workOff(requested);
    await compared();
  },
};

describe.each(Object.keys(orders))('found out %s', order => {
  beforeEach(async () => {
    await orders[order]?.();
  });

  it('the move is taken back with its fee, and the appointment has ended', async () => {
    expect(namesOf(world.events()).slice(3)).toEqual([
      'AppointmentRescheduleReverted',
      'AppointmentCancelled',
      'CalendarBookingCancelled',
    ]);
    expect(move()).toMatchObject({ state: 'reverted', code: 'move_rejected', fee_charged: 0 });
    expect(move()?.metadata).toMatchObject({ fee_not_due: 1_000 });
    const state = await world.state();
    expect([state.status, state.reschedules]).toEqual(['cancelled', 0]);
    expect(rowsOf(appointments)[0]).toMatchObject({ status: 'cancelled' });
  });

  it('the customer hears once, that the move was declined and that the old time is gone', () => {
    const notes = rowsOf(notifications).filter(({ kind }) => kind !== 'reschedule_requested');
    expect(notes).toMatchObject([
      {
        kind: 'change_correction',
        code: 'move_rejected',
        modification_id: moveId,
        previous_starts_at: friday10.startsAt,
        new_starts_at: friday14.startsAt,
      },
    ]);
    const kind = notificationKindOf({
      kind: 'change_correction',
      code: 'move_rejected',
      change: 'reschedule',
      byCalendar: false,
    });
    if (!kind) throw new Error('it has a text');
    const { sms } = notificationText(
      kind,
      { zone: 'Europe/Berlin', oldStartsAt: friday10.startsAt, newStartsAt: friday14.startsAt },
      'de',
    );
    expect(sms).toMatch(/14:00.*abgelehnt.*10:00.*besteht nicht mehr/);
  });

  it('the month’s allowance is given back', async () => {
    const { executor } = inbox.process;
    const data = { modificationId: moveId, appointmentId, kind: 'reschedule' as const, month: '2026-10' };
    const stream = customerStream(companyId, '340');
    await executor.execute({
      aggregate: customer,
      stream,
      commandId: derivedId('test', 'claim', moveId),
      context: { correlationId: 'test', companyId, subject: '340', actor: { kind: 'caller', id: 'call-1' }, channel: 'phone' },
      decide: () => accepted<CustomerEvent>({ type: 'AllowanceClaimed', data }),
    });
    const log = pino({ level: 'silent' });
    const sweeper = createAllowanceSweeper({
      executor,
      store: { ...world.store, newest: async () => [] },
      clock: world.clock,
      log,
    });
    sweeper.start();
    for (const event of world.events()) sweeper.observe(event);
    await world.clock.pass(1_000);
    await settles(sweeper.stop());
    const { state } = await executor.load(customer, stream, { fresh: true });
    expect(state.claims).toEqual([]);
  });
});

it('a host who has confirmed and cancels later leaves the fee of the move as it is', async () => {
  await inbox.workOff(await inbox.next());
  await world.sandbox.staffConfirm(booking());
  await inbox.workOff(await inbox.next());
  await world.sandbox.staffCancel(booking(), 'krank');
  await inbox.workOff(await inbox.next());
  expect(move()).toMatchObject({ state: 'confirmed', fee_charged: 1_000 });
});

it('a cancellation by the customer that is in flight as the host declines keeps nothing of the move either', async () => {
  await world.decide(undefined, inbox.process.executor);
  await rejects();
  await inbox.next();
  await inbox.workOff(await inbox.next());
  const worker = world.startProcess().worker;
  worker.start();
  await world.clock.pass(60_000);
  expect((await world.state()).status).toBe('cancelled');
  expect(move()).toMatchObject({ state: 'reverted', fee_charged: 0 });
});
