// Who goes first: callers before the background, one run at a time of each booking, many bookings side by side.
import { beforeEach, describe, expect, it } from 'vitest';
import { createJobQueue, type JobQueue } from '../../../src/calendar/worker/job-queue.ts';
import { beginTrace, span } from '../../../src/platform/tracing/trace.ts';
import { keepSpans, traceOf } from '../../support/spans.ts';

let queue: JobQueue;
let began: string[];
let ends: Map<string, () => void>;
beforeEach(() => {
  queue = createJobQueue(2);
  began = [];
  ends = new Map();
});

const run = (name: string) => () =>
  new Promise<void>(resolve => {
    began.push(name);
    ends.set(name, resolve);
  });
async function end(name: string): Promise<void> {
  ends.get(name)?.();
  await new Promise(resolve => setImmediate(resolve));
}

describe('runs of different bookings', () => {
  it('go side by side as far as there is room, and callers come before the background', async () => {
    queue.add('a', 'background', run('a'));
    queue.add('b', 'background', run('b'));
    queue.add('c', 'background', run('c'));
    queue.add('d', 'caller', run('d'));
    queue.add('e', 'caller', run('e'));
    expect(began).toEqual(['a', 'b']);
    expect(queue.load()).toEqual({ active: 2, caller: 2, background: 1 });
    await end('a');
    await end('b');
    expect(began).toEqual(['a', 'b', 'd', 'e']);
    await end('d');
    expect(began).toEqual(['a', 'b', 'd', 'e', 'c']);
  });
});

describe('the background', () => {
  it('leaves a quarter of the places to callers, however long its own runs take', () => {
    queue = createJobQueue(8);
    for (const name of 'abcdefgh') queue.add(name, 'background', run(name));
    expect(began).toHaveLength(6);
    queue.add('x', 'caller', run('x'));
    queue.add('y', 'caller', run('y'));
    queue.add('z', 'caller', run('z'));
    expect(began.slice(6)).toEqual(['x', 'y']);
    expect(queue.load()).toEqual({ active: 8, caller: 1, background: 2 });
  });
});

describe('runs of one booking', () => {
  it('that wait for a caller are told where a later one takes their place', async () => {
    const replaced: string[] = [];
    for (const name of ['first', 'second', 'third']) queue.add('a', 'caller', run(name), () => replaced.push(name));
    expect(replaced).toEqual(['second']);
    await end('first');
    expect([began, replaced]).toEqual([['first', 'third'], ['second']]);
  });

  it('go one after another, and the background does not wait for what runs already', async () => {
    queue.add('a', 'caller', run('first'));
    queue.add('a', 'caller', run('second'));
    queue.add('a', 'background', run('never'));
    expect(began).toEqual(['first']);
    await end('first');
    expect(began).toEqual(['first', 'second']);
    await end('second');
    expect(queue.load()).toEqual({ active: 0, caller: 0, background: 0 });
    expect(began).toEqual(['first', 'second']);
  });

  it('go one after another also where the background waited first, and a caller of the same booking came then', async () => {
    queue.add('x', 'caller', run('x'));
    queue.add('y', 'caller', run('y'));
    queue.add('a', 'background', run('of the background'));
    queue.add('a', 'caller', run('of a caller'));
    await end('x');
    await end('y');
    expect(began).toEqual(['x', 'y', 'of a caller']);
    await end('of a caller');
    expect(began).toEqual(['x', 'y', 'of a caller', 'of the background']);
    await end('of the background');
    expect(queue.load()).toEqual({ active: 0, caller: 0, background: 0 });
  });

  it('of several callers the latest waits', async () => {
    queue.add('a', 'caller', run('first'));
    queue.add('a', 'caller', run('older'));
    queue.add('a', 'caller', run('latest'));
    await end('first');
    await end('latest');
    expect(began).toEqual(['first', 'latest']);
  });
});

it('is idle when nothing runs and nothing waits', async () => {
  await queue.idle();
  queue.add('a', 'caller', run('a'));
  let idle = false;
  const waiting = queue.idle().then(() => {
    idle = true;
  });
  await new Promise(resolve => setImmediate(resolve));
  expect(idle).toBe(false);
  await end('a');
  await waiting;
  expect(idle).toBe(true);
});

it('each runs in the trace it was added in, whoever frees its place', async () => {
  const spans = await keepSpans();
  try {
    const job = (name: string) => () => span(name, {}, run(name));
    await beginTrace('first', {}, async () => ['a', 'b'].map(key => queue.add(key, 'caller', job(key))));
    await beginTrace('second', {}, async () => queue.add('c', 'caller', job('c')));
    queue.add('d', 'background', job('d'));
    for (const name of ['a', 'b', 'c', 'd']) await end(name);
    await queue.idle();
    const traceIn = (name: string) => spans.named(name).map(traceOf);
    expect([...traceIn('a'), ...traceIn('b')]).toEqual([...traceIn('first'), ...traceIn('first')]);
    expect(traceIn('c')).toEqual(traceIn('second'));
    expect(traceIn('d')).toEqual([]);
  } finally {
    await spans.end();
  }
});
