// Notifications are posted to the address that tells customers: signed, with the same id on repeats, and nothing else hangs on it.
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createWorld, type World } from '../../support/world.ts';

const secret = 'secret-for-what-is-posted';
interface Posted {
  headers: IncomingHttpHeaders;
  body: string;
}
const posted: Posted[] = [];
let status = 200;
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', chunk => chunks.push(chunk));
  request.on('end', () => {
    posted.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
    response.writeHead(status).end('an answer nobody reads');
  });
});

let world: World;
let serial = 700;
const logged: string[] = [];
beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  world = await createWorld({
    notify: { url: `http://127.0.0.1:${port}/tell`, secret },
    logTo: line => logged.push(line),
  });
  world.witness.knows(secret);
});
afterAll(async () => {
  await world?.stop();
  server.close();
});
beforeEach(() => {
  posted.length = 0;
  status = 200;
});

async function cancelled() {
  serial += 1;
  const id = String(serial);
  const number = `+4915112347${id}`;
  await world.customer(id, `Gast Nummer${id}`, number);
  await world.appointment(id, id, '2026-12-03T10:00:00.000Z');
  const answer = await world.call('cancel_appointment', { appointment_date: '2026-12-03' }, { from: number });
  expect(answer.status).toBe('cancelled');
  return { id, number };
}
const stateOf = async (id: string) => {
  await world.settle();
  const [row] = await world.sql<{ state: string }>('select state from notifications where appointment_id = $1', [id]);
  return row?.state;
};
const idsOf = (id: string) =>
  posted.filter(({ body }) => JSON.parse(body).appointment_id === id).map(({ headers }) => headers['x-rebook-notification']);

test('what a customer is to hear is posted once, signed, with the text for them', async () => {
  const { id, number } = await cancelled();
  await expect.poll(() => stateOf(id)).toBe('sent');
  expect(posted).toHaveLength(1);
  const { headers, body } = posted[0] ?? { headers: {}, body: '' };
  const [, time = '', digest] = /^v=(\d+),d=([0-9a-f]{64})$/.exec(String(headers['x-rebook-signature'])) ?? [];
  expect(digest).toBe(createHmac('sha256', secret).update(body).update(time).digest('hex'));
  const message = JSON.parse(body);
  expect(message).toMatchObject({
    id: headers['x-rebook-notification'],
    kind: 'cancellation_confirmed',
    company: { id: 'salon', language: 'de' },
    customer: { id, phone: number },
    appointment_id: id,
    previous_starts_at: '2026-12-03T10:00:00.000Z',
    text: { sms: expect.stringContaining('Ihr Termin am Donnerstag, 3. Dezember 2026, 11:00 Uhr ist abgesagt.') },
  });
  // Staff may still say that the customer has been notified.
  await world.must('POST', `/v1/notifications/${message.id}/done`, {});
  expect(await stateOf(id)).toBe('done');
});

test('an address that fails is tried again with the same id, and nothing else changes', async () => {
  status = 503;
  const { id } = await cancelled();
  await expect.poll(() => idsOf(id).length).toBeGreaterThanOrEqual(1);
  expect(await stateOf(id)).toBe('open');
  const [appointment] = await world.sql('select status from appointments where appointment_id = $1', [id]);
  expect(appointment).toEqual({ status: 'cancelled' });
  status = 200;
  world.clock.advance(10_000);
  await expect.poll(() => stateOf(id)).toBe('sent');
  const ids = idsOf(id);
  expect(ids.length).toBeGreaterThanOrEqual(2);
  expect(new Set(ids).size).toBe(1);
  expect(logged.some(line => line.includes('notification not posted') && line.includes('http_503'))).toBe(true);
});

test('after a day it is given up, stays open for staff, and is not tried again', async () => {
  status = 500;
  const { id } = await cancelled();
  await expect.poll(() => idsOf(id).length).toBe(1);
  world.clock.advance(23.5 * 3_600_000);
  await expect.poll(() => idsOf(id).length).toBe(2);
  world.clock.advance(3_600_000);
  const { id: other } = await cancelled();
  await expect.poll(() => idsOf(other).length).toBe(1);
  expect(idsOf(id)).toHaveLength(2);
  expect(await stateOf(id)).toBe('open');
});
