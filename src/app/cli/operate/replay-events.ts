// Prints events for people to read: when, which, by whom, with what data.
import type { Recorded } from '../../../domain/event-catalogue.ts';
import { callStream, requestStream } from '../../../domain/ids.ts';
import { table } from '../table.ts';

/** A table of events; without `personal` names, numbers and free text are left out. */
export function eventLines(events: Recorded[], personal: boolean): string {
  const rows = events.map(event => [
    event.revision.toString(),
    event.metadata.occurredAt,
    event.type,
    `${event.metadata.actor.kind} ${event.metadata.actor.id} (${event.metadata.channel})`,
    what(visible(event, personal)),
  ]);
  return table(['REV', 'TIME', 'EVENT', 'BY', 'WHAT'], rows);
}

/** The streams of the calls and requests in which the decisions among these events were made, and can be made again. */
export function decidedIn(events: Recorded[]): string[] {
  const streams = events.flatMap(({ type, metadata: { channel, $correlationId: cause, companyId } }) => {
    if (type !== 'AppointmentCancelled' && type !== 'AppointmentRescheduled') return [];
    if (channel === 'phone') return [callStream(cause)];
    return channel === 'operator' && companyId !== undefined ? [requestStream(companyId, cause)] : [];
  });
  return [...new Set(streams)];
}

/** The same for programs: everything an event carries. */
export function eventRecord(event: Recorded, personal: boolean): object {
  return { ...event, data: visible(event, personal) };
}

function visible(event: Recorded, personal: boolean): object {
  if (event.erased) return { ...event.data, personal: '(erased)' };
  return personal || !('personal' in event.data) ? event.data : { ...event.data, personal: '(hidden)' };
}

function what(data: object): string {
  return Object.entries(data)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}=${said(value)}`)
    .join(' ');
}

function said(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if ('startsAt' in value && 'endsAt' in value) return `${value.startsAt}/${value.endsAt}`;
  if ('amountCents' in value && 'currency' in value) return `${value.amountCents}ct ${value.currency}`;
  if (Array.isArray(value)) return `[${value.map(said).join(',')}]`;
  return `{${what(value)}}`;
}
