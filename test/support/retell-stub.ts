// A stand-in for Retell's API on loopback: keeps agents, prompts and numbers, in the SDK's types, and fails on request.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AgentResponse } from 'retell-sdk/resources/agent';
import type { LlmResponse } from 'retell-sdk/resources/llm';
import type { PhoneNumberListResponse, PhoneNumberResponse } from 'retell-sdk/resources/phone-number';

export const stubKey = 'key_of_the_stub_0123456789';
export const agentId = 'agent_5f3c';
const llmId = 'llm_77aa';

export interface StubRequest {
  method: string;
  path: string;
  body: Record<string, unknown>;
}

interface Trouble {
  path: RegExp;
  /** Undefined: the connection is cut. */
  status: number | undefined;
  body: unknown;
}

export type RetellStub = Awaited<ReturnType<typeof startRetellStub>>;

/** One agent with version 3, a draft, and one number that it answers. */
export async function startRetellStub() {
  const agent: AgentResponse = {
    agent_id: agentId,
    last_modification_timestamp: 1,
    version: 3,
    voice_id: 'retell-Cimo',
    language: 'de-DE',
    is_published: false,
    response_engine: { type: 'retell-llm', llm_id: llmId, version: 3 },
  };
  const llm: LlmResponse = {
    llm_id: llmId,
    last_modification_timestamp: 1,
    version: 3,
    is_published: false,
    general_prompt: 'Du bist freundlich.',
    general_tools: [{ type: 'end_call', name: 'end_call', description: 'Ends the call.' }],
  };
  const number: PhoneNumberResponse = {
    phone_number: '+493012345678',
    phone_number_type: 'custom',
    last_modification_timestamp: 1,
    inbound_agents: [{ agent_id: agentId, weight: 1, agent_version: 3 }],
  };
  const elsewhere: PhoneNumberResponse = {
    ...number,
    phone_number: '+493099999999',
    inbound_webhook_url: 'https://other.example/hook',
    inbound_agents: [{ agent_id: 'agent_other', weight: 1 }],
  };
  const state = { agents: [agent], llms: [llm], numbers: [elsewhere, number] };
  const requests: StubRequest[] = [];
  const troubles: Trouble[] = [];
  /** What a change that Retell does not keep leaves out. */
  const ignored = new Set<string>();

  const latest = <T extends { version?: number }>(versions: T[], version: string | null): T | undefined =>
    versions.find(one => version !== null && String(one.version) === version) ?? (version === null ? versions.at(-1) : undefined);

  function change(there: object | undefined, body: Record<string, unknown>): [number, unknown] {
    if (!there) return notFound;
    if ('is_published' in there && there.is_published)
      return [400, { status: 'error', message: 'Cannot update a published version' }];
    for (const [field, value] of Object.entries(body)) if (!ignored.has(field)) Object.assign(there, { [field]: value });
    return [200, there];
  }

  function answer(method: string, url: URL, body: Record<string, unknown>): [number, unknown] {
    const [, call = '', id = '', more = ''] = url.pathname.split('/').map(decodeURIComponent);
    const version = url.searchParams.get('version');
    const agents = state.agents.filter(one => one.agent_id === id);
    const llms = state.llms.filter(one => one.llm_id === id);
    switch (`${method} ${call === 'v2' ? `v2/${id}` : call}`) {
      case 'GET get-agent':
        return found(latest(agents, version));
      case 'GET get-retell-llm':
        return found(latest(llms, version));
      case 'PATCH update-agent':
        return change(latest(agents, version), body);
      case 'PATCH update-retell-llm':
        return change(latest(llms, version), body);
      case 'PATCH update-phone-number':
        return change(
          state.numbers.find(one => one.phone_number === id),
          body,
        );
      case 'POST create-agent-version':
        return draft(latest(agents, String(body.base_version)));
      case 'GET v2/list-phone-numbers':
        return [200, page(url.searchParams.get('pagination_key'))];
      default:
        return [404, { status: 'error', message: `no such path ${more}` }];
    }
  }

  /** One number for each page, so that pages are read. */
  function page(key: string | null): PhoneNumberListResponse {
    const at = Number(key ?? 0);
    const has_more = at + 1 < state.numbers.length;
    return { items: state.numbers.slice(at, at + 1), has_more, ...(has_more && { pagination_key: String(at + 1) }) };
  }

  /** With a draft of the prompt, as Retell makes it. */
  function draft(base: AgentResponse | undefined): [number, unknown] {
    if (!base) return notFound;
    const version = Math.max(...state.agents.map(one => one.version)) + 1;
    const last = state.llms.at(-1);
    if (last) state.llms.push({ ...last, version, is_published: false });
    const next = {
      ...base,
      version,
      base_version: base.version,
      is_published: false,
      response_engine: { ...base.response_engine, version },
    };
    state.agents.push(next);
    return [201, next];
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://stub');
    const body = await bodyOf(request);
    const method = request.method ?? '';
    requests.push({ method, path: url.pathname, body });
    const at = troubles.findIndex(({ path }) => path.test(url.pathname));
    const [trouble] = at < 0 ? [] : troubles.splice(at, 1);
    if (trouble && trouble.status === undefined) return void request.socket.destroy();
    const [status, answered] = trouble
      ? [trouble.status ?? 0, trouble.body]
      : request.headers.authorization === `Bearer ${stubKey}`
        ? answer(method, url, body)
        : [401, { status: 'error', message: `API Key ${request.headers.authorization} is invalid` }];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answered));
  });
  await new Promise<void>(up => server.listen(0, '127.0.0.1', up));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    requests,
    /** What was changed: every request that is no reading. */
    changes: () => requests.filter(({ method }) => method !== 'GET'),
    /** The next request to such a path is answered so. */
    trouble: (path: RegExp, status: number | undefined, body: unknown = {}) => troubles.push({ path, status, body }),
    ignore: (field: string) => ignored.add(field),
    /** As somebody does it in the dashboard. */
    publish() {
      for (const one of [state.agents.at(-1), state.llms.at(-1)]) if (one) one.is_published = true;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise(closed => server.close(closed));
    },
  };
}

const notFound: [number, unknown] = [404, { status: 'error', message: 'Not found' }];
const found = (one: unknown): [number, unknown] => (one === undefined ? notFound : [200, one]);

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? {} : JSON.parse(text);
}
