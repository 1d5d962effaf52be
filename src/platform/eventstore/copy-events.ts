// Copies all events of one store into another, in the same order, with the streams' revisions and ids, so that readers of the new
// store read the same as in the old one.
import { type AllStreamRecordedEvent, BACKWARDS, END, type ReadPosition, StreamNotFoundError } from '@eventstore/db-client';
import { Fault } from '../../domain/fault.ts';
import { leafOf } from '../../proof/leaf.ts';
import type { RawEventData } from './client/append-request.ts';
import { usualAppendBytes } from './client/append-size.ts';
import { isConnectionFault } from './client/connection-fault.ts';
import type { RawEvent } from './client/raw-read.ts';
import { readinessStream } from './client/readiness.ts';
import type { ConnectedEventStore } from './store.ts';

export interface CopyProgress {
  step: 'read' | 'copied' | 'compared';
  events: number;
  /** Position in the source. */
  position: bigint;
  /** Where the source ended when it began. */
  head: bigint;
}

export interface CopyOptions {
  from: ConnectedEventStore;
  to: ConnectedEventStore;
  signal: AbortSignal;
  onProgress(progress: CopyProgress): void;
  /** Bytes of data one append to the target may have. */
  maxAppendSize?: number | undefined;
}

export interface Copied {
  /** Appended by this run; less than `total` where an earlier one had begun. */
  copied: number;
  /** Events both stores hold. */
  total: number;
}

/** Before the first event. */
const beginning = -1n;
/** Events in flight at once: as many consecutive ones of one stream, up to this. */
const mostAtOnce = 100;
const page = 500;

/**
 * Appends what `to` does not have yet, one append after another, since the order of the log is part of the copy; then reads both
 * from the beginning and compares. It may be interrupted at any moment and resumes later. What no append can carry over is
 * refused before the first: streams' metadata, deletions, events above the limit of an append. Throws `copy_target_differs`,
 * `copy_source_changed`, `copy_source_truncated`, `append_too_large`, `copy_cancelled`, `event_store_unavailable`.
 */
export async function copyEvents(options: CopyOptions): Promise<Copied> {
  try {
    const copied = await appendMissing(options);
    return { copied, total: await compare(options) };
  } catch (cause) {
    if (!isConnectionFault(cause)) throw cause;
    const message = 'one of the two event stores cannot be reached; run it again and it goes on from there';
    throw new Fault('event_store_unavailable', message, { cause });
  }
}

async function appendMissing(options: CopyOptions): Promise<number> {
  const { from, to, onProgress, maxAppendSize = usualAppendBytes } = options;
  const head = await from.head();
  const resumed = await resumeAt(from, to);
  await lookThrough(options, resumed, head);
  let events = 0;
  let batch: RawEvent[] = [];
  let bytes = 0;
  const flush = async () => {
    const [first] = batch;
    const last = batch.at(-1);
    if (!first || !last) return;
    const result = await to.appendRaw(first.stream, batch.map(carried), first.revision - 1n);
    if (result.kind === 'conflict' || result.revision !== last.revision) throw differs(first);
    events += batch.length;
    batch = [];
    bytes = 0;
    onProgress({ step: 'copied', events, position: last.position, head });
  };
  for await (const event of readOwn(from, resumed, options.signal)) {
    const size = event.data.length;
    const isOther = batch.at(-1)?.stream !== event.stream;
    if (isOther || batch.length === mostAtOnce || bytes + size > maxAppendSize) await flush();
    batch.push(event);
    bytes += size;
  }
  await flush();
  return events;
}

/** Throws where the copy could not be complete, before anything is copied. */
async function lookThrough(
  { from, signal, onProgress, maxAppendSize = usualAppendBytes }: CopyOptions,
  after: bigint,
  head: bigint,
): Promise<void> {
  let events = 0;
  for await (const event of readOwn(from, after, signal)) {
    if (event.data.length > maxAppendSize) throw tooLarge(event, maxAppendSize);
    events += 1;
    if (events % page === 0) onProgress({ step: 'read', events, position: event.position, head });
  }
}

/** The place in the source of the last event that the target has; everything before it was copied in order. */
async function resumeAt(from: ConnectedEventStore, to: ConnectedEventStore): Promise<bigint> {
  const last = await lastOwn(to);
  if (!last) return beginning;
  try {
    const { streamId, revision } = last;
    for await (const { event } of from.client.readStream(streamId, { fromRevision: revision, maxCount: 1 })) {
      if (event?.id === last.id && event.position) return event.position.commit;
    }
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
  }
  throw differs({ stream: last.streamId, revision: last.revision });
}

async function lastOwn(store: ConnectedEventStore): Promise<AllStreamRecordedEvent | undefined> {
  let fromPosition: ReadPosition = END;
  for (;;) {
    const events = await store.page(BACKWARDS, fromPosition, page);
    const found = events.find(({ streamId: stream, type }) => isOwn({ stream, type }));
    const last = events.at(-1);
    if (found || !last) return found;
    fromPosition = last.position;
  }
}

/** Compares both logs, event by event. Events appended to the source meanwhile are left for the next run. */
async function compare({ from, to, signal, onProgress }: CopyOptions): Promise<number> {
  const head = await from.head();
  const originals = readOwn(from, beginning, signal);
  let total = 0;
  try {
    for await (const copy of readOwn(to, beginning, signal)) {
      const { value: original } = await originals.next();
      if (!original || !isSame(original, copy)) throw differs(copy);
      total += 1;
      if (total % page === 0) onProgress({ step: 'compared', events: total, position: original.position, head });
    }
    const { value: left } = await originals.next();
    if (left) {
      throw new Fault(
        'copy_source_changed',
        `the copied ${total} events are the same; more have come into the source meanwhile: stop what writes to it and run this again`,
      );
    }
    return total;
  } finally {
    await originals.return(undefined);
  }
}

/**
 * The events that are not the server's own, from an event on, which is left out. Throws `copy_source_truncated` where a stream
 * does not begin at revision 0 or has metadata of its own.
 */
async function* readOwn(store: ConnectedEventStore, after: bigint, signal: AbortSignal): AsyncGenerator<RawEvent, undefined> {
  let from = after;
  for (;;) {
    const place = from;
    for (const event of await store.raw({ from, maxCount: page })) {
      if (signal.aborted) throw new Fault('copy_cancelled', 'interrupted; run it again and it goes on from there');
      if (event.position === place) continue;
      from = event.position;
      if (isOwn(event)) yield event;
      else if (isMetadata(event)) throw truncated(event.stream.slice(2));
    }
    if (from === place) return undefined;
  }
}

/** Whether the source takes appends is not copied. */
const isOwn = ({ stream, type }: Pick<RawEvent, 'stream' | 'type'>): boolean =>
  !stream.startsWith('$') && !type.startsWith('$') && stream !== readinessStream;
const isMetadata = ({ stream }: RawEvent): boolean =>
  stream.startsWith('$$') && !stream.startsWith('$$$') && stream !== `$$${readinessStream}`;

/** Byte for byte, so that whoever has hashed the events finds the same ones. */
const carried = ({ id, type, isJson, data, metadata }: RawEvent): RawEventData => ({
  ...{ id, type, data, metadata },
  contentType: isJson ? 'application/json' : 'application/octet-stream',
});

const isSame = (one: RawEvent, other: RawEvent): boolean => leafOf(one).equals(leafOf(other));

const differs = ({ stream, revision }: Pick<RawEvent, 'stream' | 'revision'>): Fault =>
  new Fault(
    'copy_target_differs',
    `the target holds at ${stream}@${revision} something else than the source; copy into an empty event store`,
  );
const tooLarge = ({ stream, revision }: RawEvent, most: number): Fault =>
  new Fault('append_too_large', `${stream}@${revision} has more data than one append may hold (${most} bytes)`);
const truncated = (stream: string): Fault =>
  new Fault('copy_source_truncated', `stream ${stream} was deleted or has metadata of its own, which cannot be copied`);
