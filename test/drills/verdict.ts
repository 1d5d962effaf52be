// Whether what callers of a drill heard is so: compared with the streams, Cal.com and the notifications, when everything is settled.

import type { CalcomSandbox } from '@rebook/calcom-sandbox';
import type { Recorded } from '../../src/domain/event-catalogue.ts';
import { callStream } from '../../src/domain/ids.ts';
import type { EventStore } from '../../src/platform/eventstore/store.ts';
import type { Caller, Change } from './callers.ts';

/** What one caller heard; nothing: their service stood still, or broke off. */
export interface HeardAnswer extends Caller {
  status: string | undefined;
  code: string | undefined;
}
export interface Evidence {
  store: EventStore;
  sandbox: CalcomSandbox;
  sql(text: string, values: unknown[]): Promise<Record<string, unknown>[]>;
}

type Outcome = 'not decided' | 'open' | 'settled' | 'reverted';

function outcomeOf(events: readonly Recorded[]): Outcome {
  const types = new Set<string>(events.map(({ type }) => type));
  if (!types.has('AppointmentCancelled') && !types.has('AppointmentRescheduled')) return 'not decided';
  if (types.has('AppointmentCancellationReverted') || types.has('AppointmentRescheduleReverted')) return 'reverted';
  return ['CalendarBookingCancelled', 'CalendarBookingRescheduled', 'CalendarNotConcerned'].some(type => types.has(type))
    ? 'settled'
    : 'open';
}

/** The outcomes with which a sentence was true. A pending change that is reverted is notified to its customer. */
function isTrue({ status, code }: HeardAnswer, outcome: Outcome, isNotified: boolean): boolean {
  switch (status) {
    case undefined:
      return true;
    case 'cancelled':
    case 'rescheduled':
      return outcome === 'settled';
    case 'pending':
      return outcome === 'settled' || (outcome === 'reverted' && isNotified);
    case 'unavailable':
      return outcome === 'not decided' || code === 'change_not_visible';
    case 'calendar_unavailable':
      return outcome === 'not decided' || outcome === 'reverted';
    default:
      return false;
  }
}

function calendarAgrees(change: Change, outcome: Outcome, sandbox: CalcomSandbox): boolean {
  if (change.uid === undefined) return true;
  const live = sandbox.latest(change.uid);
  if (outcome !== 'settled') return live?.uid === change.uid;
  return change.operation === 'cancel'
    ? live === undefined
    : live !== undefined && new Date(live.start).toISOString() === change.newStart;
}

/** Those who heard what is not so, or for whom the stream, Cal.com and the ledger disagree, and how. */
export async function untrueChanges<T extends HeardAnswer>(
  answers: readonly T[],
  { store, sandbox, sql }: Evidence,
): Promise<{ answer: T; how: string }[]> {
  const wrong: { answer: T; how: string }[] = [];
  for (const one of answers) {
    const { change } = one;
    if (!change) continue;
    // Staff may have moved it before.
    const events = (await store.read(change.stream)).filter(({ metadata }) => metadata.channel !== 'operator');
    const outcome = outcomeOf(events);
    const notified = await sql('select 1 from notifications where appointment_id = $1', [change.id]);
    const recorded = (await store.read(callStream(one.callId))).flatMap(({ type, data }) =>
      type === 'FunctionAnswered' ? [data.status] : [],
    );
    const decisions = events.filter(({ type }) => type === 'AppointmentCancelled' || type === 'AppointmentRescheduled');
    const faults = [
      !isTrue(one, outcome, notified.length > 0) && 'it was not so',
      decisions.length > 1 && 'decided twice',
      outcome === 'open' && 'never settled',
      !calendarAgrees(change, outcome, sandbox) && 'Cal.com says otherwise',
      recorded.length > 1 && 'answered twice',
      // A fault of ours leaves the request open.
      one.status !== undefined && one.status !== (recorded[0] ?? 'unavailable') && `recorded as ${recorded[0] ?? 'nothing'}`,
    ].filter(fault => fault !== false);
    const how = `${one.callId}, ${change.operation}: heard ${one.status} ${one.code}, ${outcome}: ${faults.join(', ')}`;
    if (faults.length > 0) wrong.push({ answer: one, how });
  }
  return wrong;
}
