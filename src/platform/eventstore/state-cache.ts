// Caches folded states by stream, kept current by the live events: the next event is folded, a gap drops the entry.
import { LRUCache } from 'lru-cache';
import type { Aggregate } from '../../domain/decision.ts';
import type { DomainEvent, Recorded } from '../../domain/event-catalogue.ts';
import type { EventPlace } from './codec.ts';

/** A folded state and the revision it was folded to (-1: no stream). */
export interface Loaded<S> {
  state: S;
  revision: bigint;
}

export interface StateCache {
  get<S, E extends DomainEvent>(aggregate: Aggregate<S, E>, stream: string): Loaded<S> | undefined;
  /** Unless a later revision is known. */
  put<S, E extends DomainEvent>(aggregate: Aggregate<S, E>, stream: string, loaded: Loaded<S>): void;
  /** Before events are sent from which a state is folded: the live events will show whether the stream holds them. */
  expect(events: readonly Recorded[]): Expectation;
  /** An event of the live subscription. */
  observe(event: Recorded): void;
  /** An event of the live subscription that cannot be read: the states of its stream do not hold it, and what was sent there is unknown. */
  unreadable(place: EventPlace): void;
  /** Forgets all states; what was sent and is awaited stays awaited. */
  clear(): void;
  /** Whether live events arrive at once; appended states are not trusted once they stop. */
  following(isFollowing: boolean): void;
  isFollowing(): boolean;
}

/** Of what was sent, for which another process's events may be mistaken: a store takes known ids for a repeat. */
export interface Expectation {
  /** True once the stream is seen to hold it, false where it holds something else; undefined where live events stop to arrive. */
  readonly seen: Promise<boolean | undefined>;
  /** Another's event was seen in its place. */
  isOthers(): boolean;
  /** It was not appended. */
  drop(): void;
}

/** So many streams are kept by default. */
const cachedStreams = 20_000;

interface Entry {
  aggregate: { evolve(state: unknown, event: Recorded): unknown };
  state: unknown;
  revision: bigint;
}

export function createStateCache(max = cachedStreams): StateCache {
  const entries = new LRUCache<string, Entry>({ max });
  /** What was sent and has not been seen, by stream and revision. */
  const expected = new Map<string, { event: Recorded; settle(own: boolean | undefined): void }>();
  let followed = false;

  return {
    /** The cache holds states of many kinds; a stream name has one kind, so an entry has the type its reader stored. */
    get<S, E extends DomainEvent>(aggregate: Aggregate<S, E>, stream: string): Loaded<S> | undefined {
      const entry = entries.get(stream);
      return entry && entry.aggregate === aggregate ? { state: entry.state as S, revision: entry.revision } : undefined;
    },
    put(aggregate, stream, { state, revision }) {
      const known = entries.get(stream);
      if (known && known.revision > revision) return;
      entries.set(stream, { aggregate: aggregate as Entry['aggregate'], state, revision });
    },
    expect(events) {
      let others = false;
      let left = events.length;
      const seen = new Promise<boolean | undefined>(resolve => {
        const settle = (own: boolean | undefined): void => {
          others ||= own === false;
          left -= 1;
          if (left === 0 || own !== true) resolve(own);
        };
        for (const event of events) expected.set(placeOf(event), { event, settle });
      });
      const drop = (): void => {
        for (const event of events) expected.delete(placeOf(event));
      };
      return { seen, isOthers: () => others, drop };
    },
    observe(event) {
      const place = placeOf(event);
      const sent = expected.get(place);
      expected.delete(place);
      const isOthers = sent !== undefined && !isSame(sent.event, event);
      sent?.settle(!isOthers);
      const entry = entries.peek(event.stream);
      if (!entry) return;
      if (event.revision <= entry.revision) {
        // Another process's event, for which ours was mistaken as a repeat.
        if (isOthers) entries.delete(event.stream);
        return;
      }
      entries.delete(event.stream);
      if (event.revision !== entry.revision + 1n) return;
      entries.set(event.stream, { ...entry, state: entry.aggregate.evolve(entry.state, event), revision: event.revision });
    },
    unreadable(place) {
      entries.delete(place.stream);
      expected.get(placeOf(place))?.settle(undefined);
      expected.delete(placeOf(place));
    },
    clear: () => entries.clear(),
    following(isFollowing) {
      followed = isFollowing;
      if (isFollowing) return;
      for (const { event, settle } of expected.values()) {
        entries.delete(event.stream);
        settle(undefined);
      }
      expected.clear();
    },
    isFollowing: () => followed,
  };
}

const placeOf = ({ stream, revision }: Pick<EventPlace, 'stream' | 'revision'>): string => `${revision}@${stream}`;

/** One id may stand for two decisions, each with its own time and facts. */
const isSame = (one: Recorded, other: Recorded): boolean => one.id === other.id && decided(one) === decided(other);

/** In which trace it was decided makes no difference. */
const decided = ({ data, metadata }: Recorded): string => JSON.stringify([data, { ...metadata, traceparent: undefined }]);
