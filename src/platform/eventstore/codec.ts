// Encodes and decodes events: checked when written, brought up to date when read.
import { type EventData, jsonEvent, type ResolvedEvent } from '@eventstore/db-client';
import {
  type DomainEvent,
  eventSchemas,
  isEventType,
  type NewEvent,
  type Recorded,
  schemaVersionOf,
  upcasters,
} from '../../domain/event-catalogue.ts';
import { Fault } from '../../domain/fault.ts';
import type { EventMetadata } from '../../domain/metadata.ts';
import { cleaned } from '../../domain/storable-text.ts';

export type UnversionedMetadata = Omit<EventMetadata, 'schemaVersion'>;

/**
 * An event ready to append. Its data is checked against the schema of its type, which also drops what the schema does
 * not name, and cleaned of what no database takes. Throws `event_invalid`, naming paths but never values.
 */
export function encode(event: NewEvent, id: string, metadata: UnversionedMetadata): EventData {
  const parsed = eventSchemas[event.type].safeParse(cleaned(event.data));
  if (!parsed.success) {
    const places = parsed.error.issues.map(issue => `${issue.path.join('.')} ${issue.code}`).join(', ');
    throw new Fault('event_invalid', `${event.type} does not fit its schema: ${places}`);
  }
  const versioned: EventMetadata = { ...metadata, schemaVersion: schemaVersionOf(event.type) };
  return jsonEvent({ id, type: event.type, data: parsed.data, metadata: { ...versioned } });
}

/** As it was stored, key by key, so that it can be compared with what was sent. Undefined where it names no schema version. */
function versionIn(metadata: unknown): number | undefined {
  const version = typeof metadata === 'object' && metadata !== null && 'schemaVersion' in metadata && metadata.schemaVersion;
  return typeof version === 'number' && Number.isSafeInteger(version) && version > 0 ? version : undefined;
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

/** The event in its current version; undefined for an event that is not ours. Throws `event_unreadable`. */
export function decode(resolved: ResolvedEvent): Recorded | undefined {
  const stored = resolved.event;
  if (!stored?.isJson || !isEventType(stored.type)) return undefined;
  const version = versionIn(stored.metadata);
  if (version === undefined) {
    throw new Fault('event_unreadable', `event ${stored.id} of ${stored.type} carries no schema version`);
  }
  const data = upcast(stored.type, stored.data, version);
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

function upcast(type: DomainEvent['type'], data: unknown, version: number): unknown {
  const steps = upcasters[type] ?? [];
  if (version > steps.length + 1) {
    throw new Fault('event_unreadable', `${type} has version ${version}, this program knows ${steps.length + 1}`);
  }
  try {
    return steps.slice(version - 1).reduce((older, step) => step(older), data);
  } catch (cause) {
    throw new Fault('event_unreadable', `${type} of version ${version} cannot be brought up to date`, { cause });
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
