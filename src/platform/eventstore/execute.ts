// Load, decide, append with the expected revision; on a conflict read only what is missing and decide again.
import { type Clock, waitOver } from '../../domain/clock.ts';
import type { Code } from '../../domain/codes.ts';
import type { Aggregate, AlreadyDone, Decision, Refusal } from '../../domain/decision.ts';
import type { DomainEvent, NewEvent, Recorded } from '../../domain/event-catalogue.ts';
import { Fault } from '../../domain/fault.ts';
import { eventIdAt } from '../../domain/ids.ts';
import { metadataOf, type RequestContext } from '../../domain/metadata.ts';
import { span, traceparent } from '../tracing/trace.ts';
import { type EventPlace, encode, recordedOf } from './codec.ts';
import { createStateCache, type Expectation, type Loaded } from './state-cache.ts';
import type { EventStore } from './store.ts';

export type { Loaded };

export interface Appended<S> extends Loaded<S> {
  kind: 'appended';
  /** Empty where there was nothing to add. */
  events: Recorded[];
  position: bigint | undefined;
  /**
   * What the stream holds of this command, which the live events most often show at once: another instance's events where that one
   * carried out the same command and was first. Until then `state` says what was sent.
   */
  confirmed(): Promise<Loaded<S>>;
  /** True once the live events show that the stream holds what was sent; false where that is not known. */
  isOwn(): Promise<boolean>;
}

export type Executed<S, C extends Code = Code> = Appended<S> | ((AlreadyDone | Refusal<C>) & Loaded<S>);

export interface Command<S, E extends DomainEvent, C extends Code = Code> {
  aggregate: Aggregate<S, E>;
  stream: string;
  commandId: string;
  context: RequestContext;
  /** Called again after a conflict; facts and time stay the same. */
  decide(state: S): Decision<E, C>;
  /**
   * A stream that is not in the cache is taken to be new, without reading it: the append with "no stream" finds out. For
   * streams that most often are.
   */
  optimistic?: boolean;
  /**
   * Called with the events that are about to be appended, and with `undefined` once they are known not to be: another was faster.
   */
  appending?(events: readonly NewEvent<E>[] | undefined): void;
  /** Nothing is appended, and nothing read again, once it aborts. */
  signal?: AbortSignal;
  /**
   * True where this same command has appended before: then it had succeeded. Given where another instance may be executing the
   * same command, so that its append may be taken for ours: then only what is `confirmed` may be told.
   */
  isRepeat?(state: S): boolean;
}

/**
 * Two callers may change one appointment at the same moment, on two instances. So a decision is a pure function of the state, and it is
 * appended only if nobody has appended meanwhile; else it is made again on what has been added. Nobody locks anything.
 *
 * ```ts
 * const executed = await executor.execute({
 *   aggregate: appointment,
 *   stream: appointmentStream(companyId, appointmentId),
 *   commandId,
 *   context,
 *   decide: state => cancelAppointment(state, command, { facts, company }),
 * });
 * if (executed.kind === 'refused') return executed.code;
 * ```
 */
export interface Executor {
  /** The state from the cache while live events keep it true; otherwise, or with `fresh`, after its tail was read. */
  load<S, E extends DomainEvent>(aggregate: Aggregate<S, E>, stream: string, options?: { fresh: boolean }): Promise<Loaded<S>>;
  /** Throws `too_many_conflicts` after ten lost races, `event_store_unavailable`, `event_invalid`. */
  execute<S, E extends DomainEvent, C extends Code = Code>(command: Command<S, E, C>): Promise<Executed<S, C>>;
  /** The state in the cache, without asking the store. */
  peek<S, E extends DomainEvent>(aggregate: Aggregate<S, E>, stream: string): Loaded<S> | undefined;
  /** Updates a cached state with an event of the live subscription; drops it where events are missing in between. */
  observe(event: Recorded): void;
  /** Drops all cached states: what they hold may not be readable any more. */
  forget(): void;
  /** Drops a cached state that an event which cannot be read has outdated: who needs it reads the stream, and is told. */
  unreadable(place: EventPlace): void;
  /** Called when live events begin or stop to arrive at once. While they do not, the cache is not trusted. */
  following(isFollowing: boolean): void;
}

const maxConflicts = 10;
const seenWithinMs = 250;
/** Of what is about to be sent. */
const noPosition = -1n;

export function createExecutor(store: EventStore, clock: Clock, cachedStreams?: number): Executor {
  const cache = createStateCache(cachedStreams);

  /** Whose words were in a state is not known: all are read anew, without those of the erased. */
  function observe(event: Recorded): void {
    cache.observe(event);
    if (event.type === 'CustomerErased') cache.clear();
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
    from: Loaded<S> = { state: aggregate.initial, revision: -1n },
  ): Promise<Loaded<S> & { events: Recorded[] }> {
    const { events, revision } = await store.readTail(stream, from.revision + 1n);
    const loaded = { ...fold(aggregate, from, events), revision };
    cache.put(aggregate, stream, loaded);
    return { ...loaded, events };
  }

  async function load<S, E extends DomainEvent>(aggregate: Aggregate<S, E>, stream: string, { fresh } = { fresh: false }) {
    const known = cache.get(aggregate, stream);
    // That a stream does not exist is known as well: its first event would have come.
    if (known && !fresh && cache.isFollowing()) return known;
    const { state, revision } = await readTail(aggregate, stream, known);
    return { state, revision };
  }

  /** Appends after `current`; undefined where the stream has moved on. */
  async function append<S, E extends DomainEvent>(
    command: Command<S, E>,
    current: Loaded<S>,
    decided: readonly NewEvent[],
  ): Promise<Appended<S> | undefined> {
    const { aggregate, stream, commandId, context } = command;
    const now = clock.now();
    const metadata = metadataOf(context, commandId, now, traceparent());
    const data = decided.map((event, index) => encode(event, event.id ?? eventIdAt(commandId, index), metadata));
    const first = current.revision + 1n;
    const sent = data.map((event, index) => recordedOf(event, stream, first + BigInt(index), noPosition, now));
    const expectation = cache.isFollowing() ? cache.expect(sent) : undefined;
    const result = await store.append(stream, data, current.revision).catch(error => {
      expectation?.drop();
      throw error;
    });
    if (result.kind === 'conflict') {
      expectation?.drop();
      return undefined;
    }
    const { position } = result;
    // An append of the same ids by another instance counts as ours: then the stream holds what that one decided.
    const asItStands = async (): Promise<Appended<S>> => {
      const events = (await readTail(aggregate, stream, current)).events.slice(0, data.length);
      const next = fold(aggregate, current, events);
      return { kind: 'appended', ...next, events, position, confirmed: async () => next, isOwn: async () => false };
    };
    if (!expectation || expectation.isOthers() || !cache.isFollowing()) return asItStands();
    const events = sent.map(event => ({ ...event, position }));
    const next = fold(aggregate, current, events);
    cache.put(aggregate, stream, next);
    let seen: Promise<boolean> | undefined;
    const isOwn = (): Promise<boolean> => {
      seen ??= isSeen(expectation);
      return seen;
    };
    return {
      ...{ kind: 'appended', ...next, events, position },
      ...{ isOwn, confirmed: async () => ((await isOwn()) ? next : asItStands()) },
    };
  }

  /** A live event comes within milliseconds; where it does not, the stream is read. */
  async function isSeen({ seen }: Expectation): Promise<boolean> {
    const over = new AbortController();
    const late = clock.sleep(seenWithinMs, over.signal).then(
      () => undefined,
      () => undefined,
    );
    const own = await Promise.race([seen, late]);
    over.abort(waitOver);
    return own === true;
  }

  const nothingAdded = <S>({ state, revision }: Loaded<S>): Appended<S> => ({
    ...{ kind: 'appended', state, revision, events: [], position: undefined },
    confirmed: async () => ({ state, revision }),
    isOwn: async () => false,
  });

  async function execute<S, E extends DomainEvent, C extends Code>(command: Command<S, E, C>): Promise<Executed<S, C>> {
    const { aggregate, stream } = command;
    let current = cache.get(aggregate, stream);
    let tailWasRead = current === undefined && !command.optimistic;
    current ??= command.optimistic ? { state: aggregate.initial, revision: -1n } : await readTail(aggregate, stream);
    for (let conflicts = 0; conflicts < maxConflicts; ) {
      const { state, revision } = current;
      if (command.isRepeat?.(state)) return nothingAdded(current);
      const decision = command.decide(state);
      if (decision.kind !== 'accepted' || decision.events.length === 0) {
        // Nothing is appended, so no expected revision guards this answer: it needs the tail.
        if (!tailWasRead) {
          current = await readTail(aggregate, stream, current);
          tailWasRead = true;
          continue;
        }
        if (decision.kind === 'accepted') return nothingAdded(current);
        return { ...decision, state, revision };
      }
      command.signal?.throwIfAborted();
      command.appending?.(decision.events);
      const { events } = decision;
      const attributes = { 'rebook.category': aggregate.name, 'rebook.events': events.length };
      const appended = await span('eventstore.append', attributes, () => append(command, { state, revision }, events));
      if (appended) return appended;
      command.appending?.(undefined);
      conflicts += 1;
      command.signal?.throwIfAborted();
      current = await readTail(aggregate, stream, current);
      tailWasRead = true;
    }
    throw new Fault('too_many_conflicts', `${aggregate.name}: lost ${maxConflicts} races in a row`);
  }

  return {
    load,
    execute,
    peek: cache.get,
    observe,
    forget: cache.clear,
    unreadable: cache.unreadable,
    following: cache.following,
  };
}
