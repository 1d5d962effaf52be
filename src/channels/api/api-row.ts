// Rows of read models as the API shows them: chosen column by column, so that a table may change without an answer changing.
import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import { toApi } from './field-names.ts';

/** What an answer takes from a row of a read model. */
export interface ApiRow<T> {
  /** The fields of an answer, in their order. */
  schema: z.ZodObject;
  /** The columns they are read from. */
  columns: readonly string[];
  /** All of them as one JSON object, of the table that has this alias. Dates become ISO instants. */
  select(alias: string): RawBuilder<unknown>;
  /** Throws where a field is missing or is not what the answer promises. */
  read(row: Record<string, unknown>): T;
}

interface Spelling<S extends z.ZodObject> {
  /** Field → column, where they are not called the same. */
  columns?: Partial<Record<keyof S['shape'] & string, string>>;
  /** Fields whose column holds an object under the code's names. */
  nested?: (keyof S['shape'] & string)[];
  /** Where the answer spells a value otherwise than the column does. */
  show?(row: z.infer<S>): z.infer<S>;
}

/**
 * A column that is added to the read model shows in no answer, and one that is renamed there is named here.
 *
 *     apiRow(z.object({ time_zone: z.string() }), { columns: { time_zone: 'booking_timezone' } })
 */
export function apiRow<S extends z.ZodObject>(schema: S, { columns, nested = [], show }: Spelling<S> = {}): ApiRow<z.infer<S>> {
  const renamed: Record<string, string | undefined> = { ...columns };
  const fields = Object.keys(schema.shape).map(name => ({ name, column: renamed[name] ?? name }));
  return {
    schema,
    columns: fields.map(({ column }) => column),
    select(alias) {
      const pairs = fields.flatMap(({ name, column }) => [sql.lit(name), sql.ref(`${alias}.${column}`)]);
      return sql`jsonb_build_object(${sql.join(pairs)})`;
    },
    read(row) {
      const translated = nested.map(field => [field, inApi(row[field])]);
      const parsed = schema.parse({ ...row, ...Object.fromEntries(translated) });
      return show ? show(parsed) : parsed;
    },
  };
}

const inApi = (value: unknown): unknown => (typeof value === 'object' && value !== null ? toApi(value) : value);
