// How many requests are worked on at a time. A caller who cannot be served in time hears so at once, and nothing of their request is begun.
// Without that bound each request slows down all others, until none is answered in time.
import { type Clock, waitOver } from '../../domain/clock.ts';

/** A place among the requests that are worked on. */
export interface Place {
  /** The work is done, or waits for somebody else's system; a second time it does nothing. */
  leave(): void;
}

export interface Admission {
  /** A place at once, or as soon as one is free; `full` where none would be in time. */
  enter(): Promise<Place | 'full'>;
}

export interface AdmissionLoad {
  limit: number;
  used: number;
  queued: number;
}

export interface AdmissionOptions {
  /** By how much the event loop was behind on average since it was asked last. */
  loopDelayMs(): number;
  /** Called with each change. */
  changed(load: AdmissionLoad): void;
  /** Called with how many found no place, once a second while there are such. */
  turnedAway(callers: number): void;
}

/** So many at a time, to begin with, at least, and at most. */
const [startLimit, leastLimit, mostLimit] = [12, 2, 200];
/** Nobody waits longer for a place, in milliseconds: who is turned away hears it within that. */
const mostWaitMs = 150;
/** How often the limit is looked at, in milliseconds. */
const windowMs = 200;
/** Places are held for less than this while there is room for more, and for longer than that where there are too many. */
const [quickMs, slowMs] = [120, 250];
const cut = 0.85;
const tellEveryMs = 1_000;

/**
 * The limit follows from how long places are held: one more each window while that is short, and all are taken or it has fallen; fewer where it is long.
 */
export function createAdmission(clock: Clock, { loopDelayMs, changed, turnedAway }: AdmissionOptions): Admission {
  let limit = startLimit;
  let used = 0;
  let wasFull = false;
  let windowEnds = clock.elapsed() + windowMs;
  let held: number[] = [];
  const queue: { since: number; admit(place: Place | 'full'): void }[] = [];
  /** Who found no place since that was told last. */
  let untold = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  const tell = () => changed({ limit, used, queued: queue.length });

  function take(): Place {
    used += 1;
    wasFull ||= used >= limit;
    const since = clock.elapsed();
    let isHeld = true;
    return {
      leave() {
        if (!isHeld) return;
        isHeld = false;
        used -= 1;
        held.push(clock.elapsed() - since);
        adjust();
        admitNext();
        tell();
      },
    };
  }

  function adjust(): void {
    const now = clock.elapsed();
    if (now < windowEnds) return;
    const usual = [...held].sort((a, b) => a - b)[Math.floor(held.length * usualShare)] ?? 0;
    const isSlow = usual > slowMs || loopDelayMs() > slowLoopMs;
    if (isSlow) limit = Math.max(leastLimit, Math.floor(limit * cut));
    // Below what it began with nobody has to ask for more: what made it fall is over.
    else if (usual <= quickMs && (wasFull || limit < startLimit)) limit = Math.min(mostLimit, limit + 1);
    held = [];
    wasFull = used >= limit;
    windowEnds = now + windowMs;
  }

  function admitNext(): void {
    while (used < limit) {
      const next = queue.shift();
      if (!next) return;
      // Its own timer may be late where the loop is.
      if (clock.elapsed() - next.since > mostWaitMs) next.admit('full');
      else next.admit(take());
    }
  }

  function full(): 'full' {
    untold += 1;
    if (clock.elapsed() - toldAt >= tellEveryMs) {
      turnedAway(untold);
      untold = 0;
      toldAt = clock.elapsed();
    }
    return 'full';
  }

  return {
    async enter() {
      if (used < limit && queue.length === 0) {
        const place = take();
        tell();
        return place;
      }
      wasFull = true;
      // As many wait as there are places: more would hardly come to be served in time.
      if (queue.length >= limit) return full();
      const waiting = new AbortController();
      const place = await new Promise<Place | 'full'>(resolve => {
        const waiter = { since: clock.elapsed(), admit: resolve };
        queue.push(waiter);
        tell();
        clock.sleep(mostWaitMs, waiting.signal).then(
          () => {
            const at = queue.indexOf(waiter);
            if (at >= 0) queue.splice(at, 1);
            resolve('full');
            tell();
          },
          () => undefined,
        );
      });
      waiting.abort(waitOver);
      return place === 'full' ? full() : place;
    },
  };
}

/** How long nine of ten are held. */
const usualShare = 0.9;
/** The event loop is that far behind where there is more work than time, in milliseconds. */
const slowLoopMs = 100;
