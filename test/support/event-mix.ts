// Events as a busy year of many companies leaves them: bookings, calls, decisions, what Cal.com made of them, refusals.
// The same numbers give the same events.
import type { EventData } from '@eventstore/db-client';
import type { EventType, NewEvent, Recorded } from '../../src/domain/event-catalogue.ts';
import {
  appointmentStream,
  bookingStream,
  callStream,
  companyStream,
  customerStream,
  derivedId,
  lineStream,
  requestStream,
} from '../../src/domain/ids.ts';
import { metadataOf } from '../../src/domain/metadata.ts';
import { encode, recordedOf } from '../../src/platform/eventstore/codec.ts';
import type { EventStore } from '../../src/platform/eventstore/store.ts';

export interface Planned {
  stream: string;
  /** The stream's revision the event gets. */
  revision: bigint;
  data: EventData;
}

const begin = Date.parse('2026-01-05T08:00:00.000Z');
const minuteMs = 60_000;
const usualCompanies = 50;
const zone = 'Europe/Berlin';
const firstNames = ['Anna', 'Bernd', 'Clara', 'Dieter', 'Elif', 'Fritz', 'Gül', 'Hannes', 'Ines', 'Jürgen'];
const lastNames = ['Müller', 'Schmidt', 'Öztürk', 'Weiß', 'Krüger', 'Yılmaz', 'Meyer', 'Nowak', 'Groß', 'Böhm'];

/** What becomes of an appointment: of twenty, in order. */
const fates = [
  'kept',
  'cancelled',
  'kept',
  'moved',
  'kept',
  'cancelled',
  'refused',
  'kept',
  'moved',
  'cancelled',
  'kept',
  'reverted',
  'kept',
  'cancelled',
  'moved_late',
  'kept',
  'cancelled',
  'moved',
  'corrected',
  'kept',
] as const;

/** The companies' own events, then for each appointment everything that happened to it, in order. */
export function* eventMix(appointments: number, seed = 'mix', companies = usualCompanies): Generator<Planned[]> {
  for (let number = 0; number < companies; number += 1) yield companyEvents(seed, number);
  for (let number = 0; number < appointments; number += 1) yield episode(seed, number, companies);
}

/** Appends them all, `side` by side of different appointments; gives how many. */
export async function appendMix(
  store: EventStore,
  appointments: number,
  { seed = 'mix', side = 64, companies = usualCompanies } = {},
): Promise<number> {
  const plans = eventMix(appointments, seed, companies);
  let appended = 0;
  const work = async () => {
    for (const plan of plans) {
      for (const { stream, events, expected } of grouped(plan)) {
        const { kind } = await store.append(stream, events, expected);
        // A line belongs to the company that claims it first.
        if (kind === 'appended') appended += events.length;
      }
    }
  };
  await Promise.all(Array.from({ length: side }, work));
  return appended;
}

/** Neighbours in one stream are appended at once. */
export function grouped(plan: readonly Planned[]): { stream: string; events: EventData[]; expected: bigint }[] {
  const groups: { stream: string; events: EventData[]; expected: bigint }[] = [];
  for (const { stream, revision, data } of plan) {
    const last = groups.at(-1);
    if (last?.stream === stream) last.events.push(data);
    else groups.push({ stream, events: [data], expected: revision - 1n });
  }
  return groups;
}

interface Written {
  plan: Planned[];
  add<T extends EventType>(stream: string, event: NewEvent & { type: T }, minutes: number, id?: string): string;
}

function writing(companyId: string, key: string, at: number, subject?: string): Written {
  const plan: Planned[] = [];
  const revisions = new Map<string, bigint>();
  return {
    plan,
    add(stream, event, minutes, id = derivedId('mix', key, plan.length)) {
      const revision = (revisions.get(stream) ?? -1n) + 1n;
      revisions.set(stream, revision);
      const phone = stream.startsWith('call-');
      const context = {
        correlationId: key,
        companyId,
        ...(subject !== undefined && { subject }),
        actor: phone ? { kind: 'caller' as const, id: 'unknown' } : { kind: 'system' as const, id: 'mix' },
        channel: phone ? ('phone' as const) : ('calendar' as const),
      };
      const metadata = metadataOf(context, derivedId('mix-command', key, plan.length), new Date(at + minutes * minuteMs));
      plan.push({ stream, revision, data: encode(event, id, metadata) });
      return id;
    },
  };
}

function companyEvents(seed: string, number: number): Planned[] {
  const companyId = `${seed}${number}`;
  const { plan, add } = writing(companyId, `${seed}-company-${number}`, begin);
  const stream = companyStream(companyId);
  const line = `+4930${7_000_000 + number}`;
  add(
    stream,
    {
      type: 'CompanyRegistered',
      data: {
        companyId,
        name: `Salon ${number}`,
        language: 'de',
        timeZone: zone,
        currency: 'EUR',
        handover: { number: '+493087654321' },
      },
    },
    0,
  );
  add(stream, { type: 'BranchAdded', data: { branchId: 'b1', name: 'Mitte' } }, 0);
  add(stream, { type: 'ServiceAdded', data: { serviceId: 's1', name: 'Schnitt', minutes: 30 } }, 0);
  add(stream, { type: 'StaffMemberAdded', data: { staffId: 'p1', personal: { name: 'Kim' } } }, 0);
  add(stream, { type: 'PolicyChanged', data: { scope: { kind: 'company' }, policy: {} } }, 0);
  add(lineStream(line), { type: 'LineClaimed', data: { line, companyId } }, 0);
  add(stream, { type: 'LineAssigned', data: { line } }, 0);
  add(stream, { type: 'LineAssigned', data: { line: `${line}9` } }, 0);
  add(stream, { type: 'LineReleased', data: { line: `${line}9` } }, 1);
  add(lineStream(`${line}9`), { type: 'LineClaimed', data: { line: `${line}9`, companyId } }, 1);
  add(lineStream(`${line}9`), { type: 'LineClaimReleased', data: { line: `${line}9`, companyId } }, 1);
  add(stream, { type: 'OpeningHoursChanged', data: { hours: { mon: [{ opens: '09:00', closes: '18:00' }] } } }, 1);
  add(stream, { type: 'CompanyChanged', data: { handover: { number: '+493087654321' } } }, 1);
  return plan;
}

function episode(seed: string, number: number, companies: number): Planned[] {
  const companyId = `${seed}${(number * 7) % companies}`;
  const key = `${seed}-${number}`;
  const appointmentId = `a${number}`;
  const customerId = `k${number}`;
  const callId = `call_${key}`;
  const startsAt = new Date(begin + number * 11 * minuteMs + 14 * 86_400_000);
  const period = (days: number) => ({
    startsAt: new Date(startsAt.getTime() + days * 86_400_000).toISOString(),
    endsAt: new Date(startsAt.getTime() + days * 86_400_000 + 30 * minuteMs).toISOString(),
  });
  const uid = `uid${derivedId('uid', key).replaceAll('-', '')}`;
  const name = `${firstNames[number % 10]} ${lastNames[Math.floor(number / 10) % 10]}`;
  const written = writing(companyId, key, begin + number * 11 * minuteMs, customerId);
  const { plan, add } = written;
  const appointment = appointmentStream(companyId, appointmentId);
  const personal = { name, phone: `+49151${10_000_000 + number}`, email: `k${number}@gast.example` };
  add(customerStream(companyId, customerId), { type: 'CustomerRegistered', data: { companyId, customerId, personal } }, 0);
  add(
    appointment,
    {
      type: 'AppointmentScheduled',
      data: {
        ...{ companyId, appointmentId, customerId, branchId: 'b1', serviceId: 's1', staffId: 'p1' },
        ...period(0),
        timeZone: zone,
        booking: { uid, calendarServiceId: 7 },
        origin: 'calendar',
      },
    },
    0,
  );
  add(bookingStream(companyId, uid), { type: 'BookingClaimed', data: { companyId, uid, appointmentId } }, 0);
  const fate = fates[number % fates.length] ?? 'kept';
  const about = { companyId, appointmentId, customerId, callId, uid, key, appointment, period };
  if (fate !== 'kept') callAbout(written, fate, about);
  else rarely(written, number % fates.length, about);
  return plan;
}

/** Staff merges the record into another one, takes that back, and does it once more the other way round. */
function erased(add: Written['add'], { companyId, customerId, appointmentId }: About, modificationId: string, at: number): void {
  const why = { companyId, customerId, by: 'anna', reasonCode: 'asked_for' };
  add(customerStream(companyId, customerId), { type: 'CustomerErasureRequested', data: why }, at);
  const cleared = {
    answers: [],
    callbacks: [],
    modifications: [modificationId],
    appointments: [appointmentId],
    notifications: [derivedId('notification', modificationId, 'change_confirmed')],
  };
  add(
    customerStream(companyId, customerId),
    { type: 'CustomerErased', data: { ...why, cleared, subjects: [customerStream(companyId, customerId)] } },
    at,
  );
}

function mergeAndBack(add: Written['add'], companyId: string, customerId: string, at: number): void {
  const customer = customerStream(companyId, customerId);
  const other = `${customerId}-twin`;
  add(
    customer,
    { type: 'CustomerMerged', data: { companyId, customerId, into: other, by: 'anna', reasonCode: 'same_person' } },
    at,
  );
  add(
    customer,
    { type: 'CustomerUnmerged', data: { companyId, customerId, from: other, by: 'anna', reasonCode: 'mistake' } },
    at,
  );
  add(customer, { type: 'DuplicateAdded', data: { companyId, customerId, duplicateId: other } }, at);
  add(customer, { type: 'DuplicateRemoved', data: { companyId, customerId, duplicateId: other } }, at);
}

/** What happens now and then to an appointment that is kept, or was until staff did something. */
function rarely({ add }: Written, turn: number, about: About): void {
  const { companyId, appointmentId, customerId, callId, uid, key, appointment, period } = about;
  const day = 60 * 24;
  const customer = customerStream(companyId, customerId);
  const modificationId = derivedId('modification', key);
  const facts = factsAt(period(-10).startsAt);
  const decision = { from: period(0), timeZone: zone, terms: null, facts };
  switch (turn) {
    case 0:
      add(customer, { type: 'CustomerContactChanged', data: { companyId, customerId, personal: { name: `Neu ${key}` } } }, day);
      add(appointment, { type: 'CalendarBookingLinked', data: { bookingUid: `${uid}l`, awaitingConfirmation: true } }, day);
      add(appointment, { type: 'CalendarBookingLinked', data: { bookingUid: `${uid}l`, awaitingConfirmation: false } }, day);
      return;
    case 2: {
      const call = callStream(callId);
      const request = { requestKey: derivedId('request', key), n: 1 };
      const personal = { customerNumber: '+4915112345678' };
      const tried = [{ way: 'number', outcome: 'nobody' } as const];
      add(call, { type: 'CallStarted', data: { callId, companyId, callType: 'phone_call', personal } }, day);
      add(call, { type: 'CallerNotIdentified', data: { ...request, code: 'customer_not_found', tried } }, day);
      add(call, { type: 'CallerLockedOut', data: { ...request, scope: 'number', until: period(1).startsAt } }, day);
      const callbackId = derivedId('callback', callId);
      add(
        call,
        {
          type: 'CallbackPromised',
          data: { ...request, callbackId, code: 'locked_out', personal: { number: '+4915112345678' } },
        },
        day,
      );
      add(call, { type: 'CallbackDone', data: { callbackId, by: 'admin' } }, day + 1);
      const released = { scope: 'number', reasonCode: 'known_in_person', personal: { number: '+4915112345678' } } as const;
      add(requestStream(companyId, key), { type: 'LockoutReleased', data: released }, day);
      const called = { ...request, function: 'cancel_appointment', personal: { arguments: { appointment_date: 'morgen' } } };
      const closed = { ...request, function: called.function, modificationId };
      add(call, { type: 'FunctionCalled', data: called }, day);
      add(call, { type: 'RequestClosed', data: { ...closed, code: 'answer_unknown' } }, day + 1);
      const change = { operation: 'cancel', previousStartsAt: period(0).startsAt, refused: 'change_in_progress' } as const;
      add(call, { type: 'RequestClosed', data: { ...closed, code: 'promise_not_kept', appointmentId, change } }, day + 1);
      const notificationId = derivedId('notification', modificationId, 'answer_unknown');
      add(call, { type: 'CallerNotified', data: { notificationId, by: 'admin' } }, day + 2);
      return;
    }
    case 4:
      add(customer, { type: 'AllowanceClaimed', data: { modificationId, appointmentId, kind: 'cancel', month: '2026-01' } }, day);
      add(customer, { type: 'AllowanceReleased', data: { modificationId, code: 'refused' } }, day);
      mergeAndBack(add, companyId, customerId, day);
      return;
    case 7: {
      const notificationId = derivedId('notification', modificationId, 'change_confirmed');
      add(appointment, { type: 'AppointmentCancelled', data: decision }, day, modificationId);
      add(appointment, { type: 'CalendarNotConcerned', data: { modificationId, reason: 'no_booking' } }, day);
      add(customer, { type: 'CustomerNotified', data: { notificationId, by: 'post', sent: true } }, day + 1);
      add(customer, { type: 'CustomerNotified', data: { notificationId, by: 'admin' } }, day + 2);
      if (Number(appointmentId.slice(1)) % 40 === 7) erased(add, about, modificationId, day + 3);
      return;
    }
    case 10: {
      const failed = { modificationId, attempt: 1, kind: 'timeout', code: 'timeout', retryAt: period(0).startsAt };
      add(appointment, { type: 'AppointmentRescheduled', data: { ...decision, to: period(3) } }, day, modificationId);
      add(appointment, { type: 'CalendarSyncFailed', data: failed }, day);
      const resolved = { modificationId, resolution: 'keep', by: 'admin', reasonCode: 'by_phone' } as const;
      add(appointment, { type: 'ModificationResolved', data: resolved }, day + 5);
      add(appointment, { type: 'CalendarNotConcerned', data: { modificationId, reason: 'kept_by_operator' } }, day + 5);
      return;
    }
    case 12: {
      const staff = { from: 'p1', to: null, previousCalendarHostId: 41, calendarHostId: 42 };
      const changed = { bookingUid: uid, externalCause: 'webhook', startsAt: period(0).startsAt, staff };
      add(appointment, { type: 'CalendarBookingChanged', data: changed }, day);
      const seen = { bookingUid: uid, externalCause: 'look' };
      add(appointment, { type: 'AppointmentNoShowRecorded', data: { noShow: true, ...seen } }, day * 20);
      if (Number(appointmentId.slice(1)) % 40 === 12) {
        const takenBack = { noShow: false, by: 'anna', reasonCode: 'came_late' };
        add(appointment, { type: 'AppointmentNoShowRecorded', data: takenBack }, day * 21);
      }
      return;
    }
    case 15:
      add(
        appointment,
        { type: 'CalendarNewTimeRequested', data: { bookingUid: uid, externalCause: 'webhook', ...period(0) } },
        day,
      );
      return;
    case 19: {
      const released = { companyId, uid, appointmentId, reasonCode: 'by_mistake' };
      add(bookingStream(companyId, uid), { type: 'BookingClaimReleased', data: released }, day);
      return;
    }
  }
}

const factsAt = (now: string, seen: { startsAt: string; bookingUid: string } | null = null) => ({
  now,
  companyRevision: '5',
  openingHoursRevision: null,
  allowanceUsed: null,
  circuit: 'closed' as const,
  slot: null,
  seen,
});

interface About {
  companyId: string;
  appointmentId: string;
  customerId: string;
  callId: string;
  uid: string;
  key: string;
  appointment: string;
  period(days: number): { startsAt: string; endsAt: string };
}

function callAbout({ add }: Written, fate: Exclude<(typeof fates)[number], 'kept'>, about: About): void {
  const { companyId, appointmentId, customerId, callId, uid, key, appointment, period } = about;
  const call = callStream(callId);
  const requestKey = derivedId('request', key);
  const request = { requestKey, n: 1 };
  const cancels = fate === 'cancelled' || fate === 'reverted' || fate === 'refused';
  const operation = cancels ? 'cancel' : 'reschedule';
  const day = 60 * 24;
  const personal = { customerNumber: '+4915112345678' };
  add(call, { type: 'CallStarted', data: { callId, companyId, callType: 'phone_call', direction: 'inbound', personal } }, day);
  const called = { ...request, function: `${operation}_appointment`, personal: { arguments: { appointment_date: 'morgen' } } };
  add(call, { type: 'FunctionCalled', data: called }, day);
  add(call, { type: 'CallerIdentified', data: { ...request, customerId, way: 'number' } }, day);
  const facts = factsAt(period(-10).startsAt, { startsAt: period(0).startsAt, bookingUid: uid });
  const fee = { amountCents: 0, currency: 'EUR' };
  const terms = { withinPolicy: true, hoursNotice: 240, fee, feeAccepted: false, policyScope: 'company', policyRevision: '4' };
  const answer = { ...request, function: called.function, parameters: {}, language: 'de' as const, appointmentId };
  if (fate === 'refused') {
    const refusal = {
      ...request,
      operation,
      code: 'too_late',
      appointmentId,
      appointmentRevision: '0',
      customerId,
      facts,
      terms,
    } as const;
    add(call, { type: 'ModificationRefused', data: refusal }, day);
    add(call, { type: 'FunctionAnswered', data: { ...answer, status: 'refused', code: 'too_late' } }, day);
  } else {
    const modificationId = derivedId('modification', key);
    const decision = { from: period(0), timeZone: zone, terms, facts, identifiedBy: 'number', callId };
    if (cancels) add(appointment, { type: 'AppointmentCancelled', data: decision }, day, modificationId);
    else add(appointment, { type: 'AppointmentRescheduled', data: { ...decision, to: period(3) } }, day, modificationId);
    const answered = fate === 'moved_late' || fate === 'corrected' ? 'pending' : cancels ? 'cancelled' : 'rescheduled';
    const telling = () =>
      add(call, { type: 'FunctionAnswered', data: { ...answer, status: answered, code: answered, modificationId } }, day);
    if (answered === 'pending') telling();
    settle(add, fate, { appointment, modificationId, uid, period });
    if (answered !== 'pending') telling();
  }
  add(call, { type: 'CallEnded', data: { disconnectionReason: 'user_hangup', durationMs: 61_000 } }, day + 1);
  add(call, { type: 'CallAnalyzed', data: { callSuccessful: true, userSentiment: 'Neutral' } }, day + 2);
}

function settle(
  add: Written['add'],
  fate: 'cancelled' | 'moved' | 'reverted' | 'moved_late' | 'corrected',
  { appointment, modificationId, uid, period }: Pick<About, 'appointment' | 'uid' | 'period'> & { modificationId: string },
): void {
  const day = 60 * 24;
  const retryAt = period(0).startsAt;
  const failed = (attempt: number) => ({ modificationId, attempt, kind: 'timeout', code: 'timeout', retryAt }) as const;
  const moved = { modificationId, previousBookingUid: uid, bookingUid: `${uid}b`, ...period(3) };
  switch (fate) {
    case 'cancelled':
      add(appointment, { type: 'CalendarBookingCancelled', data: { modificationId, bookingUid: uid } }, day);
      return;
    case 'moved':
      add(appointment, { type: 'CalendarBookingRescheduled', data: moved }, day);
      return;
    case 'reverted':
      add(appointment, { type: 'CalendarSyncFailed', data: failed(1) }, day);
      add(appointment, { type: 'AppointmentCancellationReverted', data: { modificationId, code: 'calendar_refused' } }, day);
      return;
    case 'moved_late':
      add(appointment, { type: 'CalendarSyncFailed', data: failed(1) }, day);
      add(appointment, { type: 'CalendarSyncDeferred', data: { modificationId, attempt: 2, retryAt } }, day);
      add(appointment, { type: 'CalendarBookingRescheduled', data: moved }, day + 30);
      return;
    case 'corrected':
      add(appointment, { type: 'CalendarSyncFailed', data: failed(1) }, day);
      add(appointment, { type: 'AppointmentRescheduleReverted', data: { modificationId, code: 'slot_unavailable' } }, day + 5);
  }
}

/** The same as they would stand in the store, without one. */
export function recordedMix(appointments: number): Recorded[] {
  const events: Recorded[] = [];
  for (const plan of eventMix(appointments)) {
    for (const { stream, revision, data } of plan)
      events.push(recordedOf(data, stream, revision, BigInt(events.length + 1) * 100n, new Date(begin)));
  }
  return events;
}
