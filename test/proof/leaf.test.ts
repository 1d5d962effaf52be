// A leaf is the event as it is stored: no two events have the same one, and whoever reads the documents can make it.
import { createHash } from 'node:crypto';
import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { leafHash, leafOf, type StoredBytes } from '../../src/proof/leaf.ts';

const event: StoredBytes = {
  stream: 'call-ü1',
  revision: 3n,
  id: '8a0e2a0c-4b1c-4b0e-9a53-3f0a7a4d1c11',
  type: 'CallEnded',
  isJson: true,
  metadata: Buffer.from('{"a":1}'),
  data: Buffer.from('{}'),
};

test('it is eight fields, each after its length', () => {
  const fields = ['rebook-event-1', 'call-ü1', '3', event.id, 'CallEnded', 'application/json', '{"a":1}', '{}'];
  const expected = Buffer.concat(
    fields.flatMap(field => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(Buffer.byteLength(field));
      return [length, Buffer.from(field)];
    }),
  );
  expect(leafOf(event)).toEqual(expected);
  expect(leafHash(event)).toEqual(createHash('sha256').update(Buffer.of(0)).update(expected).digest());
});

const bytes = fc.uint8Array({ maxLength: 20 }).map(array => Buffer.from(array));
const events = fc.record({
  stream: fc.string({ unit: 'grapheme', maxLength: 8 }),
  revision: fc.bigInt({ min: 0n, max: 200n }),
  id: fc.uuid(),
  type: fc.string({ maxLength: 8 }),
  isJson: fc.boolean(),
  metadata: bytes,
  data: bytes,
});

property.prop([events, events])('two events have one leaf only where they are equal in everything', (one, other) => {
  expect(leafOf(one).equals(leafOf(other))).toBe(JSON.stringify(plain(one)) === JSON.stringify(plain(other)));
});

property.prop([events, fc.constantFrom('metadata' as const, 'data' as const), fc.nat()])(
  'a byte moved from one field to the next is another leaf',
  (one, field) => {
    const whole = Buffer.concat([one.metadata, one.data]);
    fc.pre(whole.length > 0);
    const cut = field === 'metadata' ? 0 : whole.length;
    const moved = { ...one, metadata: whole.subarray(0, cut), data: whole.subarray(cut) };
    expect(leafHash(moved).equals(leafHash(one))).toBe(one.metadata.length === cut);
  },
);

const plain = ({ revision, metadata, data, ...rest }: StoredBytes): object => ({
  ...rest,
  revision: revision.toString(),
  metadata: Buffer.from(metadata).toString('hex'),
  data: Buffer.from(data).toString('hex'),
});
