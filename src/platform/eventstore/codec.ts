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
import { subjectOf } from '../../domain/personal.ts';
import { cleaned } from '../../domain/storable-text.ts';
import { isSealed, nothingSealed, open, seal } from '../vault/seal.ts';
import type { KeySource, Keys } from '../vault/vault.ts';

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

/**
 * The events as they are stored: what is personal is encrypted with the key of the person it concerns, which is durable by then.
 * Of a person who was erased nothing personal is stored any more.
 */
export async function sealed(stream: string, events: readonly EventData[], vault: KeySource): Promise<EventData[]> {
  const subjects = events.map(event => (personalIn(event.data) === undefined ? undefined : subjectOf(stream, event)));
  const wanted = subjects.filter(subject => subject !== undefined);
  if (wanted.length === 0) return [...events];
  const keys = await vault.toSeal(wanted);
  return events.map((event, index) => {
    const subject = subjects[index];
    if (subject === undefined || event.contentType !== 'application/json') return event;
    const key = keys.get(subject);
    if (key === undefined) throw new Fault('data_key_missing', `there is no data key for event ${event.id} of ${event.type}`);
    const place = { stream, id: event.id, type: event.type };
    const personal = key === 'destroyed' ? nothingSealed(subject) : seal(key, place, personalIn(event.data));
    return { ...event, data: Object.assign({}, event.data, { personal }) };
  });
}

/** What is personal in an event's data, where there is something. */
function personalIn(data: unknown): object | undefined {
  if (typeof data !== 'object' || data === null || !('personal' in data)) return undefined;
  const { personal } = data;
  return typeof personal === 'object' && personal !== null && Object.keys(personal).length > 0 ? personal : undefined;
}

/**
 * The keys of a page of events, by at most one statement. The keys of a person are destroyed before it is recorded that they were
 * erased; so from that event on none may come from a cache, and whoever reads an event after it finds the same: nothing.
 */
export async function keysFor(page: readonly ResolvedEvent[], vault: KeySource | undefined): Promise<Keys> {
  const subjects = new Set<string>();
  for (const { event } of page) {
    if (event?.type === 'CustomerErased') vault?.forget(event.id);
    const personal = personalIn(event?.data);
    if (isSealed(personal) && personal.sealed !== null) subjects.add(personal.key);
  }
  if (subjects.size === 0) return noKeys;
  if (!vault) throw new Fault('vault_missing', 'these events are encrypted, and no vault is given to open them');
  return vault.toOpen(subjects);
}

const noKeys: Keys = new Map();

/** Data with what is personal in the clear; without it where the person was erased, or the key was given up. */
function opened(
  stored: { id: string; type: string; streamId: string },
  data: unknown,
  keys: Keys,
): { data: unknown; erased: boolean } {
  const personal = personalIn(data);
  if (!isSealed(personal) || typeof data !== 'object') return { data, erased: false };
  const { key: subject, sealed: bytes } = personal;
  const key = bytes === null ? 'destroyed' : keys.get(subject);
  if (bytes === null || key === 'destroyed' || key === 'lost') {
    const { personal: _, ...rest }: { personal?: unknown } = { ...data };
    return { data: rest, erased: true };
  }
  if (key === undefined) throw new Fault('event_unreadable', `the vault has no key for event ${stored.id} of ${stored.type}`);
  const { streamId: stream, id, type } = stored;
  return { data: { ...data, personal: open(key, { stream, id, type }, bytes) }, erased: false };
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
 * The event in its current version, opened with its page's keys, or as this program knows it where a later one wrote it to be read so;
 * undefined for an event that is not ours, and for one of a later program that may be passed over. Throws `event_newer`,
 * `event_unreadable`.
 */
export function decode(resolved: ResolvedEvent, keys: Keys): Recorded | undefined {
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
  const { data: clear, erased } = opened(stored, stored.data, keys);
  const data = upcast(stored.type, clear, versions);
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
    ...(erased && { erased }),
  });
}

/** All of a page that are ours, in order. */
export async function decodeAll(page: readonly ResolvedEvent[], vault: KeySource | undefined): Promise<Recorded[]> {
  const keys = await keysFor(page, vault);
  return page.flatMap(resolved => decode(resolved, keys) ?? []);
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
  erased?: boolean;
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
