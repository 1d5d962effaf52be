// What an answer of Cal.com's says of its health: only a fault counts, and none behind which a busy host may stand.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { interpret, verdictOn } from '../../../../../src/calendar/providers/calcom/http/interpret.ts';
import type { CalcomOperation } from '../../../../../src/calendar/providers/calcom/http/operations.ts';
import type { HttpExchange } from '../../../../../src/calendar/providers/calcom/http/transport.ts';

const now = new Date('2026-10-05T08:00:00.000Z');
const plainFault = JSON.stringify({ statusCode: 500, message: 'Internal server error' });
const answered = (httpStatus: number, text: string): HttpExchange => ({
  kind: 'answered',
  httpStatus,
  headers: new Headers(),
  text,
});
const verdict = (exchange: HttpExchange, operation: CalcomOperation) =>
  verdictOn(exchange, interpret(exchange, operation, z.object({}), now), operation);

test.each<[string, HttpExchange, CalcomOperation, ReturnType<typeof verdictOn>]>([
  ['a bare 500 to a move, which a busy host of a team gets as well', answered(500, plainFault), 'reschedule', 'neutral'],
  ['a bare 500 to a new booking', answered(500, plainFault), 'create', 'neutral'],
  ['a bare 500 to a cancellation, where no host can be busy', answered(500, plainFault), 'cancel', 'failure'],
  ['a 500 with other words to a move', answered(500, '{"message":"database is away"}'), 'reschedule', 'failure'],
  ['a 500 of an edge', answered(500, '<html></html>'), 'reschedule', 'failure'],
  ['a 503', answered(503, plainFault), 'reschedule', 'failure'],
  ['a 408 of something in between', answered(408, ''), 'get', 'failure'],
  ['a 4xx', answered(400, '{"message":"no"}'), 'cancel', 'success'],
  ['a 429', answered(429, '{}'), 'cancel', 'success'],
  ['a key turned away', answered(401, '{"message":"no"}'), 'cancel', 'success'],
  ['an answer nobody can read', answered(200, '<html></html>'), 'get', 'success'],
  ['a call given up', { kind: 'given_up' }, 'get', 'neutral'],
  ['a look out of time', { kind: 'timed_out' }, 'get', 'failure'],
  ['a change out of time', { kind: 'timed_out' }, 'reschedule', 'neutral'],
])('%s', (_, exchange, operation, expected) => expect(verdict(exchange, operation)).toBe(expected));
