// One call from its first word to its last effect: what was asked, decided, done at the calendar and said, and what led to what.
import { isDecision } from '../domain/appointment/modification-kinds.ts';
import type { Recorded } from '../domain/event-catalogue.ts';
import { appointmentStream, callStream } from '../domain/ids.ts';
import type { EventStore } from '../platform/eventstore/store.ts';

export interface TimelineStep {
  event: Recorded;
  /** The id of the step that led to this one; undefined for what came from outside. */
  causedBy: string | undefined;
}

/** In the order of the log, from the call's stream and those of its appointments; empty where there is no such call. */
export async function callTimeline(store: Pick<EventStore, 'read'>, callId: string): Promise<TimelineStep[]> {
  const ofCall = await store.read(callStream(callId));
  const [first] = ofCall;
  if (!first) return [];
  const { companyId } = first.metadata;
  const histories = await Promise.all(appointmentsIn(ofCall).map(id => store.read(appointmentStream(companyId, id))));
  const changes = histories.flatMap(history => changesOf(callId, history));
  const all = inTheirOrder([...ofCall, ...changes]);
  const decidedBy = new Map(
    all.flatMap(event => (event.type === 'FunctionAnswered' ? [[event.metadata.commandId, requestOf(event)] as const] : [])),
  );
  return all.map((event, index) => ({ event, causedBy: causeOf(event, all.slice(0, index), decidedBy) }));
}

/**
 * Whom a caller was taken for is recorded with the answer, and was known before anything was decided: it stands right after what was asked.
 */
function inTheirOrder(events: readonly Recorded[]): Recorded[] {
  const logged = [...events].sort((a, b) => Number(a.position - b.position));
  const findings = logged.filter(({ type }) => type === 'CallerIdentified' || type === 'CallerNotIdentified');
  const isMoved = (event: Recorded): boolean =>
    findings.includes(event) && logged.some(one => one.type === 'FunctionCalled' && requestOf(one) === requestOf(event));
  return logged.flatMap(event => {
    if (isMoved(event)) return [];
    if (event.type !== 'FunctionCalled') return [event];
    return [event, ...findings.filter(one => requestOf(one) === requestOf(event))];
  });
}

/** Every appointment this call has spoken of. */
const appointmentsIn = (events: readonly Recorded[]): string[] => [
  ...new Set(
    events.flatMap(({ data }) => ('appointmentId' in data && data.appointmentId !== undefined ? [data.appointmentId] : [])),
  ),
];

/** What this call has decided about an appointment, and what became of that. */
function changesOf(callId: string, history: readonly Recorded[]): Recorded[] {
  const decided = history.filter(event => isDecision(event) && event.data.callId === callId);
  const ids = new Set(decided.map(({ id }) => id));
  const later = history.filter(
    ({ data }) => 'modificationId' in data && data.modificationId !== undefined && ids.has(data.modificationId),
  );
  return [...decided, ...later];
}

/** Which request of the call an event belongs to, as one word; undefined for one of none. */
function requestOf({ data }: Recorded): string | undefined {
  return 'requestKey' in data && 'n' in data ? `${data.requestKey} ${data.n}` : undefined;
}

function causeOf(
  event: Recorded,
  before: readonly Recorded[],
  decidedBy: ReadonlyMap<string, string | undefined>,
): string | undefined {
  switch (event.type) {
    case 'FunctionCalled':
      return undefined;
    case 'CallbackDone':
      return before.find(({ type, data }) => type === 'CallbackPromised' && data.callbackId === event.data.callbackId)?.id;
    case 'FunctionAnswered':
      return before.findLast(one => isOf(one, requestOf(event)) || isAbout(one, event.data.modificationId))?.id;
  }
  if (isDecision(event)) return before.findLast(one => isOf(one, decidedBy.get(event.metadata.commandId)))?.id;
  if ('modificationId' in event.data && event.type !== 'RequestClosed') {
    const { modificationId } = event.data;
    return before.find(({ id }) => id === modificationId)?.id;
  }
  return before.findLast(one => isOf(one, requestOf(event)))?.id;
}

const isOf = (event: Recorded, request: string | undefined): boolean => request !== undefined && requestOf(event) === request;

/** A decision itself, or what became of it. */
const isAbout = ({ id, data }: Recorded, modificationId: string | undefined): boolean =>
  modificationId !== undefined && (id === modificationId || ('modificationId' in data && data.modificationId === modificationId));
