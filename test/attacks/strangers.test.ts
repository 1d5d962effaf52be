// Who cannot sign learns nothing, reads nothing, and is turned away before anything is made of what they send.
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { signCalcomWebhook } from '../../src/calendar/providers/calcom/signature.ts';
import { signRetell } from '../../src/channels/retell/signature.ts';
import { createWorld, line, type World } from '../support/world.ts';

const keys: Record<string, string> = { salon: 'key_of_salon_00000000000000000', other: 'key_of_other_00000000000000000' };
const otherLine = '+493087654321';
const number = '+4915112340001';
const secret = 'webhooks of all';
let world: World;
const logged: string[] = [];

beforeAll(async () => {
  world = await createWorld({
    logTo: entry => logged.push(entry),
    retellKeys: Object.values(keys),
    secretsOf: id => ({
      retellApiKeys: [keys[id ?? ''] ?? keys.salon ?? ''],
      calcomApiKey: `cal_sandbox_${id}`,
      calcomWebhookSecrets: [secret],
    }),
  });
  await world.company('other', otherLine);
  await world.customer('1', 'Erika Beispiel', number);
  await world.appointment('1', '1', '2026-12-01T10:00:00.000Z');
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => world?.stop());

let strangers = 0;
/** Each test sends from a network of its own: what one did is not held against the next. */
const stranger = (): string => {
  strangers += 1;
  return `203.0.113.${strangers}`;
};
const bodyFor = (to: string): string => JSON.stringify(world.callBody('list_appointments', {}, { from: number, to }));

async function post(path: string, body: string, headers: Record<string, string>, from = '203.0.113.250') {
  const response = await fetch(`${world.rebook.address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from, ...headers },
    body,
  });
  const { status } = response;
  return { status, retryAfter: response.headers.get('retry-after'), body: await response.text() };
}
const signature = (body: string, key: string, at = world.clock.now().getTime()) => ({
  'x-retell-signature': signRetell(body, key, at),
});
const wrongly = (body: string) => signature(body, 'key_of_nobody');

describe('a request nobody signed', () => {
  test('is answered alike whatever exists, and no stream is read for it', async () => {
    const from = stranger();
    const reads = vi.spyOn(world.rebook.store, 'read');
    const answers = new Set<string>();
    for (const path of [
      '/retell/functions',
      '/retell/functions/cancel_appointment',
      '/retell/functions/nothing',
      '/retell/webhook',
    ]) {
      for (const body of [bodyFor(line), bodyFor('+493099999999'), '{"event":"call_inbound"}', 'no JSON', '']) {
        const old = world.clock.now().getTime() - 5 * 60_000 - 1;
        for (const headers of [{}, { 'x-retell-signature': 'v=1,d=2' }, wrongly(body), signature(body, keys.salon ?? '', old)])
          answers.add(JSON.stringify(await post(path, body, headers, `${from}:${answers.size}`)));
      }
    }
    for (const company of ['salon', 'nobody'])
      for (const headers of [{}, { 'x-cal-signature-256': signCalcomWebhook('{}', 'wrong') }])
        answers.add(JSON.stringify(await post(`/calcom/webhook/${company}`, '{}', headers, from)));
    // With the right secret, but for a company that does not exist.
    const calcom = { 'x-cal-signature-256': signCalcomWebhook('{}', secret) };
    answers.add(JSON.stringify(await post('/calcom/webhook/nobody', '{}', calcom, from)));
    const refused = [...answers].map(answer => JSON.parse(answer)).filter(({ status }) => status !== 429);
    expect(refused).toEqual([{ status: 401, retryAfter: null, body: expect.stringContaining('"signature_invalid"') }]);
    expect(reads.mock.calls.filter(([stream]) => stream.startsWith('line-') || stream === 'company-salon')).toEqual([]);
  });

  test('by another company’s key is refused as one by nobody’s', async () => {
    const from = stranger();
    const [theirs, nobodys] = [bodyFor(otherLine), bodyFor('+493099999999')];
    const answers = [
      await post('/retell/functions', theirs, signature(theirs, keys.salon ?? ''), from),
      await post('/retell/functions', theirs, wrongly(theirs), from),
    ];
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.status).toBe(401);
    // Nor does the other company's key tell which lines there are.
    expect(await post('/retell/functions', nobodys, signature(nobodys, keys.other ?? ''), from)).toEqual(answers[0]);
  });

  test('is turned away before its body has come', async () => {
    const { hostname, port } = new URL(world.rebook.address);
    const socket = connect(Number(port), hostname);
    socket.write(
      'POST /retell/functions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 5000000\r\n\r\n',
    );
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 401 /);
    // Nobody waits for the rest of it.
    await once(socket, 'close');
  });

  test('of a million open brackets is no more work than another, and signed it is asked for again by voice', async () => {
    const nested = '['.repeat(1_000_000);
    expect(await post('/retell/functions', nested, wrongly(nested), stranger())).toMatchObject({ status: 401 });
    expect(await post('/retell/webhook', nested, wrongly(nested), stranger())).toMatchObject({ status: 401 });
    expect(await post('/retell/functions', nested, signature(nested, keys.salon ?? ''))).toMatchObject({ status: 200 });
    expect(await post('/nothing', nested, {}, stranger())).toMatchObject({ status: 404 });
    expect(await post('/v1/companies', nested, {}, stranger())).toMatchObject({ status: 401 });
  });

  test('that is too large is refused by its length alone', async () => {
    const { hostname, port } = new URL(world.rebook.address);
    const header = signRetell('', 'key_of_nobody', world.clock.now().getTime());
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /retell/functions HTTP/1.1\r\nhost: x\r\nx-retell-signature: ${header}\r\ncontent-length: 10485761\r\n\r\n`,
    );
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
  });
});

test('a network with too many bad signatures is not read any further, and good ones from there are served as before', async () => {
  const from = stranger();
  const small = bodyFor(line);
  for (let bad = 0; bad < 60; bad += 1)
    expect(await post('/retell/functions', small, wrongly(small), from)).toMatchObject({ status: 401 });
  const refused = await post('/retell/functions', small, wrongly(small), from);
  expect(refused).toMatchObject({ status: 429, body: expect.stringContaining('rate_limited') });
  expect(Number(refused.retryAfter)).toBeGreaterThan(0);
  const large = JSON.stringify({ ...JSON.parse(bodyFor(line)), padding: 'x'.repeat(200_000) });
  expect(await post('/retell/functions', large, signature(large, keys.salon ?? ''), from)).toMatchObject({ status: 429 });
  // A body without a declared length is read as far as a small one goes.
  const good = bodyFor(line);
  expect(await post('/retell/functions', good, signature(good, keys.salon ?? ''), from)).toMatchObject({ status: 200 });
  const again = JSON.stringify({ ...JSON.parse(bodyFor(line)), padding: 'y'.repeat(200_000) });
  expect(await post('/retell/functions', again, signature(again, keys.salon ?? ''), from)).toMatchObject({ status: 200 });
});

test('a flood of bad signatures is logged in a few lines', () => {
  const lines = logged
    .map(entry => JSON.parse(entry))
    .filter(({ code }) => code === 'signature_invalid' || code === 'rate_limited');
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.length).toBeLessThan(150);
});
