// Connections are bounded in number and time; a server that stops waits for nobody who says nothing, and cuts nobody off who waits for
// an answer.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import fastify from 'fastify';
import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { createDoor } from '../../../src/channels/ingress/door.ts';
import { type ConnectionLimits, limitConnections } from '../../../src/channels/server/connections.ts';
import { createServer, type ServerLimits } from '../../../src/channels/server/server.ts';

const uploadHead = 'POST /upload HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n';
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

/** With a route whose answer is given when the test says so. */
async function listening(limits: Partial<ConnectionLimits> = {}) {
  const app = fastify({ return503OnClosing: true });
  limitConnections(app, { most: 100, ...limits });
  const isAsked = once(app.server, 'request');
  const isClosing = new Promise<void>(resolve => {
    app.addHook('preClose', async () => resolve());
  });
  let answer = () => {};
  const answered = new Promise<void>(resolve => {
    answer = resolve;
  });
  app.get('/slow', async () => {
    await answered;
    return 'here it is';
  });
  app.post('/upload', async () => 'taken');
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  return { app, port: Number(new URL(address).port), isAsked, isClosing, answer };
}

async function connected(port: number, text = ''): Promise<{ ended: Promise<string> }> {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  await once(socket, 'connect');
  let received = '';
  socket.on('data', data => {
    received += data;
  });
  socket.on('error', () => undefined);
  const ended = once(socket, 'close').then(() => received);
  if (text !== '') socket.write(text);
  return { ended };
}

test('a connection that has asked nothing does not hold it up', async () => {
  const { app, port } = await listening();
  const { ended } = await connected(port);
  await app.close();
  expect(await ended).toBe('');
});

test('an answer that has begun is given in full, and then its connection ends', async () => {
  const { app, port, isAsked, isClosing, answer } = await listening();
  const { ended } = await connected(port, 'GET /slow HTTP/1.1\r\nhost: here\r\n\r\n');
  await isAsked;
  const closed = app.close();
  await isClosing;
  answer();
  await closed;
  expect(await ended).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*here it is$/);
});

test('an upload that never ends is ended when the time is over', async () => {
  const { app, port, isAsked } = await listening({ bodyWithinMs: 100 });
  const { ended } = await connected(port, `${uploadHead}{`);
  await isAsked;
  await app.close();
  expect(await ended).toBe('');
});

describe('more connections than there may be', () => {
  test('end the one that has asked nothing for longest, and none that waits for its answer', async () => {
    const { app, port, isAsked, answer } = await listening({ most: 3 });
    const waiting = await connected(port, 'GET /slow HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n');
    await isAsked;
    const [oldest, newer] = [await connected(port), await connected(port)];
    let newerEnded = false;
    void newer.ended.then(() => {
      newerEnded = true;
    });
    await connected(port);
    expect(await oldest.ended).toBe('');
    expect(newerEnded).toBe(false);
    answer();
    expect(await waiting.ended).toMatch(/here it is$/);
    await app.close();
  });

  test('end one whose request is still coming in, where none is silent', async () => {
    const { app, port, isAsked } = await listening({ most: 1 });
    const slow = await connected(port, `${uploadHead}{`);
    await isAsked;
    await connected(port);
    expect(await slow.ended).toBe('');
    await app.close();
  });
});

describe('the service’s own server', () => {
  const limits = { requestMs: 400, headersMs: 200, lookEveryMs: 20 };
  async function started(given: Partial<ServerLimits>, door = createDoor()) {
    const log = pino({ level: 'silent' });
    const app = await createServer({ log, door, limits: given });
    app.post('/upload', async () => 'taken');
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    return { app, port: Number(new URL(address).port) };
  }

  test.each([
    ['that stays silent', ''],
    ['whose headers never end', 'GET / HTTP/1.1\r\nhost: here\r\nx-more: '],
    ['whose body never ends', `${uploadHead}{`],
  ])('ends a connection %s', async (_, text) => {
    const { app, port } = await started(limits);
    const { ended } = await connected(port, text);
    expect(await ended).toMatch(/^(HTTP\/1\.1 408 [\s\S]*)?$/);
    await app.close();
  });

  test.each([
    ['no HTTP', 'HELLO\r\n\r\n', 400],
    ['more headers than there may be', `GET / HTTP/1.1\r\nx-more: ${'x'.repeat(32 * 1024)}\r\n\r\n`, 431],
  ])('answers %s in its turn, with a code, and ends the connection', async (_, text, status) => {
    const waiting: (() => void)[] = [];
    const patience = () => new Promise<void>(go => waiting.push(go));
    const { app, port } = await started({}, { ...createDoor(), patience });
    const { ended } = await connected(port, text);
    let hasEnded = false;
    void ended.then(() => {
      hasEnded = true;
    });
    await expect.poll(() => waiting.length).toBe(1);
    expect(hasEnded).toBe(false);
    for (const go of waiting) go();
    const [head = '', body = ''] = (await ended).split('\r\n\r\n');
    expect(head).toMatch(`HTTP/1.1 ${status} `);
    expect(JSON.parse(body)).toEqual({ error: { code: 'request_invalid', message: expect.any(String) } });
    await app.close();
  });

  test('has no more connections than it may', async () => {
    const { app, port } = await started({ mostConnections: 2 });
    const first = await connected(port);
    await connected(port);
    await connected(port);
    expect(await first.ended).toBe('');
    await app.close();
  });

  test('waits ten seconds for headers, twenty for a request, and ninety for anything at all', async () => {
    const { app } = await started({});
    const { headersTimeout, requestTimeout, timeout } = app.server;
    expect({ headersTimeout, requestTimeout, timeout }).toEqual({
      headersTimeout: 10_000,
      requestTimeout: 20_000,
      timeout: 90_000,
    });
    await app.close();
  });
});
