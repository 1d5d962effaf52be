// Applies events to the tables of all projections: one transaction for each batch and its checkpoints. An event that cannot be
// applied is parked.
import type { ClientBase } from 'pg';
import type { Logger } from 'pino';
import type { Recorded } from '../../domain/event-catalogue.ts';
import type { EventPlace } from '../eventstore/codec.ts';
import type { AllItem } from '../eventstore/subscription.ts';
import { type Checkpoint, writeCheckpoints } from './checkpoints.ts';
import { errorCode, isOfTheEvent } from './event-fault.ts';
import { foldBatch } from './fold-batch.ts';
import type { LeftOut, Parking } from './parked-streams.ts';
import type { Projection } from './projection.ts';
import { createRowCache } from './row-cache.ts';
import { oneByOne, together } from './statements.ts';
import { beginBatch } from './writer-lock.ts';

export interface Applier {
  /** Items in order. Throws `projection_fenced`, and every error that no event can have caused: then nothing is parked. */
  apply(items: readonly AllItem[]): Promise<void>;
  /** As they stand in the database. */
  checkpoints(): readonly Checkpoint[];
  parked(projection: string): number;
}

export interface ApplierOptions {
  /** The connection that holds the runner's lock: lost, it can write nothing more. */
  client: ClientBase;
  projections: readonly Projection[];
  /** One for each projection, as they stand in the database. */
  checkpoints: readonly Checkpoint[];
  parking: Parking;
  log: Logger;
  /** Tables that nobody else sees need no lock. */
  writerLock?: 'shared' | 'none';
  /** Events that are passed over, for one projection each. */
  leftOut?: LeftOut;
  /** How many rows need not be read back; left out, as many as a busy day touches. */
  remembered?: number;
  /** The table whose written rows are notified, on the channel of its name; those that are gone concern nobody. */
  notifiedTable?: string;
}

/** Gives the tables into which it wrote rows. */
type Fold = (projection: Projection) => Promise<string[]>;

export function createApplier({
  client,
  projections,
  parking,
  log,
  notifiedTable,
  leftOut,
  ...options
}: ApplierOptions): Applier {
  const cache = createRowCache(options.remembered);
  const begin = options.writerLock === 'none' ? 'begin' : beginBatch;
  let { checkpoints } = options;

  async function apply(items: readonly AllItem[]): Promise<void> {
    let events: Recorded[] = [];
    for (const item of items) {
      if (item.kind === 'event') events.push(item.event);
      if (item.kind !== 'unreadable') continue;
      await applyEvents(events);
      events = [];
      const { place, fault } = item;
      await transact(place, () => inTurn(projection => parkUnreadable(projection, place, fault.code)));
    }
    await applyEvents(events);
  }

  /** A batch that fails is halved until the event that does it is alone. */
  async function applyEvents(events: readonly Recorded[]): Promise<void> {
    const last = events.at(-1);
    if (!last) return;
    try {
      await transact(last, () => {
        const statements = oneByOne(client);
        return together(projections.map(projection => foldBatch(statements, cache, projection, wanted(projection, events))));
      });
    } catch (error) {
      if (!isOfTheEvent(error)) throw error;
      if (events.length === 1) {
        await transact(last, () => inTurn(projection => foldOrPark(projection, last)));
        return;
      }
      const middle = Math.ceil(events.length / 2);
      await applyEvents(events.slice(0, middle));
      await applyEvents(events.slice(middle));
    }
  }

  /** Each may set a savepoint. */
  async function inTurn(fold: Fold): Promise<string[][]> {
    const touched: string[][] = [];
    for (const projection of projections) touched.push(await fold(projection));
    return touched;
  }

  async function transact(last: EventPlace, foldAll: () => Promise<string[][]>): Promise<void> {
    await client.query(begin);
    try {
      const written = (await foldAll()).flat();
      const next = checkpoints.map(checkpoint =>
        last.position > checkpoint.position
          ? { ...checkpoint, position: last.position, eventPosition: last.position, eventId: last.id }
          : checkpoint,
      );
      await writeCheckpoints(
        client,
        checkpoints,
        next,
        notifiedTable !== undefined && written.includes(notifiedTable) ? notifiedTable : undefined,
      );
      await client.query('commit');
      checkpoints = next;
    } catch (error) {
      cache.clear();
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
  }

  async function foldOrPark(projection: Projection, event: Recorded): Promise<string[]> {
    const [mine] = wanted(projection, [event]);
    if (!mine) return [];
    await client.query('savepoint one');
    try {
      return await foldBatch(client, cache, projection, [mine]);
    } catch (error) {
      if (!isOfTheEvent(error)) throw error;
      cache.clear();
      await client.query('rollback to savepoint one');
      return park(projection, event, errorCode(error));
    }
  }

  /** It is not known whom it concerns, so its stream is held back for all projections. */
  async function parkUnreadable(projection: Projection, place: EventPlace, code: string): Promise<string[]> {
    const [mine] = wanted(projection, [place]);
    return mine ? park(projection, mine, code) : [];
  }

  async function park(projection: Projection, place: EventPlace, reason: string): Promise<string[]> {
    const { stream, revision } = place;
    log.error(
      { code: 'projection_event_parked', projection: projection.name, stream, revision: revision.toString(), reason },
      'an event was parked',
    );
    await parking.park(client, projection.name, place, reason);
    return [];
  }

  /** Those this projection has not seen, without what stands in a parked stream: a retry reads that from the stream. */
  function wanted<E extends EventPlace>({ name }: Projection, events: readonly E[]): readonly E[] {
    const position = checkpoints.find(checkpoint => checkpoint.projection === name)?.position ?? -1n;
    const left = leftOut?.get(name);
    const [first] = events;
    // Nearly always all of them.
    if (first && first.position > position && !left && parking.count(name) === 0) return events;
    return events.filter(event => event.position > position && !parking.holds(name, event.stream) && !left?.has(event.id));
  }

  return { apply, checkpoints: () => checkpoints, parked: projection => parking.count(projection) };
}
