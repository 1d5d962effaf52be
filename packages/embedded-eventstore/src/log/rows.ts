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

const backslash = 92;
const zero = 48;

/**
 * The form `escape` of a bytea: text as it is, half as long as hex, and a backslash and digits for bytes that are none. The
 * session must ask for it: `escapedBytes`.
 */
function unescaped(value: string): Buffer {
  if (!value.includes('\\')) return Buffer.from(value, 'latin1');
  const bytes = Buffer.allocUnsafe(value.length);
  let length = 0;
  for (let at = 0; at < value.length; at += 1) {
    let byte = value.charCodeAt(at);
    if (byte === backslash && value.charCodeAt(at + 1) === backslash) at += 1;
    else if (byte === backslash) {
      const digit = (place: number): number => value.charCodeAt(at + place) - zero;
      byte = digit(1) * 64 + digit(2) * 8 + digit(3);
      at += 3;
    }
    bytes[length] = byte;
    length += 1;
  }
  return Buffer.from(bytes.subarray(0, length));
}

/** An option of a session whose rows are read here. */
export const escapedBytes = '-c bytea_output=escape';

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
