// What stands before every call: version header, key, check of the body, rate limit.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CalcomSandbox } from '../src/sandbox.ts';
import { ask, envelope, openSandbox, textOf, uid } from './asking.ts';
import type { ManualClock } from './manual-clock.ts';

let clock: ManualClock;
let sandbox: CalcomSandbox;
beforeEach(async () => {
  ({ clock, sandbox } = await openSandbox());
});
afterEach(() => sandbox.stop());

describe('what stands before every call', () => {
  it('an inexact version header falls back to an API that knows neither moves nor slots', async () => {
    for (const version of [null, '2024-08-14', '2024-08-13 , x', '2024-09-04']) {
      const { status, json } = await ask(sandbox, 'POST', `/v2/bookings/${uid}/reschedule`, {
        version,
        body: { start: '2026-10-07T12:00:00.000Z' },
      });
      expect([status, textOf(json)]).toEqual([404, `Cannot POST /v2/bookings/${uid}/reschedule`]);
    }
    const slots = await ask(sandbox, 'GET', '/v2/slots?eventTypeId=1&start=2026-10-07&end=2026-10-07', { version: '2024-08-13' });
    expect([slots.status, textOf(slots.json)]).toEqual([
      404,
      'Cannot GET /v2/slots?eventTypeId=1&start=2026-10-07&end=2026-10-07',
    ]);
    expect(textOf((await ask(sandbox, 'POST', '/v2/bookings', { version: null, body: {} })).json)).toBe('Bad Request Exception');
    expect(sandbox.booking(uid)?.status).toBe('accepted');
  });

  it('a bad key is refused, a missing one only where the list is asked for', async () => {
    expect(await ask(sandbox, 'GET', `/v2/bookings/${uid}`, { key: 'cal_other' })).toMatchObject({
      status: 401,
      json: envelope('ApiAuthStrategy - api key - Your api key is not valid'),
    });
    expect((await ask(sandbox, 'GET', `/v2/bookings/${uid}`, { key: null })).status).toBe(200);
    expect((await ask(sandbox, 'GET', '/v2/bookings', { key: null })).status).toBe(403);
  });

  it.each([
    [
      'reschedule',
      { start: '2026-10-07T12:00:00.000Z', rescheduleReason: 'x' },
      'rescheduleReason property is wrong,property rescheduleReason should not exist ',
    ],
    ['reschedule', { start: '2026-10-07T12:00:00.000Z', end: 'x' }, 'end property is wrong,property end should not exist '],
    ['reschedule', { start: 'tomorrow' }, 'start property is wrong,start must be a valid ISO 8601 date string '],
    ['cancel', { reason: 'x' }, 'reason property is wrong,property reason should not exist '],
  ])('a %s with a wrong body is refused by name (%o)', async (operation, body, message) => {
    expect(await ask(sandbox, 'POST', `/v2/bookings/${uid}/${operation}`, { body })).toMatchObject({
      status: 400,
      json: envelope(message),
    });
    expect(sandbox.booking(uid)?.status).toBe('accepted');
  });

  it('the rate limit stands in headers and ends in a block of a minute', async () => {
    sandbox.setRateLimit(2);
    const first = await ask(sandbox, 'GET', `/v2/bookings/${uid}`);
    expect(['limit', 'remaining', 'reset'].map(name => first.headers.get(`X-RateLimit-${name}-Default`))).toEqual([
      '2',
      '1',
      '60',
    ]);
    expect(first.headers.get('date')).toBe(clock.now().toUTCString());
    await ask(sandbox, 'GET', `/v2/bookings/${uid}`);
    await clock.advance(30_000);
    expect(await ask(sandbox, 'GET', `/v2/bookings/${uid}`)).toMatchObject({
      status: 429,
      json: { error: { code: 'ThrottlerException' } },
    });
    await clock.advance(59_000);
    expect((await ask(sandbox, 'GET', `/v2/bookings/${uid}`)).status).toBe(429);
    await clock.advance(1_000);
    expect((await ask(sandbox, 'GET', `/v2/bookings/${uid}`)).status).toBe(200);
  });
});
