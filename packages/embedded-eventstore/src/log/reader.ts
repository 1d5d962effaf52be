// Pages of events from the tables, each by one short statement on a key, so that no reader holds anything open.
import type { Pool } from 'pg';
import type { Occurrence } from './check-commit.ts';
import type { StoredEvent } from './event.ts';
import { type Head, headOf } from './heads.ts';
import { type EventRow, eventColumns, preparedQuery, toEvent } from './rows.ts';

/** A page of `$all` is bounded in bytes; positions count bytes. */
const pageBytes = 256n * 1024n;
export const pageEvents = 500;

export interface Reader {
  /** Events with `after` < position <= `upTo`, ascending. Empty means there are none. */
  logForwards(after: bigint, upTo: bigint, limit: number): Promise<StoredEvent[]>;
  /** Events with position < `before`, descending. */
  logBackwards(before: bigint, limit: number): Promise<StoredEvent[]>;
  /** Events with `from` <= revision <= `upTo`, ascending. */
  streamForwards(stream: string, from: bigint, upTo: bigint, limit: number): Promise<StoredEvent[]>;
  /** Events with `downTo` <= revision <= `from`, descending. */
  streamBackwards(stream: string, from: bigint, downTo: bigint, limit: number): Promise<StoredEvent[]>;
  heads(streams: readonly string[]): Promise<Map<string, Head>>;
  /** The events a link may point to. */
  targets(places: readonly { stream: string; revision: bigint }[]): Promise<StoredEvent[]>;
  /** Where in which stream the ids are. */
  occurrences(ids: readonly string[]): Promise<{ id: string; stream: string; at: Occurrence }[]>;
}

const select = `select ${eventColumns} from eventstore.events`;
/** Within a page of a stream, what exceeds the byte limit is left for the next; the first event always comes. */
const boundedStream = (order: 'asc' | 'desc') => `
  select ${eventColumns} from (
    select e.*, sum(length(data) + length(metadata)) over (order by revision ${order}) - length(data) - length(metadata) as before
    from (${select} where stream = $1 and revision between $2 and $3 order by revision ${order} limit $4) e
  ) p where before < ${pageBytes} order by revision ${order}`;

export function createReader(pool: Pool): Reader {
  async function events(name: string, text: string, values: unknown[]): Promise<StoredEvent[]> {
    const result = await pool.query<EventRow>(preparedQuery(name, text, values));
    return result.rows.map(toEvent);
  }
  const page = (limit: number) => String(Math.min(limit, pageEvents));

  return {
    async logForwards(after, upTo, limit) {
      if (after >= upTo) return [];
      const near = after + pageBytes < upTo ? after + pageBytes : upTo;
      const text = `${select} where position > $1 and position <= $2 order by position limit $3`;
      const found = await events('log-forwards', text, [after, near, page(limit)]);
      if (found.length > 0 || near === upTo) return found;
      return events('log-forwards', text, [after, upTo, '1']);
    },
    async logBackwards(before, limit) {
      const near = before - pageBytes;
      const text = `${select} where position < $1 and position >= $2 order by position desc limit $3`;
      const found = await events('log-backwards', text, [before, near, page(limit)]);
      if (found.length > 0 || near <= 0n) return found;
      return events('log-backwards', text, [before, 0n, '1']);
    },
    streamForwards: (stream, from, upTo, limit) =>
      events('stream-forwards', boundedStream('asc'), [stream, from, upTo, page(limit)]),
    streamBackwards: (stream, from, downTo, limit) =>
      events('stream-backwards', boundedStream('desc'), [stream, downTo, from, page(limit)]),
    async heads(streams) {
      const text = `
        select s.name, e.revision, e.data from unnest($1::text[]) as s (name)
        cross join lateral (
          select revision, case when left(s.name, 2) = '$$' then data end as data
          from eventstore.events where stream = s.name order by revision desc limit 1
        ) e`;
      const result = await pool.query<[string, bigint, Buffer | null]>(preparedQuery('heads', text, [streams]));
      return new Map(result.rows.map(([name, last, data]) => [name, headOf(last, name, data ?? undefined)]));
    },
    targets(places) {
      const text = `
        select ${eventColumns} from unnest($1::text[], $2::bigint[]) as p (name, at)
        join eventstore.events on stream = name and revision = at`;
      return events('targets', text, [places.map(place => place.stream), places.map(place => String(place.revision))]);
    },
    async occurrences(ids) {
      const text = 'select id, stream, revision, position from eventstore.events where id = any($1::uuid[]) order by revision';
      const result = await pool.query<[string, string, bigint, bigint]>(preparedQuery('occurrences', text, [ids]));
      return result.rows.map(([id, stream, revision, position]) => ({ id, stream, at: { revision, position } }));
    },
  };
}
