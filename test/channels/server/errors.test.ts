// Whatever goes wrong on the way of a request has a code of the catalogue, a status that fits it, and a short line in the log.
import fastify, { errorCodes, type FastifyReply, type FastifyRequest } from 'fastify';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { evenOverloaded, overloadGate } from '../../../src/channels/ingress/overload.ts';
import { Refused } from '../../../src/channels/ingress/refused.ts';
import { whileOverloaded } from '../../../src/channels/retell/function-route.ts';
import { signRetell } from '../../../src/channels/retell/signature.ts';
import { codeOf, faultAnswers } from '../../../src/channels/server/errors.ts';
import { codes } from '../../../src/domain/codes.ts';
import { Fault } from '../../../src/domain/fault.ts';
import { movableClock } from '../../support/world.ts';

/** Those that a request can meet, with what they are answered as. */
const known: Record<string, string> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'body_invalid',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'body_invalid',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'body_invalid',
  FST_ERR_CTP_INVALID_JSON_BODY: 'body_invalid',
  FST_ERR_VALIDATION: 'request_invalid',
  FST_ERR_BAD_URL: 'request_invalid',
  FST_ERR_INVALID_URL: 'request_invalid',
  FST_ERR_MAX_PARAM_LENGTH: 'request_invalid',
  FST_ERR_NOT_FOUND: 'resource_not_found',
  FST_ERR_HANDLER_TIMEOUT: 'overloaded',
};

describe('a refusal of the server', () => {
  test('has a code of ours with a status of its kind, whichever it is', () => {
    for (const [name, Refusal] of Object.entries(errorCodes)) {
      const error = new Refusal('x', 'y');
      const code = codeOf(error);
      if (known[name]) expect(code, name).toBe(known[name]);
      const isTheirs = (error.statusCode ?? 500) < 500;
      if (isTheirs) expect([400, 401, 404, 413, 429], `${name} ${code}`).toContain(codes[code].httpStatus);
    }
  });
  test('of a request that broke off is no fault of ours', () => {
    expect(codeOf(Object.assign(new Error('aborted'), { code: 'ECONNRESET', statusCode: 400 }))).toBe('body_invalid');
  });
});

describe('a server we ask that is away', () => {
  const failed = (message: string, more: object = {}) => Object.assign(new Error(message), more);
  test.each<[string, Error]>([
    ['event_store_unavailable', new Fault('event_store_unavailable', 'the event store cannot be reached')],
    ['database_unavailable', failed('connect ECONNREFUSED 127.0.0.1:5432', { code: 'ECONNREFUSED' })],
    ['database_unavailable', failed('terminating connection due to administrator command', { code: '57P01' })],
    ['database_unavailable', failed('the database system is starting up', { code: '57P03' })],
    ['database_unavailable', failed('sorry, too many clients already', { code: '53300' })],
    ['database_unavailable', failed('Connection terminated unexpectedly')],
    ['database_unavailable', failed('timeout exceeded when trying to connect')],
    ['database_unavailable', failed('Query read timeout')],
    ['database_unavailable', failed('Client was closed and is not queryable')],
  ])('is answered as %s with 503 and when to come again: %s', async (code, error) => {
    const app = fastify();
    const answerFor = faultAnswers();
    app.setErrorHandler((thrown: Error, request, reply) => reply.send(answerFor(thrown, request, reply)));
    app.get('/v1/anything', async () => {
      throw error;
    });
    const reply = await app.inject('/v1/anything');
    expect([reply.statusCode, reply.json().error.code, reply.headers['retry-after']]).toEqual([503, code, '5']);
    expect(reply.body).not.toContain(error.message);
  });
  test('is not what a query means that the database refuses', () => {
    expect(codeOf(failed('relation "x" does not exist', { code: '42P01' }))).toBe('internal_fault');
    expect(codeOf(failed('canceling statement due to statement timeout', { code: '57014' }))).toBe('internal_fault');
  });
});

/** A server on which the test says how late the event loop is. */
async function pressed(delays: (number | undefined)[]) {
  const lines: string[] = [];
  const clock = movableClock();
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  const app = fastify({ loggerInstance: log });
  const answerFor = faultAnswers();
  const refuse = (request: FastifyRequest, reply: FastifyReply) => answerFor(new Refused('overloaded', 5_000), request, reply);
  const gate = overloadGate(refuse);
  app.addHook('onRequest', async (request, reply) => {
    const delay = delays.shift();
    const answer = delay === undefined ? undefined : gate(request, reply, 'eventLoopDelay', delay);
    if (answer) return reply.send(answer);
  });
  app.get('/anything', async () => 'served');
  app.get('/health/live', { config: { whileOverloaded: evenOverloaded } }, async () => 'alive');
  app.post('/retell/functions', { config: { whileOverloaded: whileOverloaded(clock) } }, async () => 'served');
  return { app, lines, clock };
}

describe('while there is too much to do', () => {
  test('a program hears when to come again, in few lines without a stack', async () => {
    const { app, lines } = await pressed([3_000, ...Array.from({ length: 200 }, () => 4_000)]);
    expect((await app.inject('/anything')).statusCode).toBe(200);
    for (let asked = 0; asked < 200; asked += 1) {
      const reply = await app.inject('/anything');
      expect([reply.statusCode, reply.json().error.code, reply.headers['retry-after']]).toEqual([503, 'overloaded', '5']);
    }
    const refused = lines.filter(line => line.includes('overloaded'));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThanOrEqual(50);
    expect(lines.join()).not.toContain('stack');
  });

  test('is not what one long delay means, however often it is measured', async () => {
    const { app } = await pressed([30_000, 30_000, 30_000]);
    for (let asked = 0; asked < 3; asked += 1) expect((await app.inject('/anything')).statusCode).toBe(200);
  });

  test('a request that looks signed is answered so, without its body being read; no other gets an answer', async () => {
    const { app, clock } = await pressed([1, 2, 3, 4].map(seconds => seconds * 3_000));
    await app.inject('/anything');
    const signature = signRetell('whatever', 'any key', clock.now().getTime());
    const headers = { 'x-retell-signature': signature, 'content-type': 'application/json' };
    const heard = await app.inject({ method: 'POST', url: '/retell/functions', headers, payload: '[[[' });
    const message = expect.stringMatching(/^Im Moment sind alle Leitungen belegt\. \S/);
    const answer = { success: false, status: 'unavailable', code: 'overloaded', message };
    expect([heard.statusCode, heard.json()]).toMatchObject([200, answer]);
    const unsigned = await app.inject({ method: 'POST', url: '/retell/functions', payload: {} });
    expect([unsigned.statusCode, unsigned.json().error.code]).toEqual([401, 'signature_invalid']);
    expect((await app.inject('/health/live')).body).toBe('alive');
  });
});
