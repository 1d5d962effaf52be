// A span holds its work and nothing else; work for many requests is linked to each of them.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Fault } from '../../../src/domain/fault.ts';
import { beginTrace, inThisTrace, span, spanOfMany, traceparent } from '../../../src/platform/tracing/trace.ts';
import { keepSpans } from '../../support/spans.ts';

type Spans = Awaited<ReturnType<typeof keepSpans>>;
let spans: Spans;
beforeAll(async () => {
  spans = await keepSpans();
});
afterAll(() => spans?.end());
beforeEach(() => spans.clear());

const traced = (digit: string) => ({ metadata: { traceparent: `00-${digit.repeat(32)}-${digit.repeat(16)}-01` } });
const untraced = { metadata: {} };
const linksOf = () => spans.all().flatMap(({ links }) => links.map(({ context }) => context.traceId[0]));
const done = async () => 'done';

test('outside a trace a part of one is only done', async () => {
  expect(await span('part', {}, done)).toBe('done');
  expect(traceparent()).toBeUndefined();
  expect(spans.all()).toEqual([]);
});

test('work for events of one trace is a part of it', async () => {
  expect(await spanOfMany('batch', {}, [traced('a'), untraced, traced('a')], done)).toBe('done');
  expect(spans.all().map(one => one.spanContext().traceId)).toEqual(['a'.repeat(32)]);
  expect(linksOf()).toEqual(['a']);
});

test('work for events of several traces is linked to each of them and a part of none', async () => {
  await beginTrace('around', {}, () => spanOfMany('batch', {}, [traced('a'), traced('b')], done));
  expect(linksOf()).toEqual(['a', 'b']);
  expect(spans.named('batch')[0]?.parentSpanContext).toBeUndefined();
});

test('where no event was traced there is no span', async () => {
  expect(await spanOfMany('batch', {}, [untraced], done)).toBe('done');
  expect(spans.all()).toEqual([]);
});

test.each([
  'nonsense',
  `00-${'0'.repeat(32)}-${'a'.repeat(16)}-01`,
  `00-${'a'.repeat(32)}-${'0'.repeat(16)}-01`,
  `00-${'A'.repeat(32)}-${'a'.repeat(16)}-01`,
])('%s names no trace: a new one begins', async parent => {
  await beginTrace('run', {}, done, parent);
  expect(spans.all().map(one => one.parentSpanContext)).toEqual([undefined]);
  expect(await spanOfMany('batch', {}, [{ metadata: { traceparent: parent } }], done)).toBe('done');
  expect(spans.named('batch')).toEqual([]);
});

test('a trace that is not recorded stays so in the next process', async () => {
  await beginTrace('run', {}, done, `00-${'a'.repeat(32)}-${'a'.repeat(16)}-00`);
  expect(spans.all()).toEqual([]);
});

test('a fault is named by its code, and what it says is not', async () => {
  const failing = async () => Promise.reject(new Fault('event_store_unavailable', 'of Erika Muster'));
  await expect(beginTrace('run', {}, failing)).rejects.toThrow('Erika');
  await expect(beginTrace('other', {}, async () => Promise.reject(new Error('of Erika Muster')))).rejects.toThrow('Erika');
  const [run, other] = spans.all();
  expect([run, other].map(one => [one?.attributes['rebook.fault'], one?.status.message])).toEqual([
    ['event_store_unavailable', undefined],
    ['unexpected', undefined],
  ]);
  expect([...(run?.events ?? []), ...(other?.events ?? [])]).toEqual([]);
});

test('what is run later is run in the trace it was put off in', async () => {
  let later: () => Promise<string> = done;
  await beginTrace('first', {}, async () => {
    later = inThisTrace(() => span('part', {}, done));
  });
  await beginTrace('second', {}, () => later());
  const [first, part] = [spans.named('first')[0], spans.named('part')[0]];
  expect(part?.spanContext().traceId).toBe(first?.spanContext().traceId);
});
