// Streams.Read of `$all`, forwards (from a position on) or backwards (from before it).
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { pageEvents } from '../log/reader.ts';
import type { Store } from '../store.ts';
import { type ReadCall, send } from './answers.ts';
import type { Filter } from './filter.ts';
import { answersOf } from './links.ts';
import { createLogPages } from './log-pages.ts';

/** Answers up to `count` events. */
export async function readAll(
  call: ReadCall,
  store: Store,
  options: ReadReq.Options,
  from: ReadReq.Options.AllOptions,
  filter: Filter | undefined,
  backwards: boolean,
  count: bigint,
): Promise<void> {
  const head = store.tail.head();
  const position = BigInt(from.getPosition()?.getCommitPosition() ?? 0);
  const start = from.hasEnd() ? head + 1n : least(position, head + 1n);
  // Forwards the event at the position is the first one read.
  let cursor = backwards ? start : start - 1n;
  let left = count;
  const pages = createLogPages(store.reader);
  /** What is left may be less than a page, and then nothing follows. */
  const forwards = (limit: number) =>
    limit === pageEvents ? pages(cursor, head) : store.reader.logForwards(cursor, head, limit);
  while (left > 0n) {
    const limit = filter ? pageEvents : Number(least(left, BigInt(pageEvents)));
    const page = await (backwards ? store.reader.logBackwards(cursor, limit) : forwards(limit));
    const end = page.at(-1);
    if (!end) return;
    cursor = end.position;
    const wanted = filter ? page.filter(event => filter.matches(event)).slice(0, Number(least(left, BigInt(pageEvents)))) : page;
    left -= BigInt(wanted.length);
    if (!(await send(call, ...(await answersOf(wanted, options.getResolveLinks(), store))))) return;
  }
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
