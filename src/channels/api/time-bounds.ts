// From when until when a list is asked for: by days, each in its company's own zone, or by instants.
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';

/** The years the database and a calendar share. */
const since1970 = (text: string): boolean => text >= '1970-01-01';
const day = z.iso.date().refine(since1970, 'a day in 1970 or later');
const instant = z.iso.datetime({ offset: true }).refine(since1970, 'an instant in 1970 or later');
const bound = z.union([day, instant]).optional();

export const timeBounds = {
  from: bound.describe('A day in the company’s time zone, from its first moment on; or an instant with its offset, inclusive.'),
  to: bound.describe('A day in the company’s time zone, to its last moment; or an instant with its offset, exclusive.'),
};

/** The conditions on the column `at` of the table that has this alias; its company is in the same row. */
export function withinBounds({ from, to }: { from?: string | undefined; to?: string | undefined }, alias: string, at: string) {
  const column = sql.ref(`${alias}.${at}`);
  const company = sql.ref(`${alias}.company_id`);
  return [
    ...(from === undefined ? [] : [sql`${column} >= ${startOf(from, 0, company)}`, ...atMostADayOff(sql`>=`, from, -1, column)]),
    ...(to === undefined ? [] : [sql`${column} < ${startOf(to, 1, company)}`, ...atMostADayOff(sql`<`, to, 2, column)]),
  ];
}

const isDay = (text: string): boolean => !text.includes('T');

/** Of an instant, itself; of a day, its first moment, so many days later. */
function startOf(text: string, daysLater: number, company: RawBuilder<unknown>): RawBuilder<unknown> {
  if (!isDay(text)) return sql`${text}::timestamptz`;
  const zone = sql`(select c.time_zone from companies c where c.company_id = ${company})`;
  return sql`(${text}::date + ${sql.lit(daysLater)})::timestamp at time zone ${zone}`;
}

/** Whatever the zone: an index finds these, and the zone decides among them. */
function atMostADayOff(
  than: RawBuilder<unknown>,
  text: string,
  days: number,
  column: RawBuilder<unknown>,
): RawBuilder<unknown>[] {
  return isDay(text) ? [sql`${column} ${than} (${text}::date + ${sql.lit(days)})::timestamp at time zone 'UTC'`] : [];
}
