// A key that Cal.com turns away stays known as such until something shows that it is taken again.
import { beforeEach, expect, test } from 'vitest';
import { createKeyWatch, type KeyWatch } from '../../../../../src/calendar/providers/calcom/http/key-watch.ts';
import type { CalcomOperation } from '../../../../../src/calendar/providers/calcom/http/operations.ts';
import type { CalendarResult } from '../../../../../src/calendar/result.ts';
import { createManualClock, type ManualClock } from '../../../../support/manual-clock.ts';

const began = '2026-10-05T08:00:00.000Z';
let clock: ManualClock;
let watch: KeyWatch;
let changes: (string | undefined)[];
beforeEach(() => {
  clock = createManualClock(began);
  changes = [];
  watch = createKeyWatch(clock, code => changes.push(code));
});

const refuses = (operation: CalcomOperation, code: 'unauthorized' | 'forbidden' | 'slot_unavailable' = 'unauthorized') =>
  watch.observe(operation, { kind: 'refused', httpStatus: 401, code, message: '' });
const takes = (operation: CalcomOperation) => watch.observe(operation, { kind: 'ok', data: undefined, httpStatus: 200 });
const silent: CalendarResult<unknown>[] = [
  { kind: 'timeout', nothingSent: false },
  { kind: 'server_error', httpStatus: 500 },
  { kind: 'unreadable', httpStatus: 200 },
];

test('what anybody may ask for does not show that the key is taken again', () => {
  refuses('cancel');
  takes('get');
  takes('slots');
  expect(watch.refused()).toMatchObject({ code: 'unauthorized' });
  expect(changes).toEqual(['unauthorized']);
});

test('one change or list that is carried out shows it for all of them', () => {
  refuses('cancel');
  refuses('get');
  takes('reschedule');
  expect(watch.refused()).toBeUndefined();
  expect(changes).toEqual(['unauthorized', undefined]);
});

test('a look that was turned away and then answered is no key refused any more', () => {
  refuses('get', 'forbidden');
  takes('get');
  expect(changes).toEqual(['forbidden', undefined]);
});

test('it is reported once, with the time it began, however often the key is turned away', async () => {
  refuses('cancel');
  await clock.advance(60_000);
  refuses('cancel');
  refuses('reschedule');
  expect(watch.refused()?.since.toISOString()).toBe(began);
  expect(changes).toEqual(['unauthorized']);
});

test('other refusals and faults say nothing about the key', () => {
  refuses('cancel', 'slot_unavailable');
  for (const result of silent) watch.observe('cancel', result);
  expect(watch.refused()).toBeUndefined();
  refuses('cancel');
  for (const result of silent) watch.observe('cancel', result);
  expect(watch.refused()).toBeDefined();
  expect(changes).toEqual(['unauthorized']);
});
