// Who a person is for their disclosure: their records, names and numbers, and those whom they could be confused with.
import { type Kysely, sql } from 'kysely';
import { nameLikeness } from '../../domain/customer/names.ts';
import { likeEnough } from '../../domain/customer/word-likeness.ts';
import type { Recorded } from '../../domain/event-catalogue.ts';
import { customerStream } from '../../domain/ids.ts';
import type { Executor } from '../../platform/eventstore/execute.ts';
import type { EventStore } from '../../platform/eventstore/store.ts';
import { mergedCustomer } from '../merged-customer.ts';

export type Db = Pick<Kysely<unknown>, 'getExecutor'>;
type Store = Pick<EventStore, 'read'>;

/** A number that stands, or stood, in a record of the person. */
export interface OwnNumber {
  /** Position in the log from which it was theirs no more; undefined: it still is. */
  until: bigint | undefined;
  /** Names of other customers who have it now. */
  sharedWith: readonly string[];
}

export interface Person {
  companyId: string;
  /** The record that stands for them first, then those that are merged into it now. */
  recordIds: readonly string[];
  /** The streams of these records. */
  histories: ReadonlyMap<string, readonly Recorded[]>;
  /** Every name and number these records ever had. */
  names: readonly string[];
  numbers: ReadonlyMap<string, OwnNumber>;
  /** Records that were merged with theirs once and are another person's now. */
  parted: readonly PartedRecord[];
}

export interface PartedRecord {
  customerId: string;
  history: readonly Recorded[];
  names: readonly string[];
  numbers: readonly string[];
  /** Positions between which both counted as one person: a call of either was recorded as one of the record that stood for both. */
  together: readonly { from: bigint; to: bigint | undefined }[];
}

/** The person this record belongs to; undefined where there is no such record. */
export async function personOf(
  { companyId, customerId }: { companyId: string; customerId: string },
  { db, store, executor }: { db: Db; store: Store; executor: Executor },
): Promise<Person | undefined> {
  const { recordIds, states } = await mergedCustomer(companyId, customerId, executor);
  if (states.get(customerId)?.companyId === undefined) return undefined;
  const read = (id: string) => store.read(customerStream(companyId, id));
  const histories = new Map(await Promise.all(recordIds.map(async id => [id, await read(id)] as const)));
  const met = new Set(recordIds.flatMap(id => states.get(id)?.everMergedWith ?? []));
  const parted = [...met].filter(id => !recordIds.includes(id));
  const all = [...histories.values()].flat();
  return {
    companyId,
    recordIds,
    histories,
    names: namesIn(all),
    numbers: await ownNumbers(db, companyId, recordIds, [...histories.values()]),
    parted: await Promise.all(parted.map(async id => partedRecord(id, await read(id), histories))),
  };
}

/** The same name, heard or written another way; a last name alone may stand for the whole. */
export const isNameAmong = (said: string, names: readonly string[]): boolean =>
  names.some(name => nameLikeness(said, name) >= likeEnough);

/** Whether both records counted as one person's when the event at this position was written. */
export const areTogetherAt = ({ together }: PartedRecord, position: bigint): boolean =>
  together.some(({ from, to }) => position >= from && (to === undefined || position < to));

function contactsIn(events: readonly Recorded[]) {
  return events.flatMap(event =>
    (event.type === 'CustomerRegistered' || event.type === 'CustomerContactChanged') && event.data.personal
      ? [{ ...event.data.personal, position: event.position }]
      : [],
  );
}

const namesIn = (events: readonly Recorded[]): string[] => [...new Set(contactsIn(events).map(({ name }) => name))];
const numbersIn = (events: readonly Recorded[]): string[] => [
  ...new Set(contactsIn(events).flatMap(({ phone }) => (phone === undefined ? [] : [phone]))),
];

async function ownNumbers(
  db: Db,
  companyId: string,
  recordIds: readonly string[],
  histories: readonly (readonly Recorded[])[],
): Promise<Map<string, OwnNumber>> {
  const numbers = [...new Set(histories.flatMap(numbersIn))];
  const { rows } = await sql<{ phone: string; name: string }>`
    select phone, name from customers
    where company_id = ${companyId} and phone = any(${numbers}::text[]) and customer_id <> all(${recordIds}::text[])`.execute(db);
  return new Map(
    numbers.map(number => [
      number,
      { until: leftAt(number, histories), sharedWith: rows.filter(({ phone }) => phone === number).map(({ name }) => name) },
    ]),
  );
}

/** Where the number went out of the last record that had it. */
function leftAt(number: string, histories: readonly (readonly Recorded[])[]): bigint | undefined {
  const ends = histories.flatMap(history => {
    const contacts = contactsIn(history);
    const last = contacts.findLastIndex(({ phone }) => phone === number);
    return last < 0 ? [] : [contacts[last + 1]?.position];
  });
  if (ends.includes(undefined)) return undefined;
  return ends.reduce((latest, end) => (latest !== undefined && end !== undefined && latest > end ? latest : end), undefined);
}

function partedRecord(customerId: string, history: readonly Recorded[], own: Person['histories']): PartedRecord {
  const joined = (events: readonly Recorded[], isOther: (id: string) => boolean) =>
    events.flatMap(event => {
      if (event.type === 'CustomerMerged' && isOther(event.data.into)) return [{ begins: true, position: event.position }];
      if (event.type === 'CustomerUnmerged' && isOther(event.data.from)) return [{ begins: false, position: event.position }];
      return [];
    });
  const turns = [
    ...joined(history, id => own.has(id)),
    ...[...own.values()].flatMap(events => joined(events, id => id === customerId)),
  ].sort((a, b) => (a.position < b.position ? -1 : 1));
  const together = turns.flatMap(({ begins, position }, index) =>
    begins ? [{ from: position, to: turns.slice(index).find(turn => !turn.begins)?.position }] : [],
  );
  return { customerId, history, names: namesIn(history), numbers: numbersIn(history), together };
}
