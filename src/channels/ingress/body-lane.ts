// Limits large bodies from unknown senders: so many bytes a second, so many in memory at once.

import { createTokenBucket } from './token-bucket.ts';

export interface BodyLaneOptions {
  bytesPerSecond: number;
  /** Bytes that are let through at once after a pause. */
  burst: number;
  /** Bytes of all bodies that are being read. Beyond it the one that has been read longest is given up. */
  mostHeld: number;
  now?: () => number;
}

export interface Reader {
  /** Counts what has come in. */
  took(bytes: number): void;
  /** Resolves when more of it may be read. The body that needs least goes first, so that a few huge ones delay nobody. */
  waitForCapacity(lacking: number): Promise<void>;
  /** It was read to its end, or given up. */
  leave(): void;
}

export interface BodyLane {
  /** `giveUp` is called where its memory is needed by others. */
  enter(giveUp: () => void): Reader;
}

const tickMs = 10;

interface Waiting {
  lacking: number;
  go(): void;
}

export function createBodyLane({ bytesPerSecond, burst, mostHeld, now }: BodyLaneOptions): BodyLane {
  const bucket = createTokenBucket({ perSecond: bytesPerSecond, burst, ...(now && { now }) });
  /** In the order they came. */
  const readers = new Map<object, { held: number; giveUp(): void }>();
  const waiting = new Set<Waiting>();
  let held = 0;
  let timer: NodeJS.Timeout | undefined;

  function serve(): void {
    timer = undefined;
    // What they then read is taken off by `took`; one at a time, so that nobody is let in on credit.
    const least = [...waiting].reduce<Waiting | undefined>((a, b) => (a && a.lacking <= b.lacking ? a : b), undefined);
    if (least && bucket.left() > 0) {
      waiting.delete(least);
      least.go();
    }
    if (waiting.size > 0) schedule();
  }
  function schedule(): void {
    if (timer) return;
    timer = setTimeout(serve, bucket.left() > 0 ? 0 : tickMs).unref();
  }

  return {
    enter(giveUp) {
      const id = {};
      const reader = { held: 0, giveUp };
      readers.set(id, reader);
      return {
        took(bytes) {
          reader.held += bytes;
          held += bytes;
          bucket.take(bytes);
          if (held > mostHeld) readers.values().next().value?.giveUp();
        },
        waitForCapacity(lacking) {
          if (waiting.size === 0 && bucket.left() > 0) return Promise.resolve();
          return new Promise<void>(go => {
            waiting.add({ lacking, go });
            schedule();
          });
        },
        leave() {
          if (readers.delete(id)) held -= reader.held;
        },
      };
    },
  };
}
