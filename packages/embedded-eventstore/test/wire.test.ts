// Answers encoded by hand are what the generated code reads.
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import type { StoredEvent } from '../src/log/event.ts';
import {
  caughtUpAnswer,
  checkpointAnswer,
  confirmationAnswer,
  eventAnswer,
  fellBehindAnswer,
  notFoundAnswer,
} from '../src/read/wire.ts';

const read = (bytes: Buffer) => streamsPb.ReadResp.deserializeBinary(new Uint8Array(bytes));

/** Numbers around the lengths of varints and the limit of exact numbers. */
const int64 = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
  fc.tuple(fc.integer({ min: 1, max: 62 }), fc.constantFrom(-1n, 0n, 1n)).map(([bits, step]) => 2n ** BigInt(bits) + step),
  fc.constant(2n ** 63n - 1n),
);

const storedEvent = fc.record<StoredEvent>({
  position: int64,
  stream: fc.string({ unit: 'grapheme', minLength: 1 }),
  revision: int64,
  id: fc.uuid(),
  type: fc.string({ unit: 'grapheme', minLength: 1 }),
  isJson: fc.boolean(),
  created: fc.bigInt({ min: 0n, max: 10n ** 18n }),
  data: fc.uint8Array({ maxLength: 300 }),
  metadata: fc.uint8Array({ maxLength: 300 }),
});

test.prop([storedEvent, fc.option(storedEvent)], { numRuns: 500 })('an event and its link', (event, link) => {
  const answer = read(eventAnswer(event, link ?? undefined)).getEvent();
  expect(answer?.getCommitPosition()).toBe(String((link ?? event).position));
  expect(answer?.hasLink()).toBe(link !== null);
  for (const [sent, got] of [
    [event, answer?.getEvent()],
    [link, answer?.getLink()],
  ] as const) {
    if (!sent) continue;
    expect(Buffer.from(got?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString()).toBe(sent.stream);
    expect(got?.getId()?.getString()).toBe(sent.id);
    expect([got?.getStreamRevision(), got?.getPreparePosition(), got?.getCommitPosition()]).toEqual([
      String(sent.revision),
      String(sent.position),
      String(sent.position),
    ]);
    const properties = got?.getMetadataMap();
    expect(properties?.get('type')).toBe(sent.type);
    expect(properties?.get('created')).toBe(String(sent.created));
    expect(properties?.get('content-type')).toBe(sent.isJson ? 'application/json' : 'application/octet-stream');
    expect(Buffer.from(got?.getData_asU8() ?? [])).toEqual(Buffer.from(sent.data));
    expect(Buffer.from(got?.getCustomMetadata_asU8() ?? [])).toEqual(Buffer.from(sent.metadata));
  }
});

test('signals, checkpoints and what is not there', () => {
  expect(read(caughtUpAnswer()).hasCaughtUp()).toBe(true);
  expect(read(fellBehindAnswer()).hasFellBehind()).toBe(true);
  expect(read(confirmationAnswer('id')).getConfirmation()?.getSubscriptionId()).toBe('id');
  expect(
    read(checkpointAnswer(2n ** 60n))
      .getCheckpoint()
      ?.toObject(),
  ).toEqual({
    commitPosition: String(2n ** 60n),
    preparePosition: String(2n ** 60n),
  });
  const name = read(notFoundAnswer('größe')).getStreamNotFound()?.getStreamIdentifier()?.getStreamName_asU8();
  expect(Buffer.from(name ?? []).toString()).toBe('größe');
});
