// Encodes and decodes events: checked when written, brought up to date when read.
import { type EventData, jsonEvent, type ResolvedEvent } from '@eventstore/db-client';
import {
  type DomainEvent,
  eventSchemas,
  isEventType,
  type NewEvent,
  notWrittenYet,
  type Recorded,
  readableFrom,
  schemaVersionOf,
  upcasters,
} from '../../domain/event-catalogue.ts';
import { Fault } from '../../domain/fault.ts';
import type { EventMetadata } from '../../domain/metadata.ts';
import { cleaned } from '../../domain/storable-text.ts';

export type UnversionedMetadata = Omit<EventMetadata, 'schemaVersion' | 'readableFrom'>;

/**
 * An event ready to append. Its data is checked against the schema of its type, which also drops what the schema does
 * not name, and cleaned of what no database takes. Throws `event_invalid`, naming paths but never values, and for a type that only the next
 * release writes.
 */
export function encode(event: NewEvent, id: string, metadata: UnversionedMetadata): EventData {
  if (notWrittenYet.includes(event.type))
    throw new Fault('event_invalid', `${event.type} is not written yet: the release before this one cannot read it`);
  const parsed = eventSchemas[event.type].safeParse(cleaned(event.data));
  if (!parsed.success) {
    const places = parsed.error.issues.map(issue => `${issue.path.join('.')} ${issue.code}`).join(', ');
    throw new Fault('event_invalid', `${event.type} does not fit its schema: ${places}`);
  }
  const earliest = readableFrom[event.type];
  const versioned: EventMetadata = {
    ...metadata,
    schemaVersion: schemaVersionOf(event.type),
    ...(earliest !== undefined && { readableFrom: earliest }),
  };
  return jsonEvent({ id, type: event.type, data: parsed.data, metadata: { ...versioned } });
}

/** The version it was written in, and the earliest it may be read as. Undefined where it names no schema version. */
function versionsIn(metadata: unknown): { written: number; earliest: number } | undefined {
  if (typeof metadata !== 'object' || metadata === null || !('schemaVersion' in metadata)) return undefined;
  const written = metadata.schemaVersion;
  if (typeof written !== 'number' || !Number.isSafeInteger(written) || written <= 0) return undefined;
  const earliest = 'readableFrom' in metadata ? metadata.readableFrom : undefined;
  return { written, earliest: typeof earliest === 'number' ? earliest : written };
}

/** Where an event stands, whether it can be read or not. */
export type EventPlace = Pick<Recorded, 'id' | 'stream' | 'revision' | 'position'>;

export const placeOf = (resolved: ResolvedEvent): EventPlace | undefined =>
  resolved.event && {
    id: resolved.event.id,
    stream: resolved.event.streamId,
    revision: resolved.event.revision,
    position: resolved.event.position?.commit ?? resolved.commitPosition ?? 0n,
  };

/**
 * The event in its current version, or as this program knows it where a later one wrote it to be read so; undefined for an event that is
 * not ours, and for one of a later program that may be passed over. Throws `event_newer`, `event_unreadable`.
 */
export function decode(resolved: ResolvedEvent): Recorded | undefined {
  const stored = resolved.event;
  if (!stored?.isJson) return undefined;
  const versions = versionsIn(stored.metadata);
  if (!isEventType(stored.type)) {
    if (versions === undefined || versions.earliest === 0) return undefined;
    throw new Fault('event_newer', `a later program wrote ${stored.type}, which this one does not know`);
  }
  if (versions === undefined) {
    throw new Fault('event_unreadable', `event ${stored.id} of ${stored.type} carries no schema version`);
  }
  const data = upcast(stored.type, stored.data, versions);
  const position = stored.position?.commit ?? resolved.commitPosition ?? 0n;
  return trusted({
    id: stored.id,
    type: stored.type,
    data,
    metadata: stored.metadata,
    stream: stored.streamId,
    revision: stored.revision,
    position,
    recordedAt: stored.created.toISOString(),
  });
}

function upcast(type: DomainEvent['type'], data: unknown, { written, earliest }: { written: number; earliest: number }): unknown {
  const steps = upcasters[type] ?? [];
  const known = steps.length + 1;
  if (earliest > known) throw new Fault('event_newer', `${type} has version ${written}, this program knows ${known}`);
  try {
    return steps.slice(written - 1).reduce((older, step) => step(older), data);
  } catch (cause) {
    throw new Fault('event_unreadable', `${type} of version ${written} cannot be brought up to date`, { cause });
  }
}

interface Stored {
  id: string;
  type: DomainEvent['type'];
  data: unknown;
  metadata: unknown;
  stream: string;
  revision: bigint;
  position: bigint;
  recordedAt: string;
}

/** Current versions were checked when they were written and are not checked again; this is the only place that relies on it. */
const trusted = (stored: Stored): Recorded => stored as Recorded;

/** The recorded form of an event that was just appended: what a reader of the stream would get. */
export function recordedOf(data: EventData, stream: string, revision: bigint, position: bigint, at: Date): Recorded {
  const copy = JSON.parse(JSON.stringify({ data: data.data, metadata: data.metadata }));
  return trusted({
    id: data.id,
    type: data.type as DomainEvent['type'],
    data: copy.data,
    metadata: copy.metadata,
    stream,
    revision,
    position,
    recordedAt: at.toISOString(),
  });
}
