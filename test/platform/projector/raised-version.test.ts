// Read models of another version than the program: rebuilt at the start where that is configured, refused where it is not.
import { describe, expect, test } from 'vitest';
import { counting, useEngine } from './support/engine.ts';

const engine = useEngine();
const { start, rebuild, register, caughtUp, counts } = engine;

describe('a raised version', () => {
  const raised = { ...counting('first'), version: 2 };

  test('is rebuilt before the start is done, while others stay', async () => {
    const first = await start([counting('first'), counting('second')]);
    await register('a', 'Gut');
    await caughtUp(first);
    await first.stop();
    await engine.client().query('update first set events = 77; update second set events = 77');
    const second = await start([raised, counting('second')]);
    expect(await counts('first')).toEqual({ a: 1 });
    expect(await counts('second')).toEqual({ a: 77 });
    await second.stop();
  });

  test('is refused where nothing rebuilds at the start, with the way out', async () => {
    const first = await start([counting('first')]);
    await first.stop();
    await expect(start([raised], { rebuilds: false })).rejects.toMatchObject({
      code: 'read_models_outdated',
      message: /rebook rebuild first/,
    });
  });

  test('rebuilt beside a program of the old version: that one stops, and the new one takes over', async () => {
    const old = await start([counting('first')]);
    await register('a', 'Gut');
    await caughtUp(old);
    await rebuild([raised]);
    await register('b', 'Gut');
    await expect.poll(() => old.state().superseded).toBe(true);
    const next = await start([raised]);
    await expect.poll(() => next.state().running).toBe(true);
    await caughtUp(next);
    expect(await counts('first')).toEqual({ a: 1, b: 1 });
  });

  test('a projection that is new is filled beside the others', async () => {
    const first = await start([counting('first')]);
    await register('a', 'Gut');
    await caughtUp(first);
    await first.stop();
    const second = await start([counting('first'), counting('added')]);
    expect(await counts('added')).toEqual({ a: 1 });
    await register('a', 'Besser');
    await caughtUp(second);
    expect(await counts('added')).toEqual({ a: 2 });
  });
});
