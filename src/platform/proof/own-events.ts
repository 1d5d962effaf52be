// The events the transparency log is made of: those of our streams, in the order of the whole log.
import type { RawEvent } from '../eventstore/client/raw-read.ts';
import { isOurs } from '../eventstore/own-streams.ts';
import type { ConnectedEventStore } from '../eventstore/store.ts';

/** The store's own events in our streams say that one was deleted: they are no leaves. */
export const isLeaf = ({ stream, type }: Pick<RawEvent, 'stream' | 'type'>): boolean => isOurs(stream) && !type.startsWith('$');

/** Says that the store shows less of a stream of ours than was written: it was deleted, or has limits. Gives its name. */
export function truncatedStream({ stream, type }: Pick<RawEvent, 'stream' | 'type'>): string | undefined {
  if (type.startsWith('$') && isOurs(stream)) return stream;
  return stream.startsWith('$$') && isOurs(stream.slice(2)) ? stream.slice(2) : undefined;
}

const page = 1_000;

/** The whole log, page by page, from the beginning. The next page is read while this one is worked on. */
export async function* wholeLog(store: Pick<ConnectedEventStore, 'raw'>, signal?: AbortSignal): AsyncGenerator<RawEvent[]> {
  let next = store.raw({ from: -1n, maxCount: page });
  for (let last: bigint | undefined; ; ) {
    const events = await next;
    // The one at the position itself comes again.
    const fresh = events[0]?.position === last ? events.slice(1) : events;
    const end = fresh.at(-1);
    if (!end || signal?.aborted) return;
    last = end.position;
    next = store.raw({ from: last, maxCount: page });
    // A reader that stops early never awaits this page: its failure must not end the process.
    next.catch(() => undefined);
    yield fresh;
  }
}
