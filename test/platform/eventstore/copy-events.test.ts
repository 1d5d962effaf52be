// Moving house: the copy holds every event of the old store, in its order, and an interrupted move goes on where it was.
import { binaryEvent, jsonEvent } from '@eventstore/db-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/domain/clock.ts';
import { type CopyProgress, copyEvents } from '../../../src/platform/eventstore/copy-events.ts';
import { type ConnectedEventStore, connectEventStore } from '../../../src/platform/eventstore/store.ts';
import { appendMix } from '../../support/event-mix.ts';
import { type OpenedEventStore, openEventStore } from '../../support/event-store.ts';

/** Each copy takes a moment for each event: enough for several interruptions. */
const [companies, appointments] = [5, 15];
/** For a store that nobody ever reaches. */
const patienceMs = 500;

let source: OpenedEventStore;
let target: OpenedEventStore;
let written: number;
beforeAll(async () => {
  source = await openEventStore();
  written = await appendMix(source.store, appointments, { companies });
  const bytes = binaryEvent({ type: 'Photo', data: Uint8Array.from([0, 255, 128]), metadata: Uint8Array.from([7]) });
  await source.store.client.appendToStream('album-1', [bytes, jsonEvent({ type: 'Seen', data: { by: 'Ö', of: [1, null] } })]);
  written += 2;
});
afterAll(() => source?.close());
beforeEach(async () => {
  target = await openEventStore();
});
afterEach(() => target?.close());

const copy = (options: { signal?: AbortSignal; onProgress?(progress: CopyProgress): void } = {}) =>
  copyEvents({
    from: source.store,
    to: target.store,
    signal: options.signal ?? new AbortController().signal,
    onProgress: options.onProgress ?? (() => undefined),
  });

/** What a reader of the whole log sees, but for positions and the time of writing. */
async function contents({ client }: ConnectedEventStore): Promise<string[]> {
  const lines: string[] = [];
  for await (const { event } of client.readAll()) {
    if (!event || event.streamId.startsWith('$')) continue;
    const { streamId, revision, id, type, isJson, data, metadata } = event;
    lines.push(JSON.stringify([streamId, revision.toString(), id, type, isJson, data, metadata]));
  }
  return lines;
}

test('an empty store becomes the same as the source, in the same order', async () => {
  expect(await copy()).toEqual({ copied: written, total: written });
  const copied = await contents(target.store);
  expect(copied).toHaveLength(written);
  expect(copied).toEqual(await contents(source.store));
});

test('bytes are carried over as they are, also those that no JSON would be written with', async () => {
  const spaced = Buffer.from('{ "b" : 1.0, "a": "\\u00fc" }');
  const stored = {
    id: crypto.randomUUID(),
    type: 'Spaced',
    contentType: 'application/json' as const,
    data: spaced,
    metadata: spaced,
  };
  await source.store.appendRaw('album-2', [stored], -1n);
  written += 1;
  await copy();
  const [copied] = await target.store.raw({ stream: 'album-2', from: -1n, maxCount: 1 });
  expect(Buffer.from(copied?.data ?? [])).toEqual(spaced);
  expect(Buffer.from(copied?.metadata ?? [])).toEqual(spaced);
});

test('run again it copies nothing, and what has come since alone', async () => {
  await copy();
  expect(await copy()).toEqual({ copied: 0, total: written });
  await source.store.client.appendToStream('album-1', jsonEvent({ type: 'Seen', data: { by: 'late' } }));
  written += 1;
  expect(await copy()).toEqual({ copied: 1, total: written });
});

test('large events of one stream are appended by as many as one append may hold', async () => {
  const large = () => jsonEvent({ type: 'Photo', data: { base64: 'x'.repeat(20 * 1024) } });
  await source.store.client.appendToStream('album-3', Array.from({ length: 50 }, large));
  await source.store.client.appendToStream('album-3', Array.from({ length: 50 }, large));
  written += 100;
  expect(await copy()).toEqual({ copied: written, total: written });
});

test('interrupted anywhere it goes on from there', async () => {
  let runs = 0;
  for (;;) {
    runs += 1;
    const interrupt = new AbortController();
    let reported = 0;
    const running = copy({
      signal: interrupt.signal,
      onProgress: ({ step, events }) => {
        reported = events;
        if (step === 'copied' && events > written / 5) interrupt.abort();
      },
    });
    const outcome = await running.then(
      done => done,
      (error: unknown) => error,
    );
    if (!(outcome instanceof Error)) break;
    expect(outcome).toMatchObject({ code: 'copy_cancelled' });
    expect(reported).toBeLessThan(written);
    if (runs > 10) throw new Error('it does not come to an end');
  }
  expect(runs).toBeGreaterThan(2);
  expect(await contents(target.store)).toEqual(await contents(source.store));
});

describe('refused', () => {
  test('is a target that holds something else', async () => {
    await target.store.client.appendToStream('customer-salon.1', jsonEvent({ type: 'Other', data: {} }));
    await expect(copy()).rejects.toMatchObject({ code: 'copy_target_differs', message: /customer-salon\.1@0/ });
  });

  test('is a target into which another has written after the copy', async () => {
    await copy();
    await target.store.client.appendToStream('album-1', jsonEvent({ type: 'Seen', data: { by: 'a stranger' } }));
    await expect(copy()).rejects.toMatchObject({ code: 'copy_target_differs' });
  });

  test('is a copy in which an event differs in nothing but its contents', async () => {
    let tampered = false;
    const forging: ConnectedEventStore = {
      ...target.store,
      async appendRaw(stream, events, expected) {
        const [first, ...others] = events;
        if (tampered || first?.type !== 'CustomerRegistered') return target.store.appendRaw(stream, events, expected);
        tampered = true;
        return target.store.appendRaw(stream, [{ ...first, data: Buffer.from('{"forged":true}') }, ...others], expected);
      },
    };
    await expect(
      copyEvents({ from: source.store, to: forging, signal: new AbortController().signal, onProgress: () => undefined }),
    ).rejects.toMatchObject({ code: 'copy_target_differs', message: /customer-/ });
    expect(tampered).toBe(true);
  });

  test('is to call a copy whole while events come into the source', async () => {
    let once = false;
    const running = copy({
      onProgress({ step }) {
        if (once || step !== 'copied') return;
        once = true;
        const { head } = source.store;
        // The next look at the source's end, which begins the comparison, finds one event more than was copied.
        source.store.head = async () => {
          source.store.head = head;
          await source.store.client.appendToStream('album-2', jsonEvent({ type: 'Seen', data: {} }));
          written += 1;
          return head();
        };
      },
    });
    await expect(running).rejects.toMatchObject({ code: 'copy_source_changed' });
    expect(await copy()).toMatchObject({ copied: 1 });
  });

  test('is an event above the limit of an append, before anything is copied', async () => {
    const roomy = await openEventStore({ maxAppendSize: 4 * 1024 * 1024 });
    const empty = await openEventStore();
    try {
      await roomy.store.client.appendToStream('album-1', jsonEvent({ type: 'Seen', data: {} }));
      await roomy.store.client.appendToStream('album-1', jsonEvent({ type: 'Photo', data: { base64: 'x'.repeat(2_000_000) } }));
      const options = { from: roomy.store, to: empty.store, signal: new AbortController().signal, onProgress: () => undefined };
      await expect(copyEvents(options)).rejects.toMatchObject({ code: 'append_too_large', message: /album-1@1/ });
      expect(await contents(empty.store)).toEqual([]);
    } finally {
      await Promise.all([roomy.close(), empty.close()]);
    }
  });

  test('is nothing: a target that cannot be reached is reported in a sentence', async () => {
    const nowhere = connectEventStore('esdb://127.0.0.1:9?tls=false', systemClock, { patienceMs });
    const running = copyEvents({
      from: source.store,
      to: nowhere,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    await expect(running).rejects.toMatchObject({ code: 'event_store_unavailable', message: /cannot be reached/ });
    await nowhere.close();
  });

  test('is a stream with metadata of its own, which no append can carry over', async () => {
    const other = await openEventStore();
    try {
      await other.store.client.appendToStream('album-9', jsonEvent({ type: 'Seen', data: {} }));
      await other.store.client.setStreamMetadata('album-9', { maxCount: 1 });
      await expect(
        copyEvents({ from: other.store, to: target.store, signal: new AbortController().signal, onProgress: () => undefined }),
      ).rejects.toMatchObject({ code: 'copy_source_truncated', message: /album-9/ });
    } finally {
      await other.close();
    }
  });
});
