// Filtered subscriptions to $all: by stream or type, by prefix or regular expression, and their checkpoints.
import { END, eventTypeFilter, excludeSystemEvents, jsonEvent, type Position, streamNameFilter } from '@eventstore/db-client';
import { describe, expect, test } from 'vitest';
import { collect, fill, newStream } from '../../../packages/embedded-eventstore/test/support/events.ts';
import { follow, headOf } from '../../../packages/embedded-eventstore/test/support/following.ts';
import { useServer } from './server.ts';

const server = useServer();

describe('a subscription to $all', () => {
  const mark = newStream('marked');
  test.each([
    ['stream prefixes', streamNameFilter({ prefixes: [mark, 'no-such'] }), ['a', 'b', 'c']],
    ['a regular expression on streams', streamNameFilter({ regex: `^${mark}.*-two$` }), ['c']],
    ['one stream prefix', streamNameFilter({ prefixes: [`${mark}-o`] }), ['a', 'b']],
    ['a regular expression on streams that ends early', streamNameFilter({ regex: `^${mark}-o` }), ['a', 'b']],
    ['a regular expression that matches inside', streamNameFilter({ regex: `${mark.slice(3)}-t` }), ['c']],
    ['a regular expression that disregards case', streamNameFilter({ regex: `(?i)^${mark.toUpperCase()}-TWO` }), ['c']],
    ['a prefix from the middle', streamNameFilter({ prefixes: [mark.slice(3)] }), []],
    ['a prefix that is no regular expression', streamNameFilter({ prefixes: [`${mark}.`] }), []],
    ['type prefixes', eventTypeFilter({ prefixes: [`${mark}:Ac`, `${mark}:B`] }), ['b', 'c']],
    ['one type prefix', eventTypeFilter({ prefixes: [`${mark}:A`] }), ['a', 'c']],
    ['a regular expression on types', eventTypeFilter({ regex: `^${mark}:[BX]$` }), ['b']],
  ] as const)('with %s brings what matches', async (_name, filter, wanted) => {
    const from = await headOf(server.client());
    const event = (name: string, type: string) => jsonEvent({ type, data: { name } });
    const names = new Map<string, string>();
    const write = async (stream: string, name: string, type: string) => {
      const made = event(name, type);
      names.set(made.id, name);
      await server.client().appendToStream(stream, made);
    };
    await write(`${mark}-one`, 'a', `${mark}:A`);
    await write(`${mark}-one`, 'b', `${mark}:B`);
    await write(newStream(), 'other', 'Other');
    await write(`${mark}-two`, 'c', `${mark}:Ac`);
    const following = follow(server.client().subscribeToAll({ fromPosition: from, filter }));
    await following.caughtUp();
    expect(following.ids.map(id => names.get(id))).toEqual(wanted);
    await following.stop();
  });

  test('with a filter brings live what matches, and nothing else', async () => {
    const category = newStream();
    const filters = [
      streamNameFilter({ prefixes: [category] }),
      streamNameFilter({ regex: `^${category}` }),
      eventTypeFilter({ prefixes: [category] }),
      eventTypeFilter({ regex: `^${category}$` }),
    ];
    const all = filters.map(filter => follow(server.client().subscribeToAll({ fromPosition: END, filter })));
    await Promise.all(all.map(following => following.caughtUp()));
    const events = Array.from({ length: 3 }, () => jsonEvent({ type: category, data: {} }));
    for (const event of events) {
      await fill(server.client(), newStream(), 2);
      await server.client().appendToStream(`${category}.stream`, event);
    }
    for (const following of all) {
      await following.until(3);
      expect(following.ids).toEqual(events.map(event => event.id));
      await following.stop();
    }
  });

  test('can leave system events out', async () => {
    const stream = newStream();
    const from = await headOf(server.client());
    await server.client().setStreamMetadata(stream, { maxCount: 5 });
    await fill(server.client(), newStream('$contract'), 1);
    const ids = await fill(server.client(), stream, 1);
    const following = follow(server.client().subscribeToAll({ fromPosition: from, filter: excludeSystemEvents() }));
    await following.caughtUp();
    expect(following.idsOf(stream)).toEqual(ids);
    // A system event is one by its type; streams whose names begin with $ hold other events as well.
    expect(following.types.filter(type => type.startsWith('$'))).toEqual([]);
    await following.stop();
  });

  test('with a filter says how far it has looked, in history and live', async () => {
    const from = await headOf(server.client());
    const checkpoints: bigint[] = [];
    await fill(server.client(), newStream(), 200);
    const filter = streamNameFilter({
      prefixes: ['nothing-of-that-name'],
      maxSearchWindow: 32,
      checkpointInterval: 2,
      checkpointReached: async (_, position) => {
        checkpoints.push(position.commit);
      },
    });
    const following = follow(server.client().subscribeToAll({ fromPosition: from, filter }));
    await following.caughtUp();
    expect(checkpoints.length).toBeGreaterThanOrEqual(3);
    const before = checkpoints.length;
    await fill(server.client(), newStream(), 200);
    await expect.poll(() => checkpoints.length).toBeGreaterThanOrEqual(before + 3);
    expect(checkpoints).toEqual([...checkpoints].sort((a, b) => (a < b ? -1 : 1)));
    expect(checkpoints.at(-1)).toBeLessThanOrEqual((await headOf(server.client())).commit);
    expect(following.ids).toEqual([]);
    await following.stop();
  });

  test('resumed from a checkpoint misses nothing', async () => {
    const category = newStream();
    const from = await headOf(server.client());
    let checkpoint: { commit: bigint; prepare: bigint } | undefined;
    await fill(server.client(), newStream(), 100);
    const filter = (seen: boolean) =>
      streamNameFilter({
        prefixes: [category],
        checkpointInterval: 1,
        checkpointReached: async (_, position) => {
          if (seen) checkpoint = position;
        },
      });
    const first = follow(server.client().subscribeToAll({ fromPosition: from, filter: filter(true) }));
    await first.caughtUp();
    await first.stop();
    const ids = await fill(server.client(), `${category}.1`, 3);
    if (!checkpoint) throw new Error('there should be a checkpoint');
    const second = follow(server.client().subscribeToAll({ fromPosition: checkpoint, filter: filter(false) }));
    await second.until(3);
    expect(second.ids).toEqual(ids);
    await second.stop();
  });

  test('resumed from any of its checkpoints brings what it had not yet looked at', async () => {
    const category = newStream();
    const from = await headOf(server.client());
    const checkpoints: { position: Position; received: number }[] = [];
    for (let n = 0; n < 6; n += 1) {
      await fill(server.client(), `${category}.${n}`, 10);
      await fill(server.client(), newStream(), 30);
    }
    const first = follow(
      server.client().subscribeToAll({
        fromPosition: from,
        filter: streamNameFilter({
          prefixes: [category],
          maxSearchWindow: 32,
          checkpointReached: async (_, position) => {
            // What came before the checkpoint is handed on by then.
            await new Promise(resolve => setImmediate(resolve));
            checkpoints.push({ position, received: first.ids.length });
          },
        }),
      }),
    );
    await first.caughtUp();
    await first.stop();
    const written = (await collect(server.client().readAll({ fromPosition: from })))
      .map(({ event }) => event)
      .filter(event => event?.streamId.startsWith(category));
    expect(first.ids).toEqual(written.map(event => event?.id));
    expect(checkpoints.length).toBeGreaterThanOrEqual(3);
    for (const { position, received } of checkpoints) {
      const filter = streamNameFilter({ prefixes: [category] });
      const resumed = follow(server.client().subscribeToAll({ fromPosition: position, filter }));
      await resumed.caughtUp();
      await resumed.stop();
      expect(resumed.ids).toEqual(first.ids.slice(received));
    }
  });

  test('with a larger interval says less often how far it has looked', async () => {
    const from = await headOf(server.client());
    await fill(server.client(), newStream(), 640);
    const counted = async (checkpointInterval: number) => {
      let checkpoints = 0;
      const filter = streamNameFilter({
        prefixes: ['nothing-of-that-name'],
        maxSearchWindow: 32,
        checkpointInterval,
        checkpointReached: async () => {
          checkpoints += 1;
        },
      });
      const following = follow(server.client().subscribeToAll({ fromPosition: from, filter }));
      await following.caughtUp();
      await following.stop();
      return checkpoints;
    };
    const [often, seldom] = [await counted(1), await counted(10)];
    expect(seldom).toBeGreaterThanOrEqual(1);
    expect(often).toBeGreaterThan(seldom);
  });

  test('with an expression that cannot be read fails', async () => {
    const following = follow(server.client().subscribeToAll({ filter: streamNameFilter({ regex: '(' }) }));
    await expect.poll(() => following.errors.length).toBe(1);
  });
});
