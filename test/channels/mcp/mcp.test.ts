// A program that speaks the Model Context Protocol acts only in a call whose caller is known from elsewhere.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../../../src/calls/answer/answer.ts';
import { callFunctions } from '../../../src/calls/functions/index.ts';
import type { ApiKey } from '../../../src/channels/api/access/keys.ts';
import { createWorld, type World } from '../../support/world.ts';

const erika = '+4915112345671';
const otherLine = '+493087654321';
const programKey = 'key-of-the-program-0000';
const keyOf = (name: string, role: ApiKey['role'], companies: ApiKey['companies'], key: string): ApiKey => ({
  name,
  role,
  companies,
  personal: false,
  key,
});
let world: World;
let client: Client;

beforeAll(async () => {
  world = await createWorld({
    keys: [
      keyOf('program', 'operator', ['salon'], programKey),
      keyOf('analyst', 'analyst', ['salon'], 'key-of-the-analyst-0000'),
      keyOf('program of others', 'operator', ['other'], 'key-of-the-others-00000'),
    ],
  });
  await world.company('other', otherLine);
  await world.customer('1', 'Erika Beispiel', erika);
  await world.appointment('1', '1', '2026-12-01T10:00:00.000Z');
  await world.customer('2', 'Zacharias Quast', '+4915112345673');
  await world.appointment('2', '2', '2026-12-03T10:00:00.000Z');
  await world.settle();
  client = new Client({ name: 'test', version: '1' });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${world.rebook.address}/mcp`), {
      requestInit: { headers: { authorization: `Bearer ${programKey}` } },
    }),
  );
});
afterAll(async () => {
  await client?.close();
  await world?.stop();
});

/** What Retell tells of a call. */
async function report(event: string, callId: string, call: object = {}): Promise<void> {
  const { call: made } = world.callBody('', {}, { callId, from: erika });
  const response = await world.post('/retell/webhook', { event, call: { ...made, ...call } });
  expect(response.status).toBe(204);
}
const post = (body: object | string, headers: Record<string, string> = {}) =>
  fetch(`${world.rebook.address}/mcp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${programKey}`, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const request = (method: string, params: object = {}) => ({ jsonrpc: '2.0', id: 1, method, params });

async function ask(name: string, args: Record<string, unknown>): Promise<Answer> {
  const { isError, structuredContent, content } = await client.callTool({ name, arguments: args });
  expect(isError).toBe(false);
  expect(content).toEqual([{ type: 'text', text: JSON.stringify(structuredContent) }]);
  return structuredContent as Answer;
}
/** All there is of the appointments. */
async function appointments(): Promise<unknown> {
  await world.settle();
  return world.sql('select appointment_id, status, starts_at from appointments order by appointment_id');
}

describe('the tools', () => {
  test('are the functions of a call, by the same definitions, each for a call that is named', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name, description }) => ({ name, description }))).toEqual(
      callFunctions.map(({ name, description }) => ({ name, description })),
    );
    for (const [at, { inputSchema }] of tools.entries()) {
      const { arguments: taken, required } = callFunctions[at] ?? { arguments: { shape: {} }, required: [] };
      expect(Object.keys(inputSchema.properties ?? {})).toEqual(['call_id', ...Object.keys(taken.shape)]);
      expect(inputSchema.required).toEqual(['call_id', ...required]);
    }
  });

  test('list and move the appointment of a caller whose call is under way, and the move stands in that call', async () => {
    await report('call_started', 'call_of_erika');
    const listed = await ask('list_appointments', { call_id: 'call_of_erika' });
    expect(listed).toMatchObject({ status: 'listed', choices: [{ date: '2026-12-01', time: '11:00' }] });
    const moved = await ask('reschedule_appointment', {
      call_id: 'call_of_erika',
      old_date: '2026-12-01',
      new_date: '2026-12-02',
      new_time: '14:00',
    });
    expect(moved).toMatchObject({ status: 'rescheduled', appointment_id: '1', new_date: '2026-12-02' });
    expect((await world.types('call-call_of_erika')).filter(type => type === 'FunctionCalled')).toHaveLength(2);
  });

  test('do in a call of Erika’s nothing to an appointment of somebody else', async () => {
    await report('call_started', 'call_of_erika');
    const before = await appointments();
    expect(await ask('cancel_appointment', { call_id: 'call_of_erika', appointment_date: '2026-12-03' })).toMatchObject({
      success: false,
    });
    expect(await appointments()).toEqual(before);
  });
});

describe('a stranger with a key', () => {
  test.each([
    ['no call', {}],
    ['a made-up call', { call_id: 'call_that_is_none' }],
    ['a call id that is none', { call_id: '../appointment-salon.2' }],
    ['a list as call id', { call_id: ['call_1'] }],
    ['a number to call from', { from_number: '+4915112345673', call: { call_id: 'x', from_number: '+4915112345673' } }],
  ])('with %s changes nothing and hears of no appointment', async (_, args) => {
    const before = await appointments();
    for (const { name } of callFunctions) {
      const answer = await ask(name, {
        ...args,
        customer_name: 'Zacharias Quast',
        appointment_date: '2026-12-03',
        old_date: '2026-12-03',
        new_date: '2026-12-04',
        new_time: '10:00',
        wanted_date: '2026-12-04',
        fee_accepted: true,
      });
      expect(answer).toMatchObject({
        success: false,
        code: 'call_missing',
        appointment_id: null,
        choices: null,
        alternatives: null,
      });
      expect(answer.message).not.toMatch(/Dezember|Quast/);
    }
    expect(await appointments()).toEqual(before);
    expect(await world.events('call-call_that_is_none')).toEqual([]);
  });

  test('in a call that has ended, or began too long ago, gets as far', async () => {
    await report('call_started', 'call_ended');
    await report('call_ended', 'call_ended');
    await report('call_started', 'call_of_yesterday', { start_timestamp: world.clock.now().getTime() - 86_400_000 });
    for (const call_id of ['call_ended', 'call_of_yesterday'])
      expect(await ask('list_appointments', { call_id })).toMatchObject({ code: 'call_missing' });
  });

  test('in a call of another company gets as far, and that call hears nothing of it', async () => {
    const { call } = world.callBody('', {}, { callId: 'call_of_others', to: otherLine });
    expect((await world.post('/retell/webhook', { event: 'call_started', call })).status).toBe(204);
    const before = await world.events('call-call_of_others');
    expect(before).toHaveLength(1);
    expect(await ask('list_appointments', { call_id: 'call_of_others' })).toMatchObject({ code: 'call_missing' });
    expect(await world.events('call-call_of_others')).toEqual(before);
    const theirs = await post(request('tools/call', { name: 'list_appointments', arguments: { call_id: 'call_of_others' } }), {
      authorization: 'Bearer key-of-the-others-00000',
    });
    expect(await theirs.json()).toMatchObject({ result: { structuredContent: { code: 'number_needed' } } });
  });
});

describe('the door', () => {
  test.each([
    ['no key', { authorization: '' }, 401, 'key_invalid'],
    ['a wrong key', { authorization: 'Bearer key-of-nobody-000000000' }, 401, 'key_invalid'],
    ['a key that may not', { authorization: 'Bearer key-of-the-analyst-0000' }, 403, 'forbidden'],
    ['a page that asks', { origin: 'https://evil.example' }, 403, 'forbidden'],
    ['a page that has named itself so', { origin: 'http://127.0.0.1' }, 403, 'forbidden'],
  ])('with %s is shut', async (_, headers, status, code) => {
    const response = await post(request('tools/list'), headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
  });

  test('takes no body above 64 KiB', async () => {
    const response = await post(request('tools/list', { padding: 'x'.repeat(70_000) }));
    expect(response.status).toBe(413);
  });

  test.each(['GET', 'DELETE'])('has neither streams nor sessions: %s is not allowed', async method => {
    const response = await fetch(`${world.rebook.address}/mcp`, { method, headers: { authorization: `Bearer ${programKey}` } });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test.each([
    ['a batch', [request('ping')]],
    ['no JSON-RPC', { id: 1, method: 'ping' }],
    ['a list as id', { ...request('ping'), id: [1] }],
  ])('takes %s for no message', async (_, body) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ jsonrpc: '2.0', id: null, error: { code: -32_600 } });
  });

  test('answers what is no JSON as the API does, and a version that is not known', async () => {
    expect((await post('{')).status).toBe(400);
    expect((await post(request('ping'), { 'mcp-protocol-version': '1999-01-01' })).status).toBe(400);
    expect((await post(request('ping'), { 'mcp-protocol-version': '2025-06-18' })).status).toBe(200);
  });

  test.each([
    ['resources/list', {}, -32_601],
    ['tools/call', { name: 'drop_table' }, -32_602],
    ['tools/call', { name: 'list_appointments', arguments: 'x' }, -32_602],
    ['tools/call', {}, -32_602],
  ])('answers %s with %j by the error %i', async (method, params, code) => {
    expect(await (await post(request(method, params))).json()).toMatchObject({ id: 1, error: { code } });
  });

  test('agrees on the version the program asks for, or names its own', async () => {
    const agreed = async (protocolVersion: string) =>
      (await post(request('initialize', { protocolVersion, capabilities: {}, clientInfo: { name: 'x', version: '1' } }))).json();
    expect(await agreed('2025-03-26')).toMatchObject({ result: { protocolVersion: '2025-03-26', capabilities: { tools: {} } } });
    expect(await agreed('1999-01-01')).toMatchObject({ result: { protocolVersion: '2025-11-25' } });
  });

  test('acknowledges a notification, and answers nothing', async () => {
    const response = await post({ jsonrpc: '2.0', method: 'notifications/initialized' });
    expect([response.status, await response.text()]).toEqual([202, '']);
  });
});
