// What an instance does while a later program runs the projections: it goes on reading, and looks whether that program has gone.
import type { Client } from 'pg';
import { Fault } from '../../../domain/fault.ts';
import { readCheckpoints } from '../checkpoints.ts';
import { errorCode } from '../event-fault.ts';
import { newerOf, type StartUpOptions } from '../prepare-tables.ts';
import type { Projection } from '../projection.ts';
import { areFilled, isRebuildRunning } from '../rebuild/shadow-tables.ts';
import { isRunnerThere } from './runner-lock.ts';

/** It looks once a second, and an instance of the later program takes a free lock within one. */
const enoughLooks = 2;
const lookEveryMs = 200;
/** After a rebuild that failed. */
const pauseMs = 30_000;

/** Whether this program can read the tables as they are: each column it knows is there. A later program may only have added some. */
export async function canRead(client: Client, projections: readonly Projection[]): Promise<boolean> {
  const tables = projections.flatMap(one => one.tables);
  const { rows } = await client.query<{ place: string }>(
    `select table_name || '.' || column_name as place from information_schema.columns
     where table_schema = current_schema() and table_name = any($1)`,
    [tables.map(({ name }) => name)],
  );
  const there = new Set(rows.map(({ place }) => place));
  return tables.every(({ name, columns }) => Object.keys(columns).every(column => there.has(`${name}.${column}`)));
}

const isRunningAlready = (error: unknown): boolean => error instanceof Fault && error.code === 'rebuild_running';

export interface StandBy {
  /** A later program has made the tables: before this instance was started, or beside it. */
  begin(when: 'before' | 'beside'): void;
  isOn(): boolean;
  /**
   * True where it was not begun, or once the tables are this program's again. Until then, where it may rebuild, it makes its own beside: at once
   * where it was started on the tables of a later program, to go back to this one; else when nobody runs the projections any more. They are
   * swapped when the later program has gone.
   */
  isOver(client: Client): Promise<boolean>;
  /**
   * Resolves once this program's own tables are filled, here or by another instance, and wait for the later program to go; at once where
   * they are not made here. From then on searches are answered truly, whoever runs the projections. `isOver` must be asked meanwhile.
   * Throws what the rebuild throws, and `rebuild_cancelled`.
   */
  untilFilled(): Promise<void>;
  /** Resolves when nothing is being rebuilt any more. */
  stop(): Promise<void>;
}

export function createStandBy({ projections, rebuild, clock, log }: StartUpOptions, signal: AbortSignal): StandBy {
  let begun: 'before' | 'beside' | undefined;
  let remaking: Promise<void> | undefined;
  let looksAlone = 0;
  let isFilled = false;
  let failure: unknown;

  async function remake(names: readonly string[]): Promise<void> {
    try {
      await rebuild?.(names);
      log.info({ projections: names }, 'read models were rebuilt as this program makes them');
    } catch (error) {
      if (signal.aborted) return;
      if (!isRunningAlready(error)) failure = error;
      log.warn({ code: errorCode(error) }, 'read models of a later program could not be rebuilt');
      await clock.sleep(pauseMs, signal).catch(() => undefined);
    } finally {
      remaking = undefined;
    }
  }

  return {
    begin(when) {
      begun = when;
      log.warn({ code: 'read_models_newer' }, 'a later program runs the projections; this instance reads its read models');
    },
    isOn: () => begun !== undefined,
    async isOver(client) {
      if (begun === undefined) return true;
      // First: another instance that has just swapped them still holds its lock.
      const isRebuilding = await isRebuildRunning(client);
      const newer = newerOf(projections, await readCheckpoints(client));
      const names = newer.map(({ name }) => name);
      if (names.length === 0) begun = undefined;
      if (begun === undefined) return true;
      isFilled = await areFilled(client, newer);
      looksAlone = (await isRunnerThere(client)) ? 0 : looksAlone + 1;
      const isMeant = begun === 'before' || looksAlone >= enoughLooks;
      if (rebuild && !remaking && isMeant && !isRebuilding) remaking = remake(names);
      return false;
    },
    async untilFilled() {
      failure = undefined;
      while (rebuild && begun !== undefined && !isFilled) {
        if (failure !== undefined) throw failure;
        await clock.sleep(lookEveryMs, signal).catch(() => undefined);
        if (signal.aborted) throw new Fault('rebuild_cancelled', 'the start was given up before the read models were filled');
      }
    },
    stop: async () => remaking,
  };
}
