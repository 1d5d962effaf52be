// A flood of one kind, from a process of its own: `flood-process.ts ADDRESS KIND SECONDS SCALE`. Bounded in time, in requests a second and in connections.
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { signCalcomWebhook } from '../../src/calendar/providers/calcom/signature.ts';
import { signRetell } from '../../src/channels/retell/signature.ts';
import { type FloodKind, floodKinds } from './flood-kinds.ts';

// Strangers do not send from the machine of the service: they take no core from it.
setPriority(10);

const [address = '', kind = '', seconds = '1', scale = '1'] = process.argv.slice(2);
const { hostname, port } = new URL(address);
const until = performance.now() + Number(seconds) * 1_000;
const isOver = () => performance.now() >= until;
/** At full scale a thousand small requests a second. */
const mostPerSecond = 1_000 * Number(scale);
const atOnce = 32;
const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
const nested = Buffer.from('['.repeat(1_000_000));
const huge = Buffer.alloc(10 * 1024 * 1024 - 1, 'x');
let sent = 0;
let answered = 0;

interface Sent {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: Buffer | string;
}

const signedWrongly = (body: string | Buffer): Record<string, string> => ({
  'x-retell-signature': signRetell(body.toString(), 'key_of_nobody', Date.now()),
});
const callOn = (n: number): string =>
  JSON.stringify({
    name: 'list_appointments',
    call: { call_id: `flood_${n}`, call_type: 'phone_call', direction: 'inbound', to_number: `+4989${1_000_000 + n}` },
    args: {},
  });
/** For large bodies one signature will do: it is wrong anyway. */
const wrongOnce = signedWrongly('x');
const calcomWrongly = { 'x-cal-signature-256': signCalcomWebhook('{}', 'wrong') };

const floods: Record<FloodKind, () => Promise<void>> = {
  unsigned: () => ask(n => ({ path: '/retell/functions', body: callOn(n) })),
  'badly signed': () => ask(n => ({ path: '/retell/functions', body: callOn(n), headers: signedWrongly(callOn(n)) })),
  'nested brackets': () => ask(() => ({ path: '/retell/functions', body: nested, headers: wrongOnce })),
  'huge bodies': () => ask(() => ({ path: '/retell/webhook', body: huge, headers: wrongOnce })),
  'wrong keys': () => ask(n => ({ method: 'GET', path: '/v1/appointments', headers: { authorization: `Bearer wrong-${n}` } })),
  'unknown webhooks': () => ask(n => ({ path: `/calcom/webhook/nobody${n}`, body: '{}', headers: calcomWrongly })),
  'oversize headers': () => ask(() => ({ path: '/retell/functions', body: '{}', headers: { 'x-more': 'x'.repeat(32 * 1024) } })),
  'unknown functions': () =>
    ask(n => ({ path: `/retell/functions/nothing_${n}`, body: callOn(n), headers: signedWrongly(callOn(n)) })),
  'unknown addresses': () => ask(n => ({ path: `/nothing/${n}`, body: callOn(n) })),
  'slow bodies': () =>
    hold(
      1_000,
      `POST /retell/functions HTTP/1.1\r\nhost: x\r\nx-retell-signature: ${wrongOnce['x-retell-signature']}\r\ncontent-length: 1000\r\n\r\n`,
      'x',
    ),
  'slow headers': () => hold(1_000, 'POST /retell/functions HTTP/1.1\r\nhost: x\r\nx-more: ', 'x'),
  // More than there may be.
  'silent connections': () => hold(2_500, '', ''),
};

const surviving = new WeakSet<Socket>();
/** A service that answers before it has all, and closes, breaks what is still being written: also once nobody owns the connection. */
function survives(socket: Socket): void {
  if (!surviving.has(socket)) socket.on('error', () => undefined);
  surviving.add(socket);
}

function send({ method = 'POST', path, headers = {}, body }: Sent): Promise<void> {
  sent += 1;
  // Every second one comes from a network of its own.
  const from = sent % 2 === 0 ? { 'x-forwarded-for': `198.18.${(sent >> 8) % 256}.${sent % 256}` } : {};
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise(done => {
    const outgoing = request({ hostname, port, method, path, agent, headers: { ...from, ...length, ...headers } }, response => {
      answered += 1;
      response.resume().once('end', done).once('error', done).once('close', done);
    });
    outgoing.on('error', () => done()).once('close', () => done());
    outgoing.once('socket', survives);
    outgoing.end(body);
  });
}

async function ask(of: (n: number) => Sent): Promise<void> {
  const began = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (!isOver()) {
        const due = began + (sent * 1_000) / mostPerSecond;
        await sleep(Math.max(0, Math.min(due, until) - performance.now()));
        if (!isOver()) await send(of(sent));
      }
    }),
  );
}

/** At full scale `most` connections at once, on each of which `head` is sent, and then `drop` each second. */
async function hold(most: number, head: string, drop: string): Promise<void> {
  await Promise.all(
    Array.from({ length: Math.ceil(most * Number(scale)) }, async () => {
      while (!isOver()) {
        const socket = connect(Number(port), hostname);
        sent += 1;
        const closed = new Promise<boolean>(resolve => socket.once('close', () => resolve(true)));
        socket.on('error', () => undefined);
        socket.once('data', () => {
          answered += 1;
        });
        if (head !== '') socket.write(head);
        while (!isOver() && !(await Promise.race([closed, sleep(1_000, false)]))) if (drop !== '') socket.write(drop);
        socket.destroy();
        await sleep(100);
      }
    }),
  );
}

const flood = floodKinds.find(name => name === kind);
if (!flood) throw new Error(`no flood is called ${kind}`);
// What is in flight when its time is over is broken off: nobody waits for strangers.
await Promise.race([floods[flood](), sleep(until - performance.now())]);
process.stdout.write(JSON.stringify({ sent, answered }));
process.exit();
