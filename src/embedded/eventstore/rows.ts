// Rows of the events table as JavaScript values.
import type { CustomTypesConfig, QueryArrayConfig } from 'pg';
import type { StoredEvent } from './event.ts';

export const eventColumns = 'position, stream, revision, id, type, is_json, created, data, metadata';

const oid = { bool: 16, bytea: 17, int8: 20 } as const;

const parsers: Record<number, (value: string) => unknown> = {
  [oid.bool]: value => value === 't',
  [oid.bytea]: unescaped,
  [oid.int8]: BigInt,
};

/** The form `escape` of a bytea: text as it is, half as long as hex, and a backslash and digits for what is none. */
function unescaped(value: string): Buffer {
  if (!value.includes('\\')) return Buffer.from(value, 'latin1');
  const bytes = value.replace(/\\(?:\\|([0-7]{3}))/g, (_, octal?: string) =>
    octal === undefined ? '\\' : String.fromCharCode(Number.parseInt(octal, 8)),
  );
  return Buffer.from(bytes, 'latin1');
}

const types: CustomTypesConfig = { getTypeParser: id => parsers[id] ?? String };

/** A named statement, prepared once a connection, whose rows are arrays and whose bigints are bigints. */
export function preparedQuery(name: string, text: string, values: unknown[]): QueryArrayConfig {
  return { name, text, values, types, rowMode: 'array' };
}

export type EventRow = [bigint, string, bigint, string, string, boolean, bigint, Buffer, Buffer];

export function toEvent(row: EventRow): StoredEvent {
  const [position, stream, revision, id, type, isJson, created, data, metadata] = row;
  return { position, stream, revision, id, type, isJson, created, data, metadata };
}
