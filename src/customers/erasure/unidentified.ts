// Finds the calls of a person that nobody has identified them in: by their number, which only the calls themselves tell.

import type { Recorded } from '../../domain/event-catalogue.ts';
import { customerNumberIn } from '../../domain/personal.ts';
import type { EventStore } from '../../platform/eventstore/store.ts';
import { type Db, streamsOfNobody } from './person.ts';

const atOnce = 8;

/** Every number a customer's record has had. */
export function numbersOf(events: readonly Recorded[]): string[] {
  return [...new Set(events.flatMap(event => customerNumberIn(event) ?? []))];
}

/** Every number, address and name a customer's record has had. */
export const contactsOf = (events: readonly Recorded[]): string[] => [
  ...new Set(
    events.flatMap(event =>
      (event.type === 'CustomerRegistered' || event.type === 'CustomerContactChanged') && event.data.personal
        ? Object.values(event.data.personal).filter(value => value !== undefined)
        : [],
    ),
  ),
];

/** Streams of nobody in which one of these numbers stands. Each is read, so this takes long where there are many. */
export async function streamsWithNumbers(
  db: Db,
  store: Pick<EventStore, 'read'>,
  companyId: string,
  numbers: readonly string[],
): Promise<string[]> {
  if (numbers.length === 0) return [];
  const left = await streamsOfNobody(db, companyId);
  const found: string[] = [];
  const look = async (): Promise<void> => {
    for (let stream = left.pop(); stream !== undefined; stream = left.pop()) {
      const events = await store.read(stream);
      if (numbersOf(events).some(number => numbers.includes(number))) found.push(stream);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, look));
  return found.sort();
}
