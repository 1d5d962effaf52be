// Gathers everything that is stored of one person, and nothing of another's: from the streams, which the vault opens; the read models only
// say which streams to read.
import { Fault } from '../../domain/fault.ts';
import type { Executor } from '../../platform/eventstore/execute.ts';
import type { EventStore } from '../../platform/eventstore/store.ts';
import { streamsOf } from '../erasure/person.ts';
import { streamsWithNumbers } from '../erasure/unidentified.ts';
import type { DisclosedCall, Disclosure } from './disclosure.ts';
import { type Appointments, createAppointments, versionsOfOwner } from './owners.ts';
import { type Db, type Person, personOf } from './person.ts';
import { erasureOf, recordEvents } from './records.ts';
import { withoutOthers } from './redact.ts';
import { accessOf, lockoutStreams, notificationsOf } from './rows.ts';
import { ownPartOf } from './whose.ts';

export interface DiscloseDependencies {
  db: Db;
  store: Pick<EventStore, 'read' | 'head'>;
  executor: Executor;
  /** True once the read models have seen this position; false after `timeoutMs`. */
  caughtUp(position: bigint, timeoutMs: number): Promise<boolean>;
}

const catchUpMs = 10_000;
const readAtOnce = 8;

/** The person this record belongs to, with all their records; undefined where there is none. Throws `read_models_behind`. */
export async function disclose(
  asked: { companyId: string; customerId: string },
  deps: DiscloseDependencies,
): Promise<Disclosure | undefined> {
  const { db, store } = deps;
  const person = await personOf(asked, deps);
  if (!person) return undefined;
  if (!(await deps.caughtUp(await store.head(), catchUpMs)))
    throw new Fault('read_models_behind', 'the read models have not caught up');
  const appointments = createAppointments(store, asked.companyId);
  const found = await streamsOfPerson(person, deps);
  const parts = await partsOf(found.streams, person, appointments, store);
  const calls = parts.own.filter(({ stream }) => stream.startsWith(callPrefix));
  const callIds = calls.map(({ id }) => id);
  const released = await releasesOf(person, callIds, deps);
  const requests = inOrder([...parts.own.filter(({ stream }) => !stream.startsWith(callPrefix)), ...released]);
  const soleCalls = calls.filter(({ leftOut }) => leftOut === 0).map(({ id }) => id);
  const streams = [...calls, ...requests].map(({ stream }) => stream);
  return {
    ...asked,
    erasure: erasureOf(person.histories.get(asked.customerId) ?? []),
    records: person.recordIds.map(customerId => ({ customerId, events: recordEvents(customerId, person) })),
    appointments: (
      await mapped([...found.appointments].sort(), async id => ({
        appointmentId: id,
        versions: versionsOfOwner(await appointments.read(id), person.recordIds).map(({ event, stands }) => ({
          event: withoutOthers(event, person),
          stands,
        })),
      }))
    ).filter(({ versions }) => versions.length > 0),
    calls: inOrder(calls),
    requests,
    notifications: await notificationsOf(db, person, soleCalls),
    access: await accessOf(db, person, [...streams, ...found.appointments]),
    unclearCalls: parts.unclear,
  };
}

const callPrefix = 'call-';
const requestPrefix = 'request-';

/** Streams that speak of the person, or may: those of records that were one with theirs are looked through for calls of theirs. */
async function streamsOfPerson(person: Person, { db, store }: DiscloseDependencies) {
  const { companyId, recordIds, parted } = person;
  const own = await Promise.all(recordIds.map(customerId => streamsOf(db, { companyId, customerId })));
  const others = await Promise.all(parted.map(({ customerId }) => streamsOf(db, { companyId, customerId })));
  const unidentified = await streamsWithNumbers(db, store, companyId, [...person.numbers.keys()]);
  const streams = [...own.flatMap(found => found.streams), ...others.flatMap(found => found.streams), ...unidentified];
  return {
    streams: [...new Set(streams)].filter(stream => stream.startsWith(callPrefix) || stream.startsWith(requestPrefix)),
    appointments: new Set(own.flatMap(found => found.appointments)),
  };
}

async function partsOf(streams: string[], person: Person, appointments: Appointments, store: Pick<EventStore, 'read'>) {
  const parts = await mapped(streams, async stream => ({ stream, part: await partOf(stream, person, appointments, store) }));
  return {
    own: parts.flatMap(({ part }) => (part === undefined || part === 'unclear' ? [] : [part])),
    unclear: parts.filter(({ part }) => part === 'unclear').length,
  };
}

async function partOf(
  stream: string,
  person: Person,
  appointments: Appointments,
  store: Pick<EventStore, 'read'>,
): Promise<DisclosedCall | 'unclear' | undefined> {
  const events = await store.read(stream);
  if (events.some(({ metadata }) => metadata.companyId !== person.companyId)) return undefined;
  const part = await ownPartOf(events, person, appointments);
  if (part === undefined || part === 'unclear') return part;
  return {
    stream,
    id: idOf(stream, person),
    leftOut: part.leftOut,
    events: part.events.map(event => withoutOthers(event, person)),
  };
}

const idOf = (stream: string, { companyId }: Person): string =>
  stream.startsWith(callPrefix) ? stream.slice(callPrefix.length) : stream.slice(`${requestPrefix}${companyId}.`.length);

/** Lockouts of their numbers or calls that staff have ended. */
async function releasesOf(
  person: Person,
  callIds: readonly string[],
  { db, store }: DiscloseDependencies,
): Promise<DisclosedCall[]> {
  const streams = await lockoutStreams(db, person.companyId);
  const read = await mapped(streams, async stream => {
    const events = (await store.read(stream)).filter(event => {
      if (event.type !== 'LockoutReleased') return false;
      const { callId, personal } = event.data;
      return (
        (callId !== undefined && callIds.includes(callId)) ||
        (personal?.number !== undefined && person.numbers.has(personal.number))
      );
    });
    return { stream, id: idOf(stream, person), leftOut: 0, events };
  });
  return read.filter(({ events, stream }) => events.length > 0 && stream.startsWith(requestPrefix));
}

const inOrder = (calls: readonly DisclosedCall[]): DisclosedCall[] =>
  [...calls].sort((a, b) => ((a.events[0]?.position ?? 0n) < (b.events[0]?.position ?? 0n) ? -1 : 1));

/** Several at once, and not all: a person may have thousands of calls. */
async function mapped<T, R>(items: readonly T[], read: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      if (item !== undefined) results[at] = await read(item);
    }
  };
  await Promise.all(Array.from({ length: readAtOnce }, work));
  return results;
}
