// Applies events to the tables of all projections: one transaction for each batch and its checkpoints, most often one statement. An event
// that cannot be applied is parked.
import type { ClientBase } from 'pg';
import type { Logger } from 'pino';
import type { Recorded } from '../../domain/event-catalogue.ts';
import type { EventPlace } from '../eventstore/codec.ts';
import type { AllItem } from '../eventstore/subscription.ts';
import type { Checkpoint } from './checkpoints.ts';
import { errorCode, isOfTheEvent } from './event-fault.ts';
import { foldBatch, type Share } from './fold-batch.ts';
import type { LeftOut, Parking } from './parked-streams.ts';
import type { Projection } from './projection.ts';
import { createRowCache } from './row-cache.ts';
import { applyBatch, createRowFunctions, type Move, moveCheckpoints, type RowChanges, writeRows } from './row-functions.ts';
import { oneByOne } from './statements.ts';
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
  const locks = options.writerLock !== 'none';
  let { checkpoints } = options;
  let functions: Promise<void> | undefined;

  async function apply(items: readonly AllItem[]): Promise<void> {
    functions ??= createRowFunctions(
      client,
      projections.flatMap(({ tables }) => tables),
    );
    await functions;
    let events: Recorded[] = [];
    for (const item of items) {
      if (item.kind === 'event') events.push(item.event);
      if (item.kind !== 'unreadable') continue;
      await applyEvents(events);
      events = [];
      const { place, fault } = item;
      await inTurn(place, projection => parkUnreadable(projection, place, fault.code));
    }
    await applyEvents(events);
  }

  /** A batch that fails is halved until the event that does it is alone. */
  async function applyEvents(events: readonly Recorded[]): Promise<void> {
    const last = events.at(-1);
    if (!last) return;
    try {
      await applyTogether(events, last);
    } catch (error) {
      if (!isOfTheEvent(error)) throw error;
      if (events.length === 1) {
        await inTurn(last, projection => foldOrPark(projection, last));
        return;
      }
      const middle = Math.ceil(events.length / 2);
      await applyEvents(events.slice(0, middle));
      await applyEvents(events.slice(middle));
    }
  }

  /** One statement writes all of it, and of a large batch the last part. */
  async function applyTogether(events: readonly Recorded[], last: EventPlace): Promise<void> {
    const statements = oneByOne(client);
    const tables = new Set<string>();
    let isLarge = false;
    const flush = (changes: RowChanges): Promise<void> => {
      if (!isLarge) void statements.query({ text: locks ? beginBatch : 'begin' });
      isLarge = true;
      for (const table of Object.keys(changes.written)) tables.add(table);
      return writeRows(statements, changes);
    };
    await unlessRolledBack(async () => {
      const changes = await foldBatch(statements, cache, projections.map(shareOf(events)), flush);
      for (const table of Object.keys(changes.written)) tables.add(table);
      const move = moveTo(last, tables);
      await applyBatch(statements, changes, move, locks);
      if (isLarge) await client.query('commit');
      checkpoints = move.after;
    });
  }

  /** One projection after the other, since each may set a savepoint; `fold` gives the tables into which it wrote rows. */
  async function inTurn(last: EventPlace, fold: (projection: Projection) => Promise<string[]>): Promise<void> {
    await unlessRolledBack(async () => {
      await client.query(locks ? beginBatch : 'begin');
      const written = new Set<string>();
      for (const projection of projections) for (const table of await fold(projection)) written.add(table);
      const move = moveTo(last, written);
      await moveCheckpoints(client, move);
      await client.query('commit');
      checkpoints = move.after;
    });
  }

  async function unlessRolledBack(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      cache.clear();
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
  }

  function moveTo({ position, id }: EventPlace, written: ReadonlySet<string>): Move {
    const after = checkpoints.map(checkpoint =>
      position > checkpoint.position ? { ...checkpoint, position, eventPosition: position, eventId: id } : checkpoint,
    );
    return {
      before: checkpoints,
      after,
      channel: notifiedTable !== undefined && written.has(notifiedTable) ? notifiedTable : undefined,
    };
  }

  const shareOf =
    (events: readonly Recorded[]) =>
    (projection: Projection): Share => ({ projection, events: wanted(projection, events) });

  async function foldOrPark(projection: Projection, event: Recorded): Promise<string[]> {
    const [mine] = wanted(projection, [event]);
    if (!mine) return [];
    await client.query('savepoint one');
    try {
      const write = (changes: RowChanges) => writeRows(client, changes);
      const changes = await foldBatch(client, cache, [{ projection, events: [mine] }], write);
      await write(changes);
      return Object.keys(changes.written);
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
