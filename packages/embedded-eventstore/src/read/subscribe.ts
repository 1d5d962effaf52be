// Catch-up subscriptions: history from the tables, then the newest events from memory, and back to the tables for who falls behind.
import { randomUUID } from 'node:crypto';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { streamName } from '../grpc/requests.ts';
import { type CallError, streamDeleted } from '../grpc/status.ts';
import { deletedRevision, type StoredEvent } from '../log/event.ts';
import { lastRevisionOf, limitsOf } from '../log/heads.ts';
import { pageEvents } from '../log/reader.ts';
import { firstRevision, isSoftDeleted } from '../log/stream-metadata.ts';
import type { Store } from '../store.ts';
import { type ReadCall, send } from './answers.ts';
import type { Filter } from './filter.ts';
import { answersOf, isYoung } from './links.ts';
import { createLogPages } from './log-pages.ts';
import { caughtUpAnswer, checkpointAnswer, confirmationAnswer, fellBehindAnswer } from './wire.ts';

/**
 * What a subscription follows. `page` gives the next part of its history and up to where in the log that is complete (-1: not
 * yet), undefined where it ends at the log's `head`.
 */
interface Source {
  page(head: bigint): Promise<{ events: readonly StoredEvent[]; upTo: bigint } | undefined>;
  /** Whether an event of the log's newest part belongs to it. */
  accepts(event: StoredEvent): boolean;
  /** How the subscription fails at an event that ends it. */
  endsAt(event: StoredEvent): CallError | undefined;
  /** Whether there is anything one can have caught up with. */
  isThere(): Promise<boolean>;
  filter: Filter | undefined;
}

const livePage = 256;

/** After a position, exclusive. */
export async function subscribeToAll(
  call: ReadCall,
  store: Store,
  options: ReadReq.Options,
  from: ReadReq.Options.AllOptions,
  filter: Filter | undefined,
): Promise<void> {
  const start = from.hasEnd() ? store.tail.head() : BigInt(from.getPosition()?.getCommitPosition() ?? 0);
  let cursor = start;
  const pages = createLogPages(store.reader);
  const source: Source = {
    filter,
    async page(head) {
      const events = await pages(cursor, head);
      const last = events.at(-1);
      if (!last) return undefined;
      cursor = last.position;
      return { events, upTo: cursor };
    },
    accepts(event) {
      cursor = event.position;
      return true;
    },
    endsAt: () => undefined,
    isThere: async () => true,
  };
  await follow(call, store, options.getResolveLinks(), source, start);
}

/** After a revision, exclusive. A stream that does not exist is waited for; until it does, nothing is said of having caught up. */
export async function subscribeToStream(
  call: ReadCall,
  store: Store,
  options: ReadReq.Options,
  from: ReadReq.Options.StreamOptions,
): Promise<void> {
  const stream = streamName(from.getStreamIdentifier());
  const known = store.tail.head();
  const end = await lastOf();
  let sent = from.hasEnd() ? end : from.hasRevision() ? BigInt(from.getRevision()) : -1n;
  const source: Source = {
    filter: undefined,
    async page() {
      const upTo = store.tail.head();
      const heads = await store.heads.load([stream]);
      const last = lastRevisionOf(stream, heads);
      if (last === deletedRevision) throw streamDeleted(stream);
      const limits = limitsOf(stream, heads);
      const first = firstRevision(limits, last);
      const next = sent + 1n > first ? sent + 1n : first;
      if (next > last || isSoftDeleted(limits)) return undefined;
      const page = await store.reader.streamForwards(stream, next, last, pageEvents);
      const newest = page.at(-1);
      if (!newest) return undefined;
      sent = newest.revision;
      return { events: page.filter(event => isYoung(event, limits.maxAgeMs, store.now())), upTo: sent === last ? upTo : -1n };
    },
    accepts(event) {
      if (event.stream !== stream || event.revision <= sent) return false;
      sent = event.revision;
      return true;
    },
    endsAt: event => (event.stream === stream && event.revision === deletedRevision ? streamDeleted(stream) : undefined),
    async isThere() {
      if (from.hasEnd()) return true;
      const heads = await store.heads.load([stream]);
      return lastRevisionOf(stream, heads) >= 0n && !isSoftDeleted(limitsOf(stream, heads));
    },
  };
  await follow(call, store, options.getResolveLinks(), source, from.hasEnd() ? known : -1n);

  async function lastOf(): Promise<bigint> {
    const last = lastRevisionOf(stream, await store.heads.load([stream]));
    if (last === deletedRevision) throw streamDeleted(stream);
    return last;
  }
}

/** Runs until the reader is gone. `start`: the log up to here needs no reading; -1 where history is read first. */
async function follow(call: ReadCall, store: Store, resolveLinks: boolean, source: Source, start: bigint): Promise<void> {
  const { filter } = source;
  let cursor = start;
  let live = false;
  let considered = 0;
  if (!(await send(call, confirmationAnswer(randomUUID())))) return;
  for (;;) {
    const head = store.tail.head();
    const newest = cursor < 0n ? undefined : store.tail.after(cursor, livePage);
    if (!newest) {
      if (live && !(await send(call, fellBehindAnswer()))) return;
      live = false;
      const history = await source.page(head);
      if (history && !(await deliver(history.events))) return;
      cursor = history ? history.upTo : head;
      continue;
    }
    const last = newest.at(-1);
    if (last) {
      const ending = newest.findIndex(event => source.endsAt(event) !== undefined);
      const part = ending < 0 ? newest : newest.slice(0, ending);
      if (!(await deliver(part.filter(event => source.accepts(event))))) return;
      const final = newest[ending];
      const failure = final && source.endsAt(final);
      if (failure) throw failure;
      cursor = last.position;
      continue;
    }
    if (!live) {
      const there = await source.isThere();
      // What was written while that was asked comes first.
      if (store.tail.head() > cursor) continue;
      if (there) {
        live = true;
        if (filter && !(await checkpoint(cursor))) return;
        if (!(await send(call, caughtUpAnswer()))) return;
        continue;
      }
    }
    if (!(await pushed(call, store))) return;
  }

  /** With a filter: sends what matches, and now and then up to where it has looked. */
  async function deliver(events: readonly StoredEvent[]): Promise<boolean> {
    if (!filter) return sendAll(events);
    let wanted: StoredEvent[] = [];
    for (const event of events) {
      if (filter.matches(event)) wanted.push(event);
      considered += 1;
      if (considered < filter.checkpointEvery) continue;
      if (!(await sendAll(wanted)) || !(await checkpoint(event.position))) return false;
      wanted = [];
    }
    return sendAll(wanted);
  }

  async function sendAll(events: readonly StoredEvent[]): Promise<boolean> {
    return send(call, ...(await answersOf(events, resolveLinks, store)));
  }

  function checkpoint(position: bigint): Promise<boolean> {
    considered = 0;
    return send(call, checkpointAnswer(position));
  }
}

/** Waits for the next commit; false when the reader goes first. */
function pushed(call: ReadCall, store: Store): Promise<boolean> {
  return new Promise(resolve => {
    const finish = (alive: boolean) => {
      withdraw();
      call.off('cancelled', gone);
      call.off('close', gone);
      resolve(alive);
    };
    const gone = () => finish(false);
    const withdraw = store.tail.onPush(() => finish(true));
    call.on('cancelled', gone);
    call.on('close', gone);
    if (call.cancelled || call.destroyed) gone();
  });
}
