// Each cell of the saga's table once more in one place: what goes wrong × what is changed, and for each what the caller
// hears, the events of the appointment, and what Cal.com is asked; in simulated time.

import type { Fault } from '@rebook/calcom-sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SettledOutcome } from '../../../src/calendar/record/outcome-hub.ts';
import { friday14, openWorld, replyBudgetMs, uid, type World } from '../support/world.ts';

type Operation = 'cancel' | 'reschedule';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world.close();
});

interface Cell {
  /** `confirmed`, `deferred`, `pending`, or the code of a revert. */
  hears: string;
  /** After the decision; the same failure several times in a row is written once. */
  events: string[];
  /** Operations asked of Cal.com, the same several times in a row written once. */
  asked: string[];
}

const settled = { cancel: 'CalendarBookingCancelled', reschedule: 'CalendarBookingRescheduled' };
const reverted = { cancel: 'AppointmentCancellationReverted', reschedule: 'AppointmentRescheduleReverted' };
const failed = 'CalendarSyncFailed';
/** A look at a move that took effect reads the old booking and its successor. */
const seen = { cancel: ['cancel', 'get'], reschedule: ['reschedule', 'get'] };

const confirmed = (operation: Operation, ...asked: string[]): Cell => ({
  hears: 'confirmed',
  events: [settled[operation]],
  asked,
});
const takenBack = (code: string, operation: Operation, asked: string[], before: string[] = []): Cell => ({
  hears: code,
  events: [...before, reverted[operation]],
  asked,
});

const once = (operation: Operation, fault: Omit<Fault, 'match'>): Fault => ({ match: { operation }, times: 1, ...fault });
const always = (operation: Operation | 'get' | '*', fault: Omit<Fault, 'match'>): Fault => ({ match: { operation }, ...fault });
const monday = '2026-10-12T09:00:00.000Z';
const refusal = (status: number, message: string) => (operation: Operation) =>
  once(operation, { kind: 'status', status, message });

interface Row {
  what: string;
  faults?: (operation: Operation) => Fault[];
  /** What happens at Cal.com before the change is handed over. */
  before?: () => Promise<unknown>;
  cell: (operation: Operation) => Cell;
  only?: Operation;
}

const rows: Row[] = [
  { what: 'nothing goes wrong', cell: operation => confirmed(operation, operation) },
  {
    what: 'the connection is refused, and stays so',
    before: () => world.sandbox.goDown(),
    cell: operation => takenBack('calendar_unavailable', operation, [], [failed]),
  },
  {
    what: 'a 429 whose reset lies beyond the budget',
    faults: operation => [once(operation, { kind: 'status', status: 429 })],
    cell: operation => takenBack('calendar_unavailable', operation, [operation]),
  },
  ...[500, 502, 503, 504].flatMap((status): Row[] => [
    {
      what: `a ${status} once, without effect`,
      faults: operation => [once(operation, { kind: 'status', status })],
      cell: operation => ({
        hears: 'confirmed',
        events: [failed, settled[operation]],
        asked: [...seen[operation], operation],
      }),
    },
    {
      what: `a ${status} after taking effect`,
      faults: operation => [once(operation, { kind: 'status', status, afterEffect: true })],
      cell: operation => confirmed(operation, ...seen[operation]),
    },
  ]),
  {
    what: 'a bare 500 that stays, the booking unchanged and the wanted time free',
    faults: operation => [always(operation, { kind: 'status', status: 500 })],
    only: 'reschedule',
    cell: () => ({
      hears: 'deferred',
      events: [failed, 'CalendarSyncDeferred'],
      asked: ['reschedule', 'get', 'reschedule', 'get', 'slots'],
    }),
  },
  {
    what: 'a bare 500 that stays, because the wanted host of a team is busy',
    before: async () => {
      world.sandbox.seedEventType({ id: 1, lengthInMinutes: 60, openingHours: null, team: true });
      world.sandbox.seed({ start: friday14.startsAt, end: friday14.endsAt, attendee: { name: 'Eva' } });
    },
    only: 'reschedule',
    cell: operation =>
      takenBack('slot_unavailable', operation, ['reschedule', 'get', 'reschedule', 'get', 'slots', 'get'], [failed]),
  },
  {
    what: 'a 503 that stays, the booking unchanged',
    faults: operation => [always(operation, { kind: 'status', status: 503 })],
    only: 'reschedule',
    cell: () => ({
      hears: 'deferred',
      events: [failed, 'CalendarSyncDeferred'],
      asked: ['reschedule', 'get', 'reschedule', 'get'],
    }),
  },
  {
    what: 'a 500 that stays, the booking unchanged',
    faults: operation => [always(operation, { kind: 'status', status: 500 })],
    only: 'cancel',
    cell: () => ({ hears: 'pending', events: [failed], asked: ['cancel', 'get', 'cancel', 'get', 'cancel', 'get'] }),
  },
  {
    what: 'a 409 once, without effect',
    faults: operation => [once(operation, { kind: 'status', status: 409, message: 'booking_conflict_error' })],
    cell: operation => ({ hears: 'confirmed', events: [failed, settled[operation]], asked: [...seen[operation], operation] }),
  },
  {
    what: 'a 409 after taking effect',
    faults: operation => [once(operation, { kind: 'status', status: 409, afterEffect: true })],
    cell: operation => confirmed(operation, ...seen[operation]),
  },
  {
    what: 'no answer in time, without effect yet',
    faults: operation => [once(operation, { kind: 'delay', delayMs: 6_000 })],
    cell: operation => ({
      hears: 'confirmed',
      events: [failed, settled[operation]],
      asked: [operation, 'get', operation, 'get'],
    }),
  },
  {
    what: 'no answer in time, after taking effect',
    faults: operation => [once(operation, { kind: 'delay', delayMs: 6_000, afterEffect: true })],
    cell: operation => confirmed(operation, ...seen[operation]),
  },
  {
    what: 'the connection lost, without effect',
    faults: operation => [once(operation, { kind: 'reset' })],
    cell: operation => ({ hears: 'confirmed', events: [failed, settled[operation]], asked: [...seen[operation], operation] }),
  },
  {
    what: 'the connection lost, after taking effect',
    faults: operation => [once(operation, { kind: 'lost_answer' })],
    cell: operation => confirmed(operation, ...seen[operation]),
  },
  {
    what: 'a yes that cannot be read',
    faults: operation => [once(operation, { kind: 'unusable_body' })],
    cell: operation => confirmed(operation, ...seen[operation]),
  },
  {
    what: 'neither the change nor a look is answered',
    faults: operation => [always(operation, { kind: 'status', status: 500 }), always('get', { kind: 'status', status: 500 })],
    cell: operation => ({ hears: 'pending', events: [failed], asked: [operation, 'get'] }),
  },
  {
    what: 'the slot is taken',
    faults: operation => [refusal(400, 'User either already has booking at this time or is not available')(operation)],
    only: 'reschedule',
    cell: operation => takenBack('slot_unavailable', operation, seen[operation]),
  },
  {
    what: 'the time is past',
    faults: operation => [refusal(400, 'Attempting to book a meeting in the past.')(operation)],
    only: 'reschedule',
    cell: operation => takenBack('in_the_past', operation, seen[operation]),
  },
  {
    what: 'the notice period',
    faults: operation => [
      refusal(403, 'Rescheduling is not allowed within the minimum notice period before the event')(operation),
    ],
    only: 'reschedule',
    cell: operation => takenBack('minimum_notice', operation, seen[operation]),
  },
  {
    what: 'outside the days that can be booked',
    faults: operation => [refusal(400, 'The event type can\'t be booked at the "start" time provided.')(operation)],
    only: 'reschedule',
    cell: operation => takenBack('outside_booking_window', operation, seen[operation]),
  },
  {
    what: 'its kind can only be cancelled by the host',
    faults: operation => [refusal(400, 'This event type does not allow cancellations')(operation)],
    only: 'cancel',
    cell: operation => takenBack('cancellation_disabled', operation, seen[operation]),
  },
  {
    what: 'its kind can only be moved by the host',
    faults: operation => [refusal(400, 'This event type does not allow rescheduling')(operation)],
    only: 'reschedule',
    cell: operation => takenBack('rescheduling_disabled', operation, seen[operation]),
  },
  {
    what: 'it has ended',
    faults: operation => [refusal(400, 'Cannot cancel a booking that has already ended')(operation)],
    only: 'cancel',
    cell: operation => takenBack('already_ended', operation, seen[operation]),
  },
  {
    what: 'a no nobody has seen before',
    faults: operation => [refusal(400, 'Something quite new')(operation)],
    cell: operation => takenBack('calendar_refused', operation, seen[operation]),
  },
  {
    what: 'the key is not accepted',
    faults: operation => [refusal(401, 'Your api key is not valid')(operation)],
    cell: operation => takenBack('calendar_key_refused', operation, seen[operation]),
  },
  {
    what: 'staff has cancelled it meanwhile',
    before: () => world.sandbox.staffCancel(uid, 'krank'),
    only: 'cancel',
    cell: () => ({
      hears: 'already_cancelled',
      events: ['AppointmentCancellationReverted', 'AppointmentCancelled', 'CalendarBookingCancelled'],
      asked: ['cancel', 'get', 'list', 'get', 'list'],
    }),
  },
  {
    what: 'staff has cancelled it meanwhile',
    before: () => world.sandbox.staffCancel(uid, 'krank'),
    only: 'reschedule',
    cell: () => ({
      hears: 'already_cancelled',
      events: ['AppointmentRescheduleReverted', 'AppointmentCancelled', 'CalendarBookingCancelled'],
      asked: ['reschedule', 'get', 'list', 'get', 'list'],
    }),
  },
  {
    what: 'staff has moved it meanwhile',
    before: () => world.sandbox.staffReschedule(uid, monday),
    cell: operation => ({
      hears: 'moved_elsewhere',
      events: [reverted[operation], 'AppointmentRescheduled', 'CalendarBookingRescheduled'],
      asked: [operation, 'get'],
    }),
  },
  {
    what: 'staff has moved it meanwhile, and the booking does not name where to yet',
    faults: () => [{ match: { operation: 'get', uid }, kind: 'lagging_pointer' }],
    before: () => world.sandbox.staffReschedule(uid, monday),
    cell: operation => ({
      hears: 'moved_elsewhere',
      events: [reverted[operation], 'AppointmentRescheduled', 'CalendarBookingRescheduled'],
      asked: [operation, 'get', 'list', 'get'],
    }),
  },
  {
    what: 'staff has moved it to where it is to go',
    before: () => world.sandbox.staffReschedule(uid, friday14.startsAt),
    only: 'reschedule',
    cell: operation => ({
      hears: 'already_at_that_time',
      events: [reverted[operation], 'AppointmentRescheduled', 'CalendarBookingRescheduled'],
      asked: ['reschedule', 'get'],
    }),
  },
];

const runs = (items: readonly string[]): string[] => items.filter((item, index) => item !== items[index - 1]);
const cells = rows.flatMap(row =>
  (['cancel', 'reschedule'] as const)
    .filter(operation => row.only === undefined || row.only === operation)
    .map(operation => ({ ...row, operation })),
);

describe.each(cells)('$operation: $what', ({ operation, faults, before, cell }) => {
  it('ends as the table says', async () => {
    await before?.();
    for (const fault of faults?.(operation) ?? []) world.sandbox.fault(fault);
    const process = world.startProcess();
    const work = await world.decide(operation === 'cancel' ? undefined : friday14.startsAt, process.executor);
    process.worker.handOver(work);
    const outcomes: (SettledOutcome | undefined)[] = [];
    process.hub.outcomeOf(work.modificationId, replyBudgetMs).then(outcome => outcomes.push(outcome));
    await world.clock.until(() => outcomes.length > 0);
    const [outcome] = outcomes;
    const hears = outcome === undefined ? 'pending' : outcome.kind === 'reverted' ? outcome.code : outcome.kind;
    const expected = cell(operation);
    expect({ hears, events: runs(world.typesAfterDecision()), asked: runs(world.asked()) }).toEqual(expected);
    process.kill();
  });
});
