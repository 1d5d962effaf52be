// Streams.Read of one stream, forwards or backwards.
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { streamName } from '../grpc/requests.ts';
import { streamDeleted, unexpectedRead } from '../grpc/status.ts';
import { deletedRevision, type StoredEvent } from '../log/event.ts';
import { lastRevisionOf, limitsOf } from '../log/heads.ts';
import { pageEvents } from '../log/reader.ts';
import { firstRevision, isSoftDeleted } from '../log/stream-metadata.ts';
import type { Store } from '../store.ts';
import { type ReadCall, send } from './answers.ts';
import { answersOf, isYoung } from './links.ts';
import { notFoundAnswer } from './wire.ts';

/** Answers up to `count` events; events the stream's limits have cut off are not there. */
export async function readStream(
  call: ReadCall,
  store: Store,
  options: ReadReq.Options,
  from: ReadReq.Options.StreamOptions,
  backwards: boolean,
  count: bigint,
): Promise<void> {
  const stream = streamName(from.getStreamIdentifier());
  if (from.hasEnd() && !backwards) throw unexpectedRead('a read forwards cannot begin at the end of a stream');
  const asked = from.hasEnd() ? deletedRevision : from.hasRevision() ? BigInt(from.getRevision()) : 0n;
  // The first page of a stream nobody has used lately is fetched together with what is known of its end.
  const early =
    backwards || store.heads.get(stream)
      ? undefined
      : store.reader.streamForwards(stream, asked, deletedRevision - 1n, Number(least(count, BigInt(pageEvents))));
  early?.catch(() => undefined);
  const heads = await store.heads.load([stream]);
  const last = lastRevisionOf(stream, heads);
  if (last === deletedRevision) throw streamDeleted(stream);
  const limits = limitsOf(stream, heads);
  if (last < 0n || isSoftDeleted(limits)) {
    await send(call, notFoundAnswer(stream));
    return;
  }
  const first = firstRevision(limits, last);
  if (asked > last && !backwards) return;
  let next = backwards ? least(asked, last) : most(asked, first);
  let left = count;
  while (left > 0n && next >= first && next <= last) {
    const limit = Number(least(left, BigInt(pageEvents)));
    const page = await (backwards ? pageBackwards(limit) : pageForwards(limit));
    const end = page.at(-1);
    if (!end) return;
    const young = page.filter(event => isYoung(event, limits.maxAgeMs, store.now()));
    left -= BigInt(young.length);
    if (!(await send(call, ...(await answersOf(young, options.getResolveLinks(), store))))) return;
    next = after(end, backwards);
  }

  // What was written lately is still in memory.
  async function pageForwards(limit: number): Promise<readonly StoredEvent[]> {
    if (next === asked) {
      const page = (await early)?.filter(event => event.revision <= last);
      if (page && page.length > 0) return page;
    }
    const upTo = least(last, next + BigInt(limit) - 1n);
    return store.tail.ofStream(stream, next, upTo) ?? store.reader.streamForwards(stream, next, last, limit);
  }
  async function pageBackwards(limit: number): Promise<readonly StoredEvent[]> {
    const downTo = most(first, next - BigInt(limit) + 1n);
    return store.tail.ofStream(stream, downTo, next)?.toReversed() ?? store.reader.streamBackwards(stream, next, first, limit);
  }
}

const after = (event: StoredEvent, backwards: boolean): bigint => event.revision + (backwards ? -1n : 1n);
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);
