// Changes are told as they happen: ids alone, of the key's own companies, once the read models show them; until the key or the service ends.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askAs, signIn } from '../../console/support/browser-like.ts';
import { createWorld, type World } from '../../support/world.ts';

const key = 'key-of-one-who-watches';
let world: World;
beforeAll(async () => {
  world = await createWorld({
    companies: ['other'],
    keys: [{ name: 'watcher', role: 'operator', companies: ['salon'], personal: true, key }],
  });
  await world.customer('340', 'Erika Beispiel', '+4915112345677');
  await world.settle();
});
afterAll(() => world?.stop());

interface Watching {
  /** All that was told so far. */
  text(): string;
  /** Resolves when the service has ended it. */
  ended: Promise<void>;
  stop(): void;
}

async function watch(query = '', headers: Record<string, string> = { authorization: `Bearer ${key}` }): Promise<Watching> {
  const stopping = new AbortController();
  const answer = await fetch(`${world.rebook.address}/v1/changes${query}`, { headers, signal: stopping.signal });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  let text = '';
  const ended = (async () => {
    for await (const piece of answer.body ?? []) text += Buffer.from(piece).toString();
  })().catch(() => undefined);
  const watching = { text: () => text, ended, stop: () => stopping.abort() };
  await expect.poll(watching.text).toContain('event: ready');
  return watching;
}

test('a change is told with its ids, and what it changed can be read by then', async () => {
  const watching = await watch();
  await world.appointment('640', '340', '2026-12-01T10:00:00.000Z');
  await expect.poll(watching.text).toContain('"appointment_id":"640"');
  expect(watching.text()).toMatch(
    /event: change\ndata: \{"company_id":"salon","type":"AppointmentScheduled","appointment_id":"640","customer_id":"340"\}\n\n/,
  );
  expect(await world.sql("select 1 from appointments where appointment_id = '640'")).toHaveLength(1);
  await world.customer('341', 'Otto Geheim', '+4915112345678');
  await expect.poll(watching.text).toContain('"customer_id":"341"');
  expect(watching.text()).not.toMatch(/Geheim|Erika|4915/);
  watching.stop();
});

test('another company’s changes are told to nobody else', async () => {
  const watching = await watch();
  await world.customer('777', 'Fremd Muster', '+4915112399999', 'other');
  await world.customer('342', 'Eigen Muster', '+4915112345679');
  await expect.poll(watching.text).toContain('"customer_id":"342"');
  expect(watching.text()).not.toContain('777');
  expect((await world.api('GET', '/v1/changes?company=other', undefined, { authorization: `Bearer ${key}` })).status).toBe(404);
  watching.stop();
});

test('a session that is over is told nothing more', { timeout: 60_000 }, async () => {
  const cookie = await signIn(world, key);
  const watching = await watch('?company=salon', { cookie, 'sec-fetch-site': 'same-origin' });
  await askAs(world, { method: 'DELETE', path: '/console/session', cookie });
  await watching.ended;
});

test('a service that stops ends it, and waits for nobody who watches', async () => {
  const short = await createWorld();
  const answer = await short.api('GET', '/v1/changes');
  const read = answer.text().catch(() => 'ended');
  await short.stop();
  expect(await read).toMatch(/ready|ended/);
});
