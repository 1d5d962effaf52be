// Every name, number and address a record ever had, each with the time it stood.
import type { Recorded } from '../../../domain/event-catalogue.ts';
import type { PersonalData } from './schema.ts';

export type Contact = PersonalData['customer']['items'][number]['contacts'][number];

export function contactsOfRecord(events: readonly Recorded[]): Contact[] {
  const changes = events.flatMap(event =>
    (event.type === 'CustomerRegistered' || event.type === 'CustomerContactChanged') && event.data.personal
      ? [{ at: event.metadata.occurredAt, ...event.data.personal }]
      : [],
  );
  return changes.map(({ at, name, phone = null, email = null }, index) => ({
    from: at,
    until: changes[index + 1]?.at ?? null,
    ...{ name, phone, email },
  }));
}
