// What is cut out of JSON, and that nothing else is.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundedJson } from '../../../src/channels/ingress/bounded-json.ts';

const runs = Number(process.env.RUNS ?? 200);
const bounded = (text: string, deepest = 64, unread: string[] = []): string =>
  boundedJson(Buffer.from(text), { deepest, unread: new Set(unread) }).toString();

/** The same on values: the slow and obvious way. */
function cut(value: unknown, left: number, unread: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (left === 0) return null;
  if (Array.isArray(value)) return value.map(item => cut(item, left - 1, unread));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, unread.includes(key) ? null : cut(item, left - 1, unread)]),
  );
}

const key = fc.oneof(fc.constantFrom('transcript', 'words', 'call'), fc.string({ unit: 'binary', maxLength: 6 }));
const json = fc.letrec(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"', '\\', '\\"', '[{', '}],', 'ä', 1, -2.5e-7, true, null)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
})).value;

describe('JSON from outside', () => {
  test('says the same as before where it is within bounds, in any spelling', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify({ value }, null, indent);
        expect(bounded(text, 1_000)).toBe(text);
      }),
      { numRuns: runs },
    );
  });

  test('loses what is too deep and the fields nobody reads, and nothing else', () => {
    fc.assert(
      fc.property(json, fc.integer({ min: 1, max: 5 }), fc.constantFrom(undefined, 2), (value, deepest, indent) => {
        const text = JSON.stringify([value], null, indent);
        expect(JSON.parse(bounded(text, deepest, ['transcript', 'words']))).toEqual(
          JSON.parse(JSON.stringify(cut([value], deepest, ['transcript', 'words']))),
        );
      }),
      { numRuns: runs },
    );
  });

  test('of a million open brackets is a few bytes, and no JSON', () => {
    const text = bounded('['.repeat(1_000_000));
    expect(text.length).toBeLessThan(100);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  test.each(['', '"', '{"transcript":', ']]]]', '{"a":"\\', '[,,,', '{"transcript":1', 'null'])(
    'that is “%s” harms nothing',
    text => {
      const read = (raw: string): unknown => {
        try {
          return JSON.parse(raw);
        } catch {
          return 'no JSON';
        }
      };
      expect(read(bounded(text))).toEqual(read(text));
    },
  );
});
