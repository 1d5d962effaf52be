// `rebook retell-setup` against a stand-in for Retell: it changes what differs after a yes, nothing twice, and keeps what is the customer's.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runProgram } from '../../../src/app/cli/program.ts';
import { toolDefinitions } from '../../../src/channels/retell/function-definitions.ts';
import { markedPrompt, promptIn } from '../../../src/channels/retell/prompt/prompt.ts';
import { systemClock } from '../../../src/domain/clock.ts';
import { agentId, type RetellStub, startRetellStub, stubKey } from '../../support/retell-stub.ts';

const address = 'https://rebook.example';
const webhook = `${address}/retell/webhook`;
let folder: string;
let retell: RetellStub;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rebook-setup-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  retell = await startRetellStub();
});
afterEach(() => retell.stop());

interface Given {
  args?: string[];
  env?: Record<string, string>;
  /** What is answered to the question; left out: nobody can be asked. */
  says?: string;
}

async function setUp({ args = ['--agent', agentId, '--url', address, '--yes'], env = {}, says }: Given = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const asked: string[] = [];
  const exitCode = await runProgram(['retell-setup', ...args], {
    out: text => out.push(text),
    err: text => err.push(text),
    env: { DATA_DIR: folder, RETELL_API_KEY: stubKey, RETELL_BASE_URL: retell.url, ...env },
    clock: systemClock,
    interactive: false,
    ...(says !== undefined && {
      ask: async (question: string) => {
        asked.push(question);
        return says;
      },
    }),
  });
  const all = [...out, ...err, ...asked].join('\n');
  expect(all).not.toContain(stubKey);
  return { exitCode, out: out.join('\n'), err: err.join('\n'), asked };
}
const asking = ['--agent', agentId, '--url', address];

describe('an agent that knows nothing of us', () => {
  test('has functions, transfer, prompt, variables and webhooks afterwards, beside what was there', async () => {
    const { exitCode, out } = await setUp();
    expect(exitCode).toBe(0);
    const [llm] = retell.state.llms;
    expect(llm?.general_prompt).toBe(`Du bist freundlich.\n\n${markedPrompt('de')}`);
    const [theirs, ...ours] = llm?.general_tools ?? [];
    expect(theirs).toEqual({ type: 'end_call', name: 'end_call', description: 'Ends the call.' });
    expect(ours).toEqual(toolDefinitions(address, 'de'));
    expect(llm?.default_dynamic_variables).toMatchObject({ next_appointments: '', rebook_handover_number: '' });
    expect(retell.state.agents[0]).toMatchObject({ webhook_url: webhook, reminder_trigger_ms: 15_000 });
    expect(out).toContain('+ function cancel_appointment');
    expect(out).toContain(`+ agent: webhook: ${webhook}`);
    expect(out).toContain('Publish version 3 of the agent at Retell');
  });

  test('has the inbound webhook on its own numbers, and other agents’ numbers are left alone', async () => {
    await setUp();
    expect(retell.state.numbers.map(one => one.inbound_webhook_url)).toEqual(['https://other.example/hook', webhook]);
    expect(retell.changes().filter(({ path }) => path.includes('phone-number'))).toHaveLength(1);
  });

  test('is not changed a second time', async () => {
    await setUp();
    const changes = retell.changes().length;
    const { exitCode, out } = await setUp();
    expect(exitCode).toBe(0);
    expect(out).toContain(`Nothing to change: agent ${agentId} is set up.`);
    expect(retell.changes()).toHaveLength(changes);
  });
});

describe('nothing is changed', () => {
  test.each(['', 'n', 'nein', 'maybe'])('where the question is answered with %j', async says => {
    const { exitCode, asked, out } = await setUp({ args: asking, says });
    expect(exitCode).toBe(1);
    expect(asked).toEqual(['Change this at Retell? [y/N] ']);
    expect(out).toContain('+ function reschedule_appointment');
    expect(retell.changes()).toEqual([]);
  });

  test('where nobody can be asked and --yes is not given', async () => {
    const { exitCode, err } = await setUp({ args: asking });
    expect(exitCode).toBe(2);
    expect(err).toContain('give --yes');
    expect(retell.changes()).toEqual([]);
  });

  test.each([
    ['an agent is not named', ['--url', address]],
    ['the address is not https', ['--agent', agentId, '--url', 'http://rebook.example', '--yes']],
    ['the language is not ours', [...asking, '--language', 'fr']],
  ])('where %s', async (_, args) => {
    const { exitCode, err } = await setUp({ args });
    expect(exitCode).toBe(2);
    expect(err).not.toBe('');
    expect(retell.requests).toEqual([]);
  });

  test('where the key would go over the network in the open', async () => {
    const { exitCode, err } = await setUp({ env: { RETELL_BASE_URL: 'http://retell.example' } });
    expect([exitCode, err]).toEqual([2, 'RETELL_BASE_URL must begin with https://']);
  });

  test.each(['multi', ['de-DE', 'en-GB'] as const, 'fr-FR'] as const)(
    'where the agent speaks %j and no language is given',
    async spoken => {
      for (const agent of retell.state.agents) agent.language = typeof spoken === 'string' ? spoken : [...spoken];
      const { exitCode, err } = await setUp();
      expect(exitCode).toBe(2);
      expect(err).toContain('--language');
      expect((await setUp({ args: [...asking, '--yes', '--language', 'en'] })).exitCode).toBe(0);
      expect(retell.state.llms[0]?.general_prompt).toContain(promptIn('en'));
    },
  );

  test.each([
    ['conversation-flow', { type: 'conversation-flow', conversation_flow_id: 'flow_1' }, '--print'],
    ['custom-llm', { type: 'custom-llm', llm_websocket_url: 'wss://x.example' }, 'custom-llm'],
  ] as const)('on an agent with a %s, which is told what to do by hand', async (_, engine, words) => {
    for (const agent of retell.state.agents) agent.response_engine = { ...engine };
    const { exitCode, err } = await setUp();
    expect(exitCode).toBe(1);
    expect(err).toContain('by hand');
    expect(err).toContain(words);
    expect(err).toContain('(retell_agent_unsupported)');
    expect(retell.changes()).toEqual([]);
  });

  test('where the lines around our part of the prompt are not both there', async () => {
    for (const llm of retell.state.llms) llm.general_prompt = 'x\n<!-- rebook: end -->';
    expect((await setUp()).exitCode).toBe(1);
    expect(retell.changes()).toEqual([]);
  });
});

describe('what is the customer’s stays', () => {
  test('their text, their fields of our functions, their defaults and events', async () => {
    await setUp();
    const [agent] = retell.state.agents;
    const [llm] = retell.state.llms;
    if (!agent || !llm) throw new Error('the stub has an agent');
    const [, cancel] = llm.general_tools ?? [];
    if (cancel?.type !== 'custom') throw new Error('our first function is a custom one');
    Object.assign(cancel, { headers: { 'x-team': 'one' }, url: 'https://old.example', timeout_ms: 1_000 });
    for (const tool of llm.general_tools ?? [])
      if (tool.type === 'transfer_call') tool.transfer_option = { type: 'cold_transfer', show_transferee_as_caller: true };
    llm.general_prompt = llm.general_prompt?.replace('Du hilfst', 'Hilf') ?? null;
    llm.default_dynamic_variables = { company_name: 'Salon Schön', mine: '1' };
    agent.webhook_events = ['call_ended', 'transcript_updated'];
    agent.reminder_trigger_ms = 30_000;
    const { exitCode, out } = await setUp();
    expect(exitCode).toBe(0);
    expect(out).toContain('~ function cancel_appointment: url, timeout_ms');
    expect(out).toMatch(/^ {2}- Hilf Anrufern/m);
    expect(out).toMatch(/^ {2}\+ Du hilfst Anrufern/m);
    expect(out).not.toContain('transfer_call:');
    const after = retell.state.llms[0];
    expect(after?.general_tools?.[1]).toMatchObject({
      headers: { 'x-team': 'one' },
      url: `${address}/retell/functions/cancel_appointment`,
      timeout_ms: 12_000,
    });
    expect(after?.default_dynamic_variables).toMatchObject({ company_name: 'Salon Schön', mine: '1', today: '' });
    expect(retell.state.agents[0]).toMatchObject({
      webhook_events: ['call_ended', 'transcript_updated', 'call_started', 'call_analyzed'],
      reminder_trigger_ms: 30_000,
    });
  });
});

describe('versions', () => {
  test('a published one is not changed: a draft is made from it, and what is left is said', async () => {
    retell.publish();
    const { exitCode, out } = await setUp();
    expect(exitCode).toBe(0);
    expect(retell.state.agents.map(({ version, is_published, webhook_url }) => [version, is_published, webhook_url])).toEqual([
      [3, true, undefined],
      [4, false, webhook],
    ]);
    expect(retell.state.llms[0]?.general_prompt).toBe('Du bist freundlich.');
    expect(retell.state.llms[1]?.general_prompt).toContain(promptIn('de'));
    expect(out).toContain('Publish version 4');
    expect(out).toContain('Set +493012345678 to version 4: it is held at version 3.');
    retell.publish();
    const again = await setUp();
    expect(again.out).not.toContain('Publish');
    expect(retell.state.agents).toHaveLength(2);
  });

  test.each([
    [undefined, 'it names none'],
    ['latest', 'version 3 speaks already, published or not'],
    ['latest_published', 'uses version 3 as soon as it is published'],
    ['prod', 'Give version 3 the tag "prod"'],
  ])('a number at version %j is told what follows', async (version, words) => {
    for (const number of retell.state.numbers)
      number.inbound_agents = [{ agent_id: agentId, weight: 1, ...(version !== undefined && { agent_version: version }) }];
    expect((await setUp()).out).toContain(words);
  });

  test('an agent without a number is told so', async () => {
    retell.state.numbers.length = 0;
    expect((await setUp()).out).toContain('No number uses the agent yet');
  });

  test('a draft on a published prompt is not touched', async () => {
    for (const llm of retell.state.llms) llm.is_published = true;
    const { exitCode, err } = await setUp();
    expect(exitCode).toBe(1);
    expect(err).toContain('(retell_llm_published)');
    expect(retell.changes()).toEqual([]);
  });
});

describe('a fault of Retell’s is one sentence with a code', () => {
  test.each([
    [401, 'retell_key_refused'],
    [403, 'retell_key_refused'],
    [404, 'retell_not_found'],
    [422, 'retell_refused'],
    [429, 'retell_too_many_requests'],
    [503, 'retell_unavailable'],
    [undefined, 'retell_no_answer'],
  ])('HTTP %s: %s', async (status, code) => {
    retell.trouble(/get-retell-llm/, status, { status: 'error', message: `Bearer ${stubKey} is odd` });
    const { exitCode, err } = await setUp();
    expect(exitCode).toBe(1);
    expect(err).toContain(`(${code})`);
    expect(err.split('\n')).toHaveLength(1);
  });

  test('an answer that lacks what is needed', async () => {
    retell.trouble(/get-agent/, 200, { agent_id: agentId });
    const { exitCode, err } = await setUp();
    expect(exitCode).toBe(1);
    expect(err).toContain('version, response_engine');
    expect(err).toContain('(retell_unreadable)');
  });

  test('a wrong key, which Retell repeats in its answer, is not printed', async () => {
    const wrong = 'key_of_somebody_else_000';
    const { exitCode, err } = await setUp({ env: { RETELL_API_KEY: wrong } });
    expect(exitCode).toBe(1);
    expect(err).not.toContain(wrong);
  });

  test('half-way: what was done is said, and a second run does the rest', async () => {
    retell.trouble(/update-agent/, 500);
    const { exitCode, err } = await setUp();
    expect(exitCode).toBe(1);
    expect(err).toContain('Done before that: prompt and functions.');
    const again = await setUp();
    expect(again.exitCode).toBe(0);
    expect(again.out).not.toContain('+ function');
    expect(retell.state.agents[0]?.webhook_url).toBe(webhook);
  });

  test('what Retell has not taken over is found when it is read back', async () => {
    retell.ignore('reminder_trigger_ms');
    const { exitCode, err } = await setUp();
    expect(exitCode).toBe(1);
    expect(err).toContain('milliseconds of silence');
    expect(err).toContain('(retell_not_taken)');
  });
});

test('--print gives prompt, functions and settings without a key, and asks Retell nothing', async () => {
  const { exitCode, out } = await setUp({
    args: ['--print', '--url', address, '--language', 'en'],
    env: { RETELL_API_KEY: '', RETELL_BASE_URL: 'http://127.0.0.1:9' },
  });
  expect(exitCode).toBe(0);
  expect(out).toContain(markedPrompt('en'));
  for (const tool of toolDefinitions(address, 'en')) expect(out).toContain(JSON.stringify(tool, null, 2));
  expect(out).toContain(`inbound webhook: ${webhook}`);
  expect(retell.requests).toEqual([]);
});
