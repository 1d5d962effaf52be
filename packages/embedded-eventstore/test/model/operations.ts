// Operations on an event store, drawn at random. Streams, revisions and earlier appends are named by numbers that the runner
// of an operation relates to what is there, so that any part of a sequence is a sequence too.
import fc from 'fast-check';

export type ExpectedPick = 'any' | 'no_stream' | 'stream_exists' | { fromLast: number };
export type FromPick = 'start' | 'end' | { back: number };
/** What a repeat sends of the events of then. */
export type Part = 'all' | 'first' | 'rest' | 'reversed' | 'more behind' | 'more before';

export type Operation =
  | { kind: 'append'; stream: number; expected: ExpectedPick; count: number; plain: boolean }
  | { kind: 'repeat'; which: number; part: Part; expected: ExpectedPick | 'as then'; stream: number | 'as then'; plain: boolean }
  | { kind: 'link'; stream: number; target: number; back: number }
  | { kind: 'setMetadata'; stream: number; expected: ExpectedPick; metadata: Metadata }
  | { kind: 'getMetadata'; stream: number }
  | { kind: 'delete' | 'tombstone'; stream: number; expected: Exclude<ExpectedPick, 'stream_exists'> }
  | {
      kind: 'readStream';
      stream: number;
      meta: boolean;
      backwards: boolean;
      from: FromPick;
      maxCount: number;
      resolveLinks: boolean;
    }
  | { kind: 'readAll'; backwards: boolean; from: FromPick; maxCount: number; resolveLinks: boolean }
  | { kind: 'wait'; seconds: number }
  | { kind: 'restart' };

export type Metadata = { maxCount?: number; truncateBefore?: number; maxAge?: number; colour?: string };

/** Few, so that operations meet. */
export const streamCount = 3;

const stream = fc.nat(streamCount - 1);
const fromLast = fc.record({ fromLast: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: -4, max: 2 })) });
const bound = fc.oneof(fc.constantFrom('any' as const, 'no_stream' as const), fromLast);
const expected = fc.oneof(fc.constantFrom('any' as const, 'no_stream' as const, 'stream_exists' as const), fromLast);
const from = fc.oneof(fc.constantFrom('start' as const, 'end' as const), fc.record({ back: fc.integer({ min: -2, max: 8 }) }));
const asThen = fc.constant('as then' as const);
const part = fc.constantFrom<Part[]>('all', 'all', 'first', 'rest', 'reversed', 'more behind', 'more before');
// What passes is never a multiple of the age, so that nothing hangs on the very millisecond at which an event grows old.
const metadata = fc.record(
  {
    maxCount: fc.integer({ min: 1, max: 5 }),
    truncateBefore: fc.nat(8),
    maxAge: fc.constant(10),
    colour: fc.constantFrom('red', 'blue'),
  },
  { requiredKeys: [] },
);
const kind = <K extends Operation['kind']>(name: K) => fc.constant(name);
const reading = { backwards: fc.boolean(), from, maxCount: fc.integer({ min: 1, max: 12 }), resolveLinks: fc.boolean() };

export const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 16,
    arbitrary: fc.record({
      kind: kind('append'),
      stream,
      expected,
      count: fc.constantFrom(0, 1, 1, 1, 2, 2, 2, 3, 3),
      plain: fc.boolean(),
    }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      kind: kind('repeat'),
      which: fc.nat(5),
      part,
      expected: fc.oneof(asThen, expected),
      stream: fc.oneof({ weight: 4, arbitrary: asThen }, stream),
      plain: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: kind('link'), stream, target: stream, back: fc.integer({ min: -1, max: 6 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: kind('setMetadata'), stream, expected, metadata }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('getMetadata'), stream }) },
  { weight: 4, arbitrary: fc.record({ kind: kind('delete'), stream, expected: bound }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('tombstone'), stream, expected: bound }) },
  { weight: 10, arbitrary: fc.record({ kind: kind('readStream'), stream, meta: fc.boolean(), ...reading }) },
  { weight: 6, arbitrary: fc.record({ kind: kind('readAll'), ...reading }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('wait'), seconds: fc.constantFrom(3, 7) }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('restart') }) },
);
