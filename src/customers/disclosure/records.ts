// The part of a person's own records: their streams, without what these hold for others.
import type { Recorded } from '../../domain/event-catalogue.ts';
import type { ErasureState } from './disclosure.ts';
import type { Person } from './person.ts';
import { withoutOthers } from './redact.ts';

/** A record's own stream without what it holds for others; and what streams of others hold for this record. */
export function recordEvents(customerId: string, person: Person): Recorded[] {
  const isOwn = (id: string): boolean => person.recordIds.includes(id);
  const own = person.histories.get(customerId) ?? [];
  const claims = new Set(
    own.flatMap(event =>
      event.type === 'AllowanceClaimed' && !isOwn(event.data.forCustomerId ?? customerId) ? [event.data.modificationId] : [],
    ),
  );
  const kept = own.filter(
    event => (event.type !== 'AllowanceClaimed' && event.type !== 'AllowanceReleased') || !claims.has(event.data.modificationId),
  );
  const elsewhere = person.parted.flatMap(({ history }) => {
    const theirs = history.filter(event => event.type === 'AllowanceClaimed' && event.data.forCustomerId === customerId);
    const ids = theirs.flatMap(event => (event.type === 'AllowanceClaimed' ? [event.data.modificationId] : []));
    return [...theirs, ...history.filter(event => event.type === 'AllowanceReleased' && ids.includes(event.data.modificationId))];
  });
  const events = [...kept, ...elsewhere].sort((a, b) => (a.position < b.position ? -1 : 1));
  return events.map(event => withoutOthers(event, person));
}

/** How far the erasure is, by the record's own stream. */
export function erasureOf(history: readonly Recorded[]): ErasureState {
  const requested = history.find(event => event.type === 'CustomerErasureRequested');
  const erased = history.find(event => event.type === 'CustomerErased');
  const last = erased ?? requested;
  if (!last) return { state: 'stored' };
  const asked = { requestedAt: (requested ?? last).metadata.occurredAt, reasonCode: last.data.reasonCode };
  return erased ? { state: 'erased', ...asked, erasedAt: erased.metadata.occurredAt } : { state: 'erasure_requested', ...asked };
}
