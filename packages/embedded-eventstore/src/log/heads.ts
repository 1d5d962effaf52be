// The last event of each stream in use, remembered in bounded memory and loaded where it is not.
import { LRUCache } from 'lru-cache';
import type { StreamState } from './check-commit.ts';
import { deletedRevision, isMetastream, metastreamOf, originalOf } from './event.ts';
import { isSoftDeleted, parseStreamMetadata, type StreamMetadata } from './stream-metadata.ts';

/** One stream's end. `metadata` and its text are those a metastream's last event holds. */
export interface Head {
  last: bigint;
  metadata?: StreamMetadata;
  text?: Uint8Array;
}

/** Reads the heads of streams that exist; others are left out. */
export type LoadHeads = (streams: readonly string[]) => Promise<Map<string, Head>>;

export interface Heads {
  /** Makes `get` answer for the streams and what describes them. The result holds them even if they are soon forgotten. */
  load(streams: readonly string[]): Promise<Map<string, Head>>;
  get(stream: string): Head | undefined;
  /** What a commit made so. */
  put(stream: string, head: Head): void;
  forget(): void;
}

/** Of a stream that does not exist. */
export const noHead: Head = { last: -1n };
const capacity = 40_000;

export function createHeads(read: LoadHeads): Heads {
  const cache = new LRUCache<string, Head>({ max: capacity });
  // What commits changed while a load was in flight: the load may have seen the time before, and does not keep these.
  const loads = new Set<Set<string>>();
  return {
    async load(streams) {
      const found = new Map<string, Head>();
      const missing = new Set<string>();
      for (const stream of streams) {
        for (const name of [stream, isMetastream(stream) ? originalOf(stream) : metastreamOf(stream)]) {
          const head = cache.get(name);
          if (head) found.set(name, head);
          else missing.add(name);
        }
      }
      if (missing.size === 0) return found;
      const changed = new Set<string>();
      loads.add(changed);
      try {
        const loaded = await read([...missing]);
        for (const name of missing) {
          const head = loaded.get(name) ?? noHead;
          found.set(name, head);
          if (loads.has(changed) && !changed.has(name)) cache.set(name, head);
        }
        return found;
      } finally {
        loads.delete(changed);
      }
    },
    get: stream => cache.get(stream),
    put(stream, head) {
      for (const changed of loads) changed.add(stream);
      cache.set(stream, head);
    },
    forget() {
      loads.clear();
      cache.clear();
    },
  };
}

export const headOf = (last: bigint, stream: string, data: Uint8Array | undefined): Head =>
  data && isMetastream(stream) ? { last, metadata: parseStreamMetadata(data), text: data } : { last };

/** Metastreams keep one event, whatever they say of others. */
const ofMetastreams: StreamMetadata = { maxCount: 1n };

/** The limits on a stream. */
export const limitsOf = (stream: string, heads: Map<string, Head>): StreamMetadata =>
  isMetastream(stream) ? ofMetastreams : (heads.get(metastreamOf(stream))?.metadata ?? {});

/** A tombstone ends the stream's metadata too. */
export function lastRevisionOf(stream: string, heads: Map<string, Head>): bigint {
  if (isMetastream(stream) && heads.get(originalOf(stream))?.last === deletedRevision) return deletedRevision;
  return heads.get(stream)?.last ?? -1n;
}

export function stateOf(stream: string, heads: Map<string, Head>): StreamState {
  return {
    last: lastRevisionOf(stream, heads),
    softDeleted: isSoftDeleted(limitsOf(stream, heads)),
    hasMetadata: (heads.get(metastreamOf(stream))?.last ?? -1n) >= 0n,
  };
}
