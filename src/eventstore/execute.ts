// Load, decide, append with the expected revision; on a conflict read only what is missing and decide again.
import { LRUCache } from 'lru-cache';
import type { Clock } from '../domain/clock.ts';
import type { Aggregate, Already, Decision, Refusal } from '../domain/decision.ts';
import type { DomainEvent, Recorded } from '../domain/events/catalogue.ts';
import { Fault } from '../domain/fault.ts';
import { eventIdAt } from '../domain/ids.ts';
import { metadataOf, type RequestContext } from '../domain/metadata.ts';
import { encode, recordedOf } from './codec.ts';
import type { EventStore } from './store.ts';

/** A folded state and the revision it was folded to (-1: no stream). */
export interface Loaded<S> {
  state: S;
  revision: bigint;
}

export interface Appended<S> extends Loaded<S> {
  kind: 'appended';
  /** Empty where there was nothing to add. */
  events: Recorded[];
  position: bigint | undefined;
}

export type Executed<S> = Appended<S> | ((Already | Refusal) & Loaded<S>);

export interface Command<S, E extends DomainEvent> {
  aggregate: Aggregate<S, E>;
  stream: string;
  commandId: string;
  context: RequestContext;
  /** Fixed once: facts and time do not change between two tries of a decision. */
  decide(state: S): Decision<E>;
  /**
   * A stream that is not in the cache is taken to be new, without reading it: the append with "no stream" finds out. For
   * streams that most often are.
   */
  optimistic?: boolean;
  /** True where this very command has appended before: then it had succeeded. */
  isRepeat?(state: S): boolean;
}

export interface Executor {
  /** The state from the cache, or with `fresh` after its tail was read. */
  load<S, E extends DomainEvent>(aggregate: Aggregate<S, E>, stream: string, options?: { fresh: boolean }): Promise<Loaded<S>>;
  /** Throws `too_many_conflicts` after ten lost races, `eventstore_unavailable`, `event_invalid`. */
  execute<S, E extends DomainEvent>(command: Command<S, E>): Promise<Executed<S>>;
  /** The state as the cache has it, without asking the store. */
  peek<S, E extends DomainEvent>(aggregate: Aggregate<S, E>, stream: string): Loaded<S> | undefined;
  /** Brings a cached state forward by an event of the live subscription. */
  observe(event: Recorded): void;
}

const maxConflicts = 10;
const cachedStreams = 20_000;

interface CacheEntry {
  aggregate: { evolve(state: unknown, event: Recorded): unknown };
  state: unknown;
  revision: bigint;
}

export function createExecutor(store: EventStore, clock: Clock): Executor {
  const cache = new LRUCache<string, CacheEntry>({ max: cachedStreams });

  /** The cache holds states of many kinds; a stream name has one kind, so an entry is what its reader put there. */
  function cached<S, E extends DomainEvent>(aggregate: Aggregate<S, E>, stream: string): Loaded<S> | undefined {
    const entry = cache.get(stream);
    return entry && entry.aggregate === aggregate ? { state: entry.state as S, revision: entry.revision } : undefined;
  }

  function remember<S, E extends DomainEvent>(aggregate: Aggregate<S, E>, stream: string, loaded: Loaded<S>): Loaded<S> {
    const known = cache.get(stream);
    if (!known || known.revision <= loaded.revision) {
      cache.set(stream, { aggregate: aggregate as CacheEntry['aggregate'], state: loaded.state, revision: loaded.revision });
    }
    return loaded;
  }

  function fold<S, E extends DomainEvent>(aggregate: Aggregate<S, E>, from: Loaded<S>, events: Recorded[]): Loaded<S> {
    let { state, revision } = from;
    for (const event of events) {
      if (event.revision <= revision) continue;
      state = aggregate.evolve(state, event as Recorded<E>);
      revision = event.revision;
    }
    return { state, revision };
  }

  async function readTail<S, E extends DomainEvent>(
    aggregate: Aggregate<S, E>,
    stream: string,
    from?: Loaded<S>,
  ): Promise<Loaded<S>> {
    const base = from ?? { state: aggregate.initial, revision: -1n };
    const events = await store.read(stream, base.revision + 1n);
    const loaded = fold(aggregate, base, events);
    return remember(aggregate, stream, loaded);
  }

  async function load<S, E extends DomainEvent>(aggregate: Aggregate<S, E>, stream: string, { fresh } = { fresh: false }) {
    const known = cached(aggregate, stream);
    // That a stream does not exist is remembered for appends, which find out if it does by now; a reader asks.
    return known && known.revision >= 0n && !fresh ? known : readTail(aggregate, stream, known);
  }

  async function execute<S, E extends DomainEvent>(command: Command<S, E>): Promise<Executed<S>> {
    const { aggregate, stream, commandId, context } = command;
    let current = cached(aggregate, stream);
    let tailWasRead = current === undefined && !command.optimistic;
    current ??= command.optimistic ? { state: aggregate.initial, revision: -1n } : await readTail(aggregate, stream);
    for (let conflicts = 0; conflicts < maxConflicts; ) {
      if (command.isRepeat?.(current.state)) return { kind: 'appended', ...current, events: [], position: undefined };
      const decision = command.decide(current.state);
      if (decision.kind !== 'accepted' || decision.events.length === 0) {
        // Nothing is appended, so no expected revision guards this answer: it needs the tail.
        if (!tailWasRead) {
          current = await readTail(aggregate, stream, current);
          tailWasRead = true;
          continue;
        }
        if (decision.kind === 'accepted') return { kind: 'appended', ...current, events: [], position: undefined };
        return { ...decision, ...current };
      }
      const now = clock.now();
      const metadata = metadataOf(context, commandId, now);
      const data = decision.events.map((event, index) => encode(event, event.id ?? eventIdAt(commandId, index), metadata));
      const result = await store.append(stream, data, current.revision);
      if (result.kind === 'appended') {
        const first = current.revision + 1n;
        const events = data.map((event, index) => recordedOf(event, stream, first + BigInt(index), result.position, now));
        const next = remember(aggregate, stream, fold(aggregate, current, events));
        return { kind: 'appended', ...next, events, position: result.position };
      }
      conflicts += 1;
      current = await readTail(aggregate, stream, current);
      tailWasRead = true;
    }
    throw new Fault('too_many_conflicts', `${aggregate.name}: lost ${maxConflicts} races in a row`);
  }

  return {
    load,
    execute,
    peek: cached,
    observe(event) {
      const entry = cache.peek(event.stream);
      if (!entry || event.revision !== entry.revision + 1n) return;
      cache.set(event.stream, { ...entry, state: entry.aggregate.evolve(entry.state, event), revision: event.revision });
    },
  };
}
