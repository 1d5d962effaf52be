// A server that stops: nobody who says nothing holds it up, nobody who waits for his answer is cut off.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import fastify from 'fastify';
import { afterEach, expect, test } from 'vitest';
import { type ConnectionLimits, limitConnections } from '../../src/api/connections.ts';

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

/** With a route whose answer is given when the test says so. */
async function listening(limits: Partial<ConnectionLimits> = {}) {
  const app = fastify({ return503OnClosing: true });
  limitConnections(app, limits);
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

test('an answer under way is given in full, and then its connection ends', async () => {
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
  const { ended } = await connected(
    port,
    'POST /upload HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
  );
  await isAsked;
  await app.close();
  expect(await ended).toBe('');
});
