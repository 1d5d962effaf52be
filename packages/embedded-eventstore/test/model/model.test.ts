// Random sequences of operations get from the embedded event store, also after restarts, the answers a model in memory gives.
// The seed and the number of runs are printed; both given again make the same sequences:
// SEED=17 RUNS=500 npx vitest run packages/embedded-eventstore/test/model
import { randomUUID } from 'node:crypto';
import { BACKWARDS, binaryEvent, type Direction, EventStoreDBClient, FORWARDS, jsonEvent, START } from '@eventstore/db-client';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningEventStore, runEventStore } from '../../src/run.ts';
import { emptyDatabase } from '../support/database.ts';
import { collect } from '../support/events.ts';
import { compareMetadata, compareRead, compareWrite, outcome, recordedIn } from './compare.ts';
import { type Content, createModel, type Expected, type Model, type Recorded, tombstone } from './model.ts';
import { type ExpectedPick, type FromPick, type Operation, operation, type Part, streamCount } from './operations.ts';

const runs = Number(process.env.RUNS ?? 12);
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
/** Where a run fails, the search for a shorter one ends after so many milliseconds at the latest. */
const limit = 20_000 + runs * 1_000;
/** Appends with credentials go through the plain method, others through batches. */
const plainCall = { credentials: { username: 'admin', password: 'changeit' } };

let database: { url: string; drop(): Promise<void> };
let server: RunningEventStore;
let client: EventStoreDBClient;
/** The store's clock; long past, so that no deadline of the client's is ever reached. */
let clock = Date.UTC(2020, 0, 1);

const start = async () => {
  server = await runEventStore({ databaseUrl: database.url, now: () => clock, log: pino({ level: 'silent' }) });
  client = EventStoreDBClient.connectionString(server.connectionString);
};
const stop = async () => {
  client.dispose();
  await server.stop();
};
beforeAll(async () => {
  database = await emptyDatabase();
  await start();
});
afterAll(async () => {
  await stop();
  await database.drop();
});

test('every answer is the one the model gives', { timeout: limit + 30_000 }, async () => {
  let operations = 0;
  const answers = new Map<string, number>();
  const count = (answer: string) => answers.set(answer, (answers.get(answer) ?? 0) + 1);
  // Runs follow each other in one log. Of a run that failed the model knows nothing: the next begins with what is there.
  let known = await logAfter([]);
  const property = fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 60, size: 'max' }), async sequence => {
    const history = await logAfter(known);
    const model = createModel(history, () => clock);
    const run = createRun(model);
    for (const one of sequence) count(await run.execute(one));
    await run.conclude(history.at(-1));
    operations += sequence.length;
    known = model.log;
  });
  try {
    await fc.assert(property, { numRuns: runs, seed, interruptAfterTimeLimit: limit, markInterruptAsFailure: true });
  } finally {
    const kinds = [...answers].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, times]) => `${name} ${times}`);
    console.log(`SEED=${seed} RUNS=${runs}: ${operations} operations (${kinds.join(', ')})`);
  }
});

/** One sequence, on streams of its own. Each operation is made on both sides, and throws where their answers differ. */
function createRun(model: Model) {
  const name = randomUUID();
  const streams = Array.from({ length: streamCount }, (_, n) => `model-${n}-${name}`);
  const streamAt = (n: number) => streams[n] ?? name;
  const appends: { stream: string; expected: Expected; contents: Content[] }[] = [];
  let written = 0;
  const begin = model.log.length;

  const content = (id: string = randomUUID()): Content => ({ id, type: 'Thing', data: { n: written++ } });
  const present = (stream: string) => (model.last(stream) === tombstone ? 0n : model.last(stream));

  function expectedOf(stream: string, pick: ExpectedPick): Expected {
    if (typeof pick === 'string') return pick;
    const revision = present(stream) + BigInt(pick.fromLast);
    return revision < 0n ? 'no_stream' : revision;
  }

  async function append(stream: string, expected: Expected, contents: Content[], plain: boolean): Promise<string> {
    const events = contents.map(({ id, type, data }) =>
      typeof data === 'string' ? binaryEvent({ id, type, data: Buffer.from(data) }) : jsonEvent({ id, type, data }),
    );
    if (contents.length > 0) appends.push({ stream, expected, contents });
    const answer = model.append(stream, expected, contents);
    const options = { expectedRevision: expected, ...(plain && plainCall) };
    return compareWrite(answer, await outcome(client.appendToStream(stream, events, options)));
  }

  async function readStream(stream: string, reading: Parameters<Model['readStream']>[1]): Promise<string> {
    const answer = model.readStream(stream, reading);
    const { from, maxCount } = reading;
    const options = {
      direction: direction(reading.backwards),
      fromRevision: from,
      maxCount,
      resolveLinkTos: reading.resolveLinks,
    };
    return compareRead(answer, await outcome(collect(client.readStream(stream, options))));
  }

  async function readAll(reading: Parameters<Model['readAll']>[0]): Promise<string> {
    const { from, maxCount } = reading;
    const commit = typeof from === 'string' ? undefined : from.position;
    const fromPosition = typeof from === 'string' ? from : { commit: commit ?? 0n, prepare: commit ?? 0n };
    const options = { direction: direction(reading.backwards), fromPosition, maxCount, resolveLinkTos: reading.resolveLinks };
    return compareRead(model.readAll(reading), await outcome(collect(client.readAll(options))));
  }

  async function execute(one: Operation): Promise<string> {
    switch (one.kind) {
      case 'append': {
        const stream = streamAt(one.stream);
        return append(
          stream,
          expectedOf(stream, one.expected),
          Array.from({ length: one.count }, () => content()),
          one.plain,
        );
      }
      case 'repeat': {
        const earlier = appends.at(-1 - (one.which % Math.max(appends.length, 1)));
        if (!earlier) return 'skipped';
        const stream = one.stream === 'as then' ? earlier.stream : streamAt(one.stream);
        const expected = one.expected === 'as then' ? earlier.expected : expectedOf(stream, one.expected);
        return append(stream, expected, partOf(earlier.contents, one.part, content), one.plain);
      }
      case 'link': {
        const target = streamAt(one.target);
        const revision = present(target) - BigInt(one.back);
        const link = { id: randomUUID(), type: '$>', data: `${revision < 0n ? 0n : revision}@${target}` };
        return append(streamAt(one.stream), 'any', [link], false);
      }
      case 'setMetadata': {
        const stream = `$$${streamAt(one.stream)}`;
        const expected = expectedOf(stream, one.expected);
        const { maxCount, truncateBefore, maxAge, colour } = one.metadata;
        const data = {
          ...(maxCount !== undefined && { $maxCount: maxCount }),
          ...(truncateBefore !== undefined && { $tb: truncateBefore }),
          ...(maxAge !== undefined && { $maxAge: maxAge }),
          ...(colour !== undefined && { colour }),
        };
        // The client chooses the id, which the model learns when it reads the event.
        const answer = model.append(stream, expected, [{ id: 'unknown', type: '$metadata', data }]);
        if (answer.kind === 'written' && answer.at) answer.at.id = undefined;
        const call = client.setStreamMetadata(streamAt(one.stream), one.metadata, { expectedRevision: expected });
        return compareWrite(answer, await outcome(call));
      }
      case 'getMetadata': {
        const stream = streamAt(one.stream);
        const answer = model.readStream(`$$${stream}`, { backwards: true, from: 'end', maxCount: 1, resolveLinks: false });
        return `metadata ${compareMetadata(answer, await outcome(client.getStreamMetadata(stream)), stream)}`;
      }
      case 'delete':
      case 'tombstone': {
        const stream = streamAt(one.stream);
        const expected = expectedOf(stream, one.expected);
        if (expected === 'stream_exists') return 'skipped';
        const isDelete = one.kind === 'delete';
        const answer = isDelete ? model.softDelete(stream, expected) : model.tombstone(stream, expected);
        const options = { expectedRevision: expected };
        const seen = await outcome(isDelete ? client.deleteStream(stream, options) : client.tombstoneStream(stream, options));
        return `${one.kind} ${compareWrite(answer, seen)}`;
      }
      case 'readStream': {
        const stream = `${one.meta ? '$$' : ''}${streamAt(one.stream)}`;
        const at = typeof one.from === 'string' ? one.from : present(stream) - BigInt(one.from.back);
        return readStream(stream, { ...one, from: typeof at === 'bigint' && at < 0n ? 0n : at });
      }
      case 'readAll':
        return readAll({ ...one, from: placeOf(one.from) });
      case 'wait':
        clock += one.seconds * 1000;
        return 'wait';
      case 'restart':
        await stop();
        await start();
        return 'restart';
      default:
        return one satisfies never;
    }
  }

  /** Nearest to the place asked for of those whose position is known; the store's first event always is. */
  function placeOf(from: FromPick): 'start' | 'end' | Recorded {
    if (typeof from === 'string') return from;
    const index = Math.max(model.log.length - 1 - from.back, 0);
    return model.log.slice(0, index + 1).findLast(record => record.position !== undefined) ?? 'start';
  }

  /** Everything once more, both ways; positions grow strictly. `before`: the last event before the run. */
  async function conclude(before: Recorded | undefined): Promise<void> {
    const rest = { maxCount: model.log.length + 1, resolveLinks: true };
    await readAll({ ...rest, backwards: false, from: before ?? 'start' });
    await readAll({ maxCount: model.log.length - begin + 1, resolveLinks: false, backwards: true, from: 'end' });
    for (const stream of streams.flatMap(stream => [stream, `$$${stream}`])) {
      await readStream(stream, { ...rest, backwards: false, from: 'start' });
      await readStream(stream, { ...rest, backwards: true, from: 'end' });
    }
    const positions = model.log.slice(Math.max(begin - 1, 0)).map(record => record.position ?? 0n);
    for (const [index, position] of positions.slice(1).entries()) expect(position).toBeGreaterThan(positions[index] ?? 0n);
  }

  return { execute, conclude };
}

/** The whole log, of which a part is known. */
async function logAfter(known: readonly Recorded[]): Promise<readonly Recorded[]> {
  const position = known.at(-1)?.position;
  const fromPosition = position === undefined ? START : { commit: position, prepare: position };
  const read = (await collect(client.readAll({ fromPosition }))).map(({ event }) => {
    if (!event) throw new Error('a read that follows no links gives the event');
    return recordedIn(event);
  });
  return [...known, ...read.slice(known.length > 0 ? 1 : 0)];
}

const direction = (backwards: boolean): Direction => (backwards ? BACKWARDS : FORWARDS);

/** New data under the ids of then: what is there already is not written over. */
function partOf(contents: readonly Content[], part: Part, fresh: (id?: string) => Content): Content[] {
  const again = contents.map(({ id }) => fresh(id));
  switch (part) {
    case 'all':
      return again;
    case 'first':
      return again.slice(0, 1);
    case 'rest':
      return again.slice(1);
    case 'reversed':
      return again.toReversed();
    case 'more behind':
      return [...again, fresh()];
    case 'more before':
      return [fresh(), ...again];
    default:
      return part satisfies never;
  }
}
