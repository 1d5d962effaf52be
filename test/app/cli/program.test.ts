// The command line from outside: what it prints, what it sends, and how it ends.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runProgram } from '../../../src/app/cli/program.ts';
import { verifyRetell } from '../../../src/channels/retell/signature.ts';
import { systemClock } from '../../../src/domain/clock.ts';

const retellKey = 'key_0123456789abcdef01234567';

interface Received {
  path: string | undefined;
  headers: IncomingMessage['headers'];
  body: Buffer;
}
const received: Received[] = [];
let reply: { status: number; body: unknown };
let server: Server;
let url: string;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rebook-cli-'));
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({ path: request.url, headers: request.headers, body: Buffer.concat(chunks) });
    response.writeHead(reply.status, { 'content-type': 'application/json' }).end(JSON.stringify(reply.body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = {
    out: (text: string) => out.push(text),
    err: (text: string) => err.push(text),
    env: { DATA_DIR: folder, RETELL_API_KEY: retellKey, REBOOK_API_KEY: 'rk_test' },
    clock: systemClock,
    interactive: false,
  };
  const exitCode = await runProgram(args, terminal);
  return { exitCode, out: out.join('\n'), err: err.join('\n') };
}

const answer = {
  success: false,
  status: 'confirmation_required',
  code: 'fee_confirmation_required',
  message: 'Das kostet zehn Euro. Soll ich absagen?',
  appointment_id: '640',
  customer_name: null,
  old_date: '2025-10-10',
  old_time: '14:00',
  new_date: null,
  new_time: null,
  fee: { amount_cents: 1000, currency: 'EUR', spoken: 'zehn Euro' },
  choices: null,
  alternatives: null,
  unclear_field: null,
  next_action: 'confirm_fee',
  handover_number: null,
  preview: { subject: 'Ihr Termin ist abgesagt', mail: 'Guten Tag', sms: 'Ihr Termin ist abgesagt.' },
};

describe('rebook', () => {
  const commands = [
    'start',
    'demo',
    'call',
    'import',
    'replay',
    'status',
    'retell-functions',
    'retell-setup',
    'rebuild',
    'migrate',
    'eventstore',
  ];

  test('lists every command, and each explains itself', async () => {
    const { exitCode, out } = await run('--help');
    expect(exitCode).toBe(0);
    for (const command of commands) {
      expect(out).toContain(command);
      const help = await run(command, '--help');
      expect(help.exitCode).toBe(0);
      expect(help.out).toContain(`Usage: rebook ${command}`);
    }
  });

  test('--version prints the package’s version', async () => {
    const { version } = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8'));
    expect(await run('--version')).toEqual({ exitCode: 0, out: `rebook ${version}`, err: '' });
  });

  test.each([
    [['fly']],
    [['call']],
    [['call', 'cancel_appointment']],
    [['replay', 'x', '--revision', '-1']],
    [['retell-functions', '--url', 'nowhere']],
    [['eventstore', '--port', 'somewhere']],
    [['eventstore', '--port', '65536']],
  ])('ends with 2 where the command line is wrong: %j', async args => {
    const { exitCode, err } = await run(...args);
    expect(exitCode).toBe(2);
    expect(err).not.toBe('');
  });

  test('ends with 1 and a sentence where nobody answers', async () => {
    const { exitCode, err } = await run('status', '--url', 'http://127.0.0.1:9');
    expect(exitCode).toBe(1);
    expect(err).toContain('is the service running?');
    expect(err).not.toContain('    at ');
  });
});

describe('rebook call', () => {
  const args = [
    'call',
    'cancel_appointment',
    '--from',
    '+4915112345671',
    '--to',
    '+493012345678',
    '--arg',
    'appointment_date=morgen',
    '--arg',
    'reason=a=b',
  ];

  test('sends what Retell would send, signed with the configured key', async () => {
    reply = { status: 200, body: answer };
    await run(...args, '--call-id', 'call_1', '--url', url);
    const { path, headers, body } = received.at(-1) ?? { path: '', headers: {}, body: Buffer.of() };
    expect(path).toBe('/retell/functions');
    expect(verifyRetell(body, headers['x-retell-signature'], retellKey, new Date())).toBe(true);
    expect(JSON.parse(body.toString())).toMatchObject({
      name: 'cancel_appointment',
      call: {
        call_id: 'call_1',
        call_type: 'phone_call',
        direction: 'inbound',
        from_number: '+4915112345671',
        to_number: '+493012345678',
      },
      args: { appointment_date: 'morgen', reason: 'a=b' },
    });
  });

  test('prints the sentence first, then what else the agent was given; a refusal is an answer', async () => {
    reply = { status: 200, body: answer };
    const { exitCode, out } = await run(...args, '--url', url);
    expect(exitCode).toBe(0);
    expect(out.split('\n')[0]).toBe('„Das kostet zehn Euro. Soll ich absagen?“');
    expect(out).toMatch(/status\s+confirmation_required/);
    expect(out).not.toContain('customer_name');
    expect(JSON.parse((await run(...args, '--url', url, '--json')).out)).toEqual(answer);
  });

  test.each([
    [
      'an argument',
      ['cancel_appointment', '--arg', 'apointment_date=morgen'],
      'no argument is called apointment_date (did you mean appointment_date?); cancel_appointment takes appointment_date, appointment_time',
    ],
    ['an argument that is like none', ['find_slots', '--arg', 'colour=red'], 'no argument is called colour; find_slots takes '],
    [
      'a function',
      ['cancel_apointment'],
      'no function is called cancel_apointment (did you mean cancel_appointment?); there are cancel_',
    ],
  ])('refuses %s that is not there, names those that are, and sends nothing', async (_, given, sentence) => {
    const before = received.length;
    const { exitCode, err } = await run('call', ...given, '--from', 'anonymous', '--url', url);
    expect(exitCode).toBe(2);
    expect(err).toContain(sentence);
    expect(received).toHaveLength(before);
  });

  test('ends with 1 where there is no spoken answer', async () => {
    reply = { status: 401, body: { code: 'signature_invalid' } };
    const { exitCode, out, err } = await run(...args, '--url', url);
    expect(exitCode).toBe(1);
    expect(out).toContain('signature_invalid');
    expect(err).toContain('HTTP 401');
  });
});

test.each([
  ['replay', 'call-1'],
  ['backup', 'backup.gz'],
  ['copy-events', '--to', 'esdb://127.0.0.1:9?tls=false'],
])('rebook %s in a folder without data does not make an empty one, and says which variable is meant', async (...words) => {
  const { exitCode, err } = await run(...words);
  expect(exitCode).toBe(2);
  expect(err).toContain(`there is no data in ${folder}: set DATA_DIR`);
  expect(await readdir(folder)).toEqual([]);
});

describe('a command of the API', () => {
  test.each<[number, string]>([
    [401, 'does not accept the key of --key or REBOOK_API_KEY'],
    [403, 'give the one of an admin with --key or REBOOK_API_KEY'],
  ])('that is answered %i says whose key it was, and what to do', async (status, sentence) => {
    reply = { status, body: { error: { code: 'key_invalid', message: 'x' } } };
    const { exitCode, err } = await run('pending', '--url', url, '--key', 'rk_test');
    expect(exitCode).toBe(1);
    expect(err).toContain(sentence);
  });

  test('takes the key of an admin before that of an operator, who may not do all', async () => {
    reply = { status: 200, body: { pending: [], next: null } };
    const keys = ['operator', 'admin'].map(role => ({
      name: role,
      role,
      companies: '*',
      key: `key-of-the-${role}-of-the-tests`,
    }));
    const terminal = { out: () => undefined, err: () => undefined, env: { DATA_DIR: folder, API_KEYS: JSON.stringify(keys) } };
    expect(await runProgram(['pending', '--url', url], { ...terminal, clock: systemClock, interactive: false })).toBe(0);
    expect(received.at(-1)?.headers.authorization).toBe('Bearer key-of-the-admin-of-the-tests');
  });
});

describe('rebook status', () => {
  test('shows each part with its state, and ends with 1 where the service is not ready', async () => {
    const parts = { database: { state: 'ok' }, eventStore: { state: 'down', detail: { since: '10:00' } } };
    reply = { status: 503, body: { status: 'not_ready', parts } };
    const { exitCode, out } = await run('status', '--url', url);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/database\s+ok/);
    expect(out).toMatch(/eventStore\s+down\s+since=10:00/);
  });
});

describe('rebook retell-functions', () => {
  test('prints definitions to import, or writes one file for each', async () => {
    const printed = JSON.parse((await run('retell-functions', '--url', 'https://rebook.example')).out);
    expect(printed.map(({ type }: { type: string }) => type)).toEqual([...Array(4).fill('custom'), 'transfer_call']);
    const { exitCode, out } = await run(
      'retell-functions',
      '--url',
      'https://rebook.example',
      '--out',
      join(folder, 'functions'),
    );
    expect(exitCode).toBe(0);
    const files = await Promise.all(out.split('\n').map(name => readFile(name, 'utf8')));
    expect(files.map(text => JSON.parse(text))).toEqual(printed);
  });

  test.each(['vapi', 'openai', 'elevenlabs'])('prints them in the form of %s, or writes them', async agent => {
    const asked = ['retell-functions', '--url', 'https://rebook.example', '--for', agent];
    const printed = JSON.parse((await run(...asked)).out);
    expect(printed).toHaveLength(4);
    const { out } = await run(...asked, '--out', join(folder, agent));
    expect(out.split('\n').map(name => name.split('/').at(-1))).toContain('cancel_appointment.json');
    expect((await run('retell-functions', '--url', 'https://rebook.example', '--for', 'nobody')).exitCode).not.toBe(0);
  });
});
