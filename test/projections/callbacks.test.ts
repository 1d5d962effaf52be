// The desk's list: given what callers were promised and what staff did, then these entries.
import { expect, test } from 'vitest';
import { callbacks } from '../../projections/callbacks.ts';
import type { DataOf, Recorded } from '../../src/domain/event-catalogue.ts';
import { derivedId } from '../../src/domain/ids.ts';
import { foldRows } from '../calendar/support/judge/fold-rows.ts';
import { recordedAppointment } from '../channels/events/appointment-events.ts';

const callbackId = derivedId('callback', 'c1');
const retryAt = '2025-10-06T08:10:00.000Z';
const any = recordedAppointment('CalendarSyncDeferred', { modificationId: callbackId, attempt: 1, retryAt });
const promised = (n: number, personal: DataOf<'CallbackPromised'>['personal'] = {}): Recorded => ({
  ...any,
  id: derivedId('promised', n),
  type: 'CallbackPromised',
  stream: 'call-c1',
  data: { requestKey: derivedId('request', n), n: 1, callbackId, code: `code_${n}`, personal },
});
const done: Recorded = {
  ...any,
  id: derivedId('done'),
  type: 'CallbackDone',
  stream: 'call-c1',
  data: { callbackId, by: 'desk' },
};
const listed = (...events: Recorded[]) => foldRows(callbacks, events).get('callbacks') ?? [];

test('a caller stands on the list once, as they were promised first', () => {
  expect(listed(promised(1, { number: '+4915112345677', name: 'M. Muster' }), promised(2))).toMatchObject([
    { callback_id: callbackId, call_id: 'c1', code: 'code_1', number: '+4915112345677', name: 'M. Muster', state: 'open' },
  ]);
});

test('what is done is done by somebody, and open again where it is promised again', () => {
  expect(listed(promised(1), done)).toMatchObject([{ state: 'done', done_by: 'desk', code: 'code_1' }]);
  expect(listed(promised(1), done, promised(2))).toMatchObject([{ state: 'open', done_at: null, done_by: null, code: 'code_2' }]);
});

test('what nobody was promised cannot be done', () => {
  expect(listed(done)).toEqual([]);
});
