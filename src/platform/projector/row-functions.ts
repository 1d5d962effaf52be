// Reads and writes the rows of several tables in one statement, and moves the checkpoints with them. The statements stand in functions
// of the session: their plans are kept, and nothing of them is left when it ends.
import { type ClientBase, escapeLiteral, escapeIdentifier as name } from 'pg';
import { Fault } from '../../domain/fault.ts';
import type { Checkpoint } from './checkpoints.ts';
import { folding } from './event-fault.ts';
import type { Row, Table } from './projection.ts';
import type { Statements } from './statements.ts';
import { sharedWriterLock } from './writer-lock.ts';

/** Rows by the name of their table. */
export type RowsByTable = Record<string, Row[]>;

export interface RowChanges {
  /** By their keys. They go first: a row may take over a unique value of one that is gone. */
  gone: RowsByTable;
  /** Inserted or overwritten. */
  written: RowsByTable;
}

/** Raised where a checkpoint was not where this session left it. */
const fenced = 'RB001';

/** The session's connection: outside of a transaction, whose rollback would take the functions with it. */
export async function createRowFunctions(client: ClientBase, tables: readonly Table[]): Promise<void> {
  await client.query(`
    create or replace function pg_temp.read_rows(_keys jsonb) returns table (_table text, _row jsonb) language plpgsql as $function$
    #variable_conflict use_column
    begin
      ${tables.map(readingOf).join('\n')}
    end $function$;
    create or replace function pg_temp.write_rows(_gone jsonb, _written jsonb) returns void language plpgsql as $function$
    #variable_conflict use_column
    begin
      ${tables.map(writingOf).join('\n')}
    end $function$;
    create or replace function pg_temp.move_checkpoints(_positions jsonb, _channel text) returns void language plpgsql as $function$
    declare _moved integer;
    begin
      update projection_checkpoint c
      set position = n.position, event_position = n.event_position, event_id = n.event_id, updated_at = now()
      from jsonb_to_recordset(_positions)
        as n(projection text, position numeric, event_position numeric, event_id uuid, before numeric, generation integer)
      where c.projection = n.projection and c.position = n.before and c.generation = n.generation;
      get diagnostics _moved = row_count;
      if _moved <> jsonb_array_length(_positions) then
        raise exception 'a checkpoint was moved by another' using errcode = '${fenced}';
      end if;
      if _channel is not null then perform pg_notify(_channel, ''); end if;
    end $function$;
    create or replace function pg_temp.apply_batch(_gone jsonb, _written jsonb, _positions jsonb, _channel text, _locks boolean)
    returns void language plpgsql as $function$
    begin
      -- First: each statement after it sees what whoever held the lock has written.
      if _locks then perform ${sharedWriterLock}; end if;
      perform pg_temp.write_rows(_gone, _written);
      perform pg_temp.move_checkpoints(_positions, _channel);
    end $function$;`);
}

const listOf = ({ key }: Pick<Table, 'key'>): string => key.map(name).join(', ');
const rowsIn = (table: Table, rows: string): string =>
  `jsonb_populate_recordset(null::${name(table.name)}, ${rows} -> ${escapeLiteral(table.name)})`;

function readingOf(table: Table): string {
  const list = listOf(table);
  return `if _keys ? ${escapeLiteral(table.name)} then
    return query select ${escapeLiteral(table.name)}, to_jsonb(t) from ${name(table.name)} t
      where (${list}) in (select ${list} from ${rowsIn(table, '_keys')});
  end if;`;
}

function writingOf(table: Table): string {
  const key = listOf(table);
  const columns = Object.keys(table.columns);
  const list = columns.map(name).join(', ');
  const changed = columns.filter(column => !table.key.includes(column));
  const update = changed.map(column => `${name(column)} = excluded.${name(column)}`).join(', ');
  return `if _gone ? ${escapeLiteral(table.name)} then
    delete from ${name(table.name)} where (${key}) in (select ${key} from ${rowsIn(table, '_gone')});
  end if;
  if _written ? ${escapeLiteral(table.name)} then
    insert into ${name(table.name)} (${list}) select ${list} from ${rowsIn(table, '_written')}
      on conflict (${key}) do ${update === '' ? 'nothing' : `update set ${update}`};
  end if;`;
}

/** A row that has no such form was made by its fold. */
const json = (rows: RowsByTable): string => folding(() => JSON.stringify(rows));

/** The rows with these keys, as JSON, each with its table. */
export async function readRows(client: Statements, keys: RowsByTable): Promise<{ table: string; row: Row }[]> {
  const { rows } = await client.query<{ _table: string; _row: Row }>({
    name: 'read rows',
    text: 'select _table, _row from pg_temp.read_rows($1)',
    values: [json(keys)],
  });
  return rows.map(({ _table: table, _row: row }) => ({ table, row }));
}

/** Within a transaction that the caller has begun. */
export async function writeRows(client: Statements, { gone, written }: RowChanges): Promise<void> {
  const values = [json(gone), json(written)];
  await client.query({ name: 'write rows', text: 'select pg_temp.write_rows($1, $2)', values });
}

export interface Move {
  before: readonly Checkpoint[];
  after: readonly Checkpoint[];
  /** Notified, where there is one. */
  channel: string | undefined;
}

/**
 * Moves checkpoints on, all or none, and only from where this session left them. Throws `projection_fenced`.
 */
export const moveCheckpoints = (client: Statements, move: Move): Promise<void> =>
  unlessFenced(
    client.query({
      name: 'move checkpoints',
      text: 'select pg_temp.move_checkpoints($1, $2)',
      values: [positionsOf(move), move.channel ?? null],
    }),
  );

/** Writes a batch and its checkpoints, all or nothing. Throws `projection_fenced`. */
export const applyBatch = (client: Statements, { gone, written }: RowChanges, move: Move, locks: boolean): Promise<void> =>
  unlessFenced(
    client.query({
      name: 'apply batch',
      text: 'select pg_temp.apply_batch($1, $2, $3, $4, $5)',
      values: [json(gone), json(written), positionsOf(move), move.channel ?? null, locks],
    }),
  );

const positionsOf = ({ before, after }: Move): string =>
  JSON.stringify(
    after.map(({ projection, position, eventPosition, eventId, generation }, index) => ({
      projection,
      position: position.toString(),
      event_position: eventPosition?.toString() ?? null,
      event_id: eventId ?? null,
      before: before[index]?.position.toString(),
      generation,
    })),
  );

async function unlessFenced(written: Promise<unknown>): Promise<void> {
  try {
    await written;
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === fenced)) throw cause;
    throw new Fault('projection_fenced', 'the tables were changed by another than this runner', { cause });
  }
}
