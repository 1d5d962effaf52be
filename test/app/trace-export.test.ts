// Spans reach a collector over OTLP, those of the last moment as well, and a collector that is away disturbs nobody.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { loggerOptions } from '../../src/app/log.ts';
import { startTracing } from '../../src/app/tracing/tracing.ts';
import { beginTrace, isTracing, span, traceOfLine } from '../../src/platform/tracing/trace.ts';

const attribute = z.object({ key: z.string(), value: z.object({ stringValue: z.string() }) });
const exported = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attribute) }),
      scopeSpans: z.array(z.object({ spans: z.array(z.looseObject({ name: z.string(), traceId: z.string() })) })),
    }),
  ),
});

async function collector() {
  const bodies: { path: string | undefined; sent: z.infer<typeof exported> }[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const piece of request) text += piece;
    bodies.push({ path: request.url, sent: exported.parse(JSON.parse(text)) });
    response.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { bodies, endpoint: `http://127.0.0.1:${port}/`, close: () => new Promise(resolve => server.close(resolve)) };
}

const twoSpans = () =>
  beginTrace('outer', {}, () => span('inner', { 'rebook.company': 'salon' }, async () => traceOfLine().traceId));

test('what is not sent yet is sent at the stop, to the path of traces', async () => {
  const { bodies, endpoint, close } = await collector();
  const stop = await startTracing(endpoint);
  const traceId = await twoSpans();
  await stop();
  await close();
  expect(bodies.map(({ path }) => path)).toEqual(['/v1/traces']);
  const [{ resource, scopeSpans } = { resource: undefined, scopeSpans: [] }] = bodies[0]?.sent.resourceSpans ?? [];
  const sent = scopeSpans.flatMap(({ spans }) => spans);
  expect(sent.map(({ name }) => name).sort()).toEqual(['inner', 'outer']);
  expect(sent.map(one => one.traceId)).toEqual([traceId, traceId]);
  expect(resource?.attributes.map(({ key }) => key).sort()).toEqual(['service.instance.id', 'service.name']);
});

test('after the stop nothing is traced, and the work is done all the same', async () => {
  const { endpoint, close } = await collector();
  const stop = await startTracing(endpoint);
  expect(isTracing()).toBe(true);
  await stop();
  await close();
  expect(isTracing()).toBe(false);
  expect(await beginTrace('outer', {}, () => span('inner', {}, async () => 'done'))).toBe('done');
});

test('a collector that is away keeps nothing from stopping', async () => {
  const { endpoint, close } = await collector();
  await close();
  const stop = await startTracing(endpoint);
  expect(await twoSpans()).toMatch(/^[0-9a-f]{32}$/);
  await stop();
});

test('lines of the log name their trace only where traces are sent', () => {
  expect(loggerOptions({ logLevel: 'info', otlpEndpoint: undefined })).toEqual({ level: 'info' });
  expect(loggerOptions({ logLevel: 'info', otlpEndpoint: 'http://127.0.0.1:4318' })).toMatchObject({ mixin: traceOfLine });
});
