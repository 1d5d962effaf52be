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

const tableOfNames = { branch: 'branches', service: 'services', staff: 'staff_members', customer: 'customers' };
type Named = keyof typeof tableOfNames;

interface Spelling<S extends z.ZodObject> {
  /** Field → column, where they are not called the same. */
  columns?: Partial<Record<keyof S['shape'] & string, string>>;
  /** Whose names stand beside their ids, as `service_name` does; null where nobody knows it. */
  names?: readonly Named[];
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
export function apiRow<S extends z.ZodObject>(
  schema: S,
  { columns, names = [], nested = [], show }: Spelling<S> = {},
): ApiRow<z.infer<S>> {
  const renamed: Record<string, string | undefined> = { ...columns };
  const nameFields = new Map(names.map(one => [`${one}_name`, one]));
  const fields = Object.keys(schema.shape)
    .filter(name => !nameFields.has(name))
    .map(name => ({ name, column: renamed[name] ?? name }));
  return {
    schema,
    columns: fields.map(({ column }) => column),
    select(alias) {
      const pairs = fields.flatMap(({ name, column }) => [sql.lit(name), sql.ref(`${alias}.${column}`)]);
      const named = [...nameFields].flatMap(([field, one]) => [sql.lit(field), nameOf(one, alias)]);
      return sql`jsonb_build_object(${sql.join([...pairs, ...named])})`;
    },
    read(row) {
      const translated = nested.map(field => [field, inApi(row[field])]);
      const parsed = schema.parse({ ...row, ...Object.fromEntries(translated) });
      return show ? show(parsed) : parsed;
    },
  };
}

/** It has the same key everywhere: the company and the id. */
function nameOf(one: Named, alias: string): RawBuilder<unknown> {
  const id = `${one}_id`;
  return sql`(select n.name from ${sql.table(tableOfNames[one])} n
    where n.company_id = ${sql.ref(`${alias}.company_id`)} and n.${sql.ref(id)} = ${sql.ref(`${alias}.${id}`)})`;
}

const inApi = (value: unknown): unknown => (typeof value === 'object' && value !== null ? toApi(value) : value);
