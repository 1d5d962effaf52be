// Retell's public API, as far as an agent is set up by it. Paths and fields are those of retell-sdk, which test/channels/retell/sdk-types.test.ts compares.
import { z } from 'zod';
import { Fault } from '../../../domain/fault.ts';

export const retellAddress = 'https://api.retellai.com';
const timeoutMs = 20_000;
/** Retell gives them in pages. */
const mostPages = 50;

export const agentSchema = z.object({
  agent_id: z.string(),
  version: z.number(),
  is_published: z.boolean().optional(),
  language: z.union([z.string(), z.array(z.string())]).nullish(),
  response_engine: z.object({ type: z.string(), llm_id: z.string().optional(), version: z.number().nullish() }),
  webhook_url: z.string().nullish(),
  webhook_events: z.array(z.string()).nullish(),
  reminder_trigger_ms: z.number().optional(),
});
export type RetellAgent = z.infer<typeof agentSchema>;

/** A tool keeps every field it has: only ours are changed. */
const toolSchema = z.looseObject({ name: z.string(), type: z.string() });
export type RetellTool = z.infer<typeof toolSchema>;

export const llmSchema = z.object({
  llm_id: z.string(),
  version: z.number().optional(),
  is_published: z.boolean().optional(),
  general_prompt: z.string().nullish(),
  general_tools: z.array(toolSchema).nullish(),
  default_dynamic_variables: z.record(z.string(), z.string()).nullish(),
});
export type RetellLlm = z.infer<typeof llmSchema>;

export const numberSchema = z.object({
  phone_number: z.string(),
  inbound_webhook_url: z.string().nullish(),
  inbound_agents: z
    .array(z.object({ agent_id: z.string(), agent_version: z.union([z.string(), z.number()]).optional() }))
    .nullish(),
});
export type RetellNumber = z.infer<typeof numberSchema>;

export const numbersSchema = z.object({
  items: z.array(numberSchema),
  has_more: z.boolean(),
  pagination_key: z.string().optional(),
});

export interface LlmChange {
  general_prompt?: string;
  general_tools?: RetellTool[];
  default_dynamic_variables?: Record<string, string>;
}

export const wantedEvents = ['call_started', 'call_ended', 'call_analyzed'] as const;

export interface AgentChange {
  webhook_url?: string;
  webhook_events?: string[];
  reminder_trigger_ms?: number;
}

export interface NumberChange {
  inbound_webhook_url: string;
}

/** Each throws a `Fault` whose message is one sentence and names its code; the key is in none of them. */
export interface RetellApi {
  /** The latest version. */
  agent(id: string): Promise<RetellAgent>;
  /** The latest version where none is named. */
  llm(id: string, version: number | null | undefined): Promise<RetellLlm>;
  numbers(): Promise<RetellNumber[]>;
  /** A new draft, made from a version that is published and cannot be changed. */
  createDraft(agentId: string, baseVersion: number): Promise<RetellAgent>;
  updateLlm(id: string, version: number | null | undefined, change: LlmChange): Promise<void>;
  updateAgent(id: string, version: number, change: AgentChange): Promise<void>;
  updateNumber(phoneNumber: string, change: NumberChange): Promise<void>;
}

export function openRetellApi(address: string, key: string): RetellApi {
  const base = address.replace(/\/+$/, '');
  const at = (path: string, id: string, version?: number | null) =>
    `/${path}/${encodeURIComponent(id)}${typeof version === 'number' ? `?version=${version}` : ''}`;

  async function request<T>(method: string, path: string, schema: z.ZodType<T>, body?: object): Promise<T> {
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${base}${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      text = await response.text();
    } catch (error) {
      throw retellFault('retell_no_answer', `Retell does not answer, or not in time (${base})`, error);
    }
    if (!response.ok) throw faultOf(response.status, reasonIn(text).replaceAll(key, '…'), path);
    const parsed = schema.safeParse(json(text));
    if (parsed.success) return parsed.data;
    const fields = parsed.error.issues.map(issue => issue.path.join('.') || 'all of it').join(', ');
    throw retellFault('retell_unreadable', `Retell’s answer to ${method} ${path} has not the fields it should have: ${fields}`);
  }

  return {
    agent: id => request('GET', at('get-agent', id), agentSchema),
    llm: (id, version) => request('GET', at('get-retell-llm', id, version), llmSchema),
    async numbers() {
      const found: RetellNumber[] = [];
      let next = '';
      for (let page = 0; page < mostPages; page += 1) {
        const { items, has_more, pagination_key } = await request(
          'GET',
          `/v2/list-phone-numbers?limit=100${next}`,
          numbersSchema,
        );
        found.push(...items);
        if (!has_more || pagination_key === undefined) return found;
        next = `&pagination_key=${encodeURIComponent(pagination_key)}`;
      }
      throw retellFault('retell_unreadable', 'Retell’s list of phone numbers does not end');
    },
    createDraft: (id, base_version) => request('POST', at('create-agent-version', id), agentSchema, { base_version }),
    async updateLlm(id, version, change) {
      await request('PATCH', at('update-retell-llm', id, version), llmSchema, change);
    },
    async updateAgent(id, version, change) {
      await request('PATCH', at('update-agent', id, version), agentSchema, change);
    },
    async updateNumber(phoneNumber, change) {
      await request('PATCH', at('update-phone-number', phoneNumber), numberSchema, change);
    },
  };
}

/** People search for the code, so it stands in the sentence. */
export const retellFault = (code: string, sentence: string, cause?: unknown): Fault =>
  new Fault(code, `${sentence} (${code})`, { cause });

function faultOf(status: number, reason: string, path: string): Fault {
  const said = reason === '' ? '' : `: ${reason}`;
  const what = decodeURIComponent(path.split('?')[0] ?? path);
  if (status === 401 || status === 403)
    return retellFault(
      'retell_key_refused',
      'Retell does not accept the key: set RETELL_API_KEY, or name the company with --company',
    );
  if (status === 402) return retellFault('retell_payment', `Retell wants the account’s payment settled first${said}`);
  if (status === 404) return retellFault('retell_not_found', `Retell knows no such thing in this key’s workspace: ${what}`);
  if (status === 429)
    return retellFault('retell_too_many_requests', 'Retell had too many requests from this account: wait a minute');
  if (status >= 500) return retellFault('retell_unavailable', `Retell has a fault of its own (HTTP ${status}): try again later`);
  return retellFault('retell_refused', `Retell refuses ${what} (HTTP ${status})${said}`);
}

const reasonSchema = z.union([z.object({ message: z.string() }), z.object({ error_message: z.string() })]);

/** Retell's own words for what is wrong; "" where there are none. */
function reasonIn(text: string): string {
  const { data } = reasonSchema.safeParse(json(text));
  if (data === undefined) return '';
  return ('message' in data ? data.message : data.error_message).slice(0, 300);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
