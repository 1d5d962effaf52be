// A small event store in memory that says what EventStoreDB 23.10 answers: written from its documented rules, not from the server's code.

/** Revision of a tombstone; as `$tb` the mark of a soft deletion. */
export const tombstone = 2n ** 63n - 1n;

export type Expected = 'any' | 'no_stream' | 'stream_exists' | bigint;

export interface Content {
  id: string;
  type: string;
  /** Text: that of an event which is not JSON. */
  data: Record<string, unknown> | string;
}

export interface Recorded {
  stream: string;
  revision: bigint;
  type: string;
  data: unknown;
  /** Milliseconds since 1970. */
  created: number;
  /** Where the server chooses, undefined until it has answered; from then on it has to stay so. */
  id: string | undefined;
  position: bigint | undefined;
}

export type Refusal =
  | { kind: 'wrong_expected_version'; stream: string; expected: Expected; actual: bigint | 'no_stream' }
  | { kind: 'stream_deleted'; stream: string }
  | { kind: 'stream_not_found'; stream: string }
  | { kind: 'forwards_from_the_end' };
/** `at`: the event whose position is the answer's; none where nothing was written. `repeated`: it had been there before. */
export type Written = { kind: 'written'; revision: bigint; at: Recorded | undefined; repeated: boolean };
export type Found = { kind: 'events'; events: { event: Recorded | undefined; link: Recorded | undefined }[] };

export interface Reading<From> {
  backwards: boolean;
  from: From;
  maxCount: number;
  resolveLinks: boolean;
}

export interface Model {
  /** All that was ever written, in order. */
  readonly log: Recorded[];
  last(stream: string): bigint;
  append(stream: string, expected: Expected, events: readonly Content[]): Written | Refusal;
  softDelete(stream: string, expected: Expected): Written | Refusal;
  tombstone(stream: string, expected: Expected): Written | Refusal;
  readStream(stream: string, reading: Reading<'start' | 'end' | bigint>): Found | Refusal;
  /** From one of the log's own records: forwards with it, backwards without. */
  readAll(reading: Reading<'start' | 'end' | Recorded>): Found;
}

const metastream = (stream: string) => `$$${stream}`;

/** Goes on from a log that was read. `now`: milliseconds since 1970. */
export function createModel(history: readonly Recorded[], now: () => number): Model {
  const log = [...history];
  const streams = new Map<string, Recorded[]>();
  for (const record of log) file(record);

  function file(record: Recorded): void {
    const own = streams.get(record.stream);
    if (own) own.push(record);
    else streams.set(record.stream, [record]);
  }
  function recordsOf(stream: string): readonly Recorded[] {
    return streams.get(stream) ?? [];
  }
  function write(stream: string, content: Omit<Content, 'id'> & { id?: string }, revision = last(stream) + 1n): Recorded {
    const { id, type, data } = content;
    const record = { stream, revision, type, data, created: now(), id, position: undefined };
    log.push(record);
    file(record);
    return record;
  }

  function last(stream: string): bigint {
    // The stream that describes a tombstoned one is gone with it.
    if (stream.startsWith('$$') && last(stream.slice(2)) === tombstone) return tombstone;
    return recordsOf(stream).at(-1)?.revision ?? -1n;
  }
  function metadata(stream: string): Record<string, unknown> {
    if (stream.startsWith('$$')) return { $maxCount: 1 };
    const data = recordsOf(metastream(stream)).at(-1)?.data;
    return typeof data === 'object' ? { ...data } : {};
  }
  function limit(stream: string, name: '$maxCount' | '$maxAge' | '$tb'): number | undefined {
    const value = metadata(stream)[name];
    return typeof value === 'number' ? value : undefined;
  }
  const isSoftDeleted = (stream: string) => limit(stream, '$tb') === Number(tombstone);
  const exists = (stream: string) => last(stream) >= 0n || last(metastream(stream)) >= 0n;

  function wrong(stream: string, expected: Expected): Refusal {
    const actual = last(stream);
    return { kind: 'wrong_expected_version', stream, expected, actual: actual < 0n ? 'no_stream' : actual };
  }

  /** Nothing where it is to be written. */
  function check(stream: string, expected: Expected, ids: readonly string[]): Written | Refusal | undefined {
    const current = last(stream);
    if (current === tombstone) return { kind: 'stream_deleted', stream };
    if (expected === 'stream_exists' && isSoftDeleted(stream)) return { kind: 'stream_deleted', stream };
    if (expected === 'stream_exists' && !exists(stream)) return wrong(stream, expected);
    if (expected === 'any' || expected === 'stream_exists') {
      // The original forgets ids when it is restarted; an embedded store remembers all.
      return repeated(
        stream,
        expected,
        ids.map(id => recordsOf(stream).findLast(record => record.id === id)),
      );
    }
    const after = expected === 'no_stream' ? -1n : expected;
    if (after === current) return undefined;
    if (after > current || ids.length === 0) return wrong(stream, expected);
    const there = ids.map((id, index) => {
      const found = recordsOf(stream)[Number(after) + 1 + index];
      return found?.id === id ? found : undefined;
    });
    const isReturn = expected === 'no_stream' && isSoftDeleted(stream);
    return there[0] || isReturn ? repeated(stream, expected, there) : wrong(stream, expected);
  }

  /** All there: the answer of then. Not the first: new. Anything else is neither. */
  function repeated(stream: string, expected: Expected, there: readonly (Recorded | undefined)[]): Written | Refusal | undefined {
    if (!there[0]) return undefined;
    const at = there.at(-1);
    if (!at || there.includes(undefined)) return wrong(stream, expected);
    return { kind: 'written', revision: at.revision, at, repeated: true };
  }

  /** What a stream keeps of its metadata when it comes back, with its old events cut off. */
  function bringBack(stream: string, first: bigint): void {
    write(metastream(stream), { type: '$metadata', data: { ...metadata(stream), $tb: Number(first) } });
  }

  function append(stream: string, expected: Expected, events: readonly Content[]): Written | Refusal {
    const decided = check(
      stream,
      expected,
      events.map(event => event.id),
    );
    if (decided) return decided;
    const described = stream.startsWith('$$') && isSoftDeleted(stream.slice(2)) ? stream.slice(2) : undefined;
    const first = last(stream) + 1n;
    const written = events.map(event => write(stream, event));
    // Also where no event is written: the original keeps it so for its older clients.
    if (isSoftDeleted(stream)) bringBack(stream, first);
    if (described !== undefined) bringBack(described, last(described) + 1n);
    return { kind: 'written', revision: first + BigInt(written.length) - 1n, at: written.at(-1), repeated: false };
  }

  /** A deletion is checked as an append of something new. */
  const something = ['new'];

  function softDelete(stream: string, expected: Expected): Written | Refusal {
    const decided = check(stream, expected, something);
    if (decided) return decided;
    if (!exists(stream)) return wrong(stream, expected);
    const at = write(metastream(stream), { type: '$metadata', data: { $tb: Number(tombstone) } });
    return { kind: 'written', revision: last(stream), at, repeated: false };
  }

  function bury(stream: string, expected: Expected): Written | Refusal {
    const decided = check(stream, expected, something);
    if (decided) return decided;
    const at = write(stream, { type: '$streamDeleted', data: '' }, tombstone);
    return { kind: 'written', revision: tombstone, at, repeated: false };
  }

  /** What the stream's limits leave of it. */
  function kept(stream: string): Recorded[] {
    if (last(stream) === tombstone || isSoftDeleted(stream)) return [];
    const [count, age, before] = [limit(stream, '$maxCount'), limit(stream, '$maxAge'), limit(stream, '$tb') ?? 0];
    return recordsOf(stream).filter(
      record =>
        record.revision >= BigInt(before) &&
        (count === undefined || record.revision > last(stream) - BigInt(count)) &&
        (age === undefined || record.created >= now() - age * 1000),
    );
  }

  function resolve(record: Recorded): Found['events'][number] {
    if (record.type !== '$>') return { event: record, link: undefined };
    const [revision, stream = ''] = String(record.data).split('@');
    return { event: kept(stream).find(one => String(one.revision) === revision), link: record };
  }
  function found(records: readonly Recorded[], { maxCount, resolveLinks }: Reading<unknown>): Found {
    const taken = records.slice(0, maxCount);
    return { kind: 'events', events: taken.map(record => (resolveLinks ? resolve(record) : { event: record, link: undefined })) };
  }

  function readStream(stream: string, reading: Reading<'start' | 'end' | bigint>): Found | Refusal {
    if (reading.from === 'end' && !reading.backwards) return { kind: 'forwards_from_the_end' };
    if (last(stream) === tombstone) return { kind: 'stream_deleted', stream };
    if (last(stream) < 0n || isSoftDeleted(stream)) return { kind: 'stream_not_found', stream };
    const from = reading.from === 'start' ? 0n : reading.from === 'end' ? tombstone : reading.from;
    const asked = kept(stream).filter(record => (reading.backwards ? record.revision <= from : record.revision >= from));
    return found(reading.backwards ? asked.toReversed() : asked, reading);
  }

  function readAll(reading: Reading<'start' | 'end' | Recorded>): Found {
    const { from, backwards } = reading;
    const index = from === 'start' ? 0 : from === 'end' ? log.length : log.indexOf(from);
    return found(backwards ? log.slice(0, index).toReversed() : log.slice(index), reading);
  }

  return { log, last, append, softDelete, tombstone: bury, readStream, readAll };
}
