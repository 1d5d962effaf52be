// What an agent lacks, and what is changed at Retell for it: pure. What the customer has set up beside it stays.
import { isDeepStrictEqual } from 'node:util';
import type { Language } from '../../../domain/values.ts';
import { type ToolDefinition, toolDefinitions } from '../function-definitions.ts';
import { withOurPart } from '../prompt/prompt.ts';
import {
  type AgentChange,
  type LlmChange,
  type NumberChange,
  type RetellAgent,
  type RetellLlm,
  type RetellNumber,
  type RetellTool,
  wantedEvents,
} from './retell-api.ts';

/** As it is at Retell. */
export interface FoundSetup {
  agent: RetellAgent;
  llm: RetellLlm;
  /** Those whose calls the agent answers. */
  numbers: RetellNumber[];
}

export interface WantedSetup {
  /** Public https address of the service, without a path. */
  baseUrl: string;
  language: Language;
}

export interface SetupPlan {
  llm: LlmChange;
  agent: AgentChange;
  numbers: { phoneNumber: string; change: NumberChange }[];
  /** Line by line, `+`, `-` and `~` as in a patch; empty where nothing is to be changed. */
  differences: string[];
}

/**
 * Of the call's variables those that the prompt and the transfer use: a variable that is not set is read aloud by its name. Calls have them from
 * the inbound webhook, web calls have none.
 */
export const variableDefaults: Record<string, string> = {
  company_name: '',
  today: '',
  weekday: '',
  current_time: '',
  next_appointments: '',
  handover_number: '',
  rebook_handover_number: '',
};

/** An agent that asks "are you still there?" while a function may still answer interrupts its own waiting. */
export const reminderMs = 15_000;
const retellsReminderMs = 10_000;
const longestWaitMs = 12_000;

export const webhookAddress = (baseUrl: string): string => `${baseUrl.replace(/\/+$/, '')}/retell/webhook`;

/** Throws `retell_prompt_markers` where the place of our part in the prompt cannot be told. */
export function planSetup(found: FoundSetup, wanted: WantedSetup): SetupPlan {
  const webhook = webhookAddress(wanted.baseUrl);
  const parts = [
    promptPart(found.llm, wanted.language),
    toolsPart(found.llm, toolDefinitions(wanted.baseUrl, wanted.language)),
    variablesPart(found.llm),
  ];
  const agent = agentPart(found.agent, webhook);
  const numbers = found.numbers.filter(number => number.inbound_webhook_url !== webhook);
  return {
    llm: Object.assign({}, ...parts.map(({ change }) => change)),
    agent: agent.change,
    numbers: numbers.map(({ phone_number }) => ({ phoneNumber: phone_number, change: { inbound_webhook_url: webhook } })),
    differences: [
      ...[...parts, agent].flatMap(({ differences }) => differences),
      ...numbers.map(one => changed(`number ${one.phone_number}: inbound webhook`, one.inbound_webhook_url, webhook)),
    ],
  };
}

interface Part<Change> {
  change: Change;
  differences: string[];
}

function promptPart({ general_prompt: present }: RetellLlm, language: Language): Part<LlmChange> {
  const text = withOurPart(present, language);
  if (text === present) return { change: {}, differences: [] };
  const before = (present ?? '').split('\n');
  const after = text.split('\n');
  return {
    change: { general_prompt: text },
    differences: [
      '~ prompt',
      ...before.filter(line => line !== '' && !after.includes(line)).map(line => `  - ${line}`),
      ...after.filter(line => line !== '' && !before.includes(line)).map(line => `  + ${line}`),
    ],
  };
}

function toolsPart({ general_tools }: RetellLlm, ours: ToolDefinition[]): Part<LlmChange> {
  const present = general_tools ?? [];
  const differences: string[] = [];
  const tools = [...present];
  for (const tool of ours) {
    const place = tools.findIndex(({ name }) => name === tool.name);
    const there = tools[place];
    if (there === undefined) {
      tools.push({ ...tool });
      differences.push(`+ function ${tool.name}`);
      continue;
    }
    const merged = mergedTool(there, tool);
    if (isDeepStrictEqual(merged, there)) continue;
    tools[place] = merged;
    const fields = Object.keys({ ...there, ...merged }).filter(field => !isDeepStrictEqual(merged[field], there[field]));
    differences.push(`~ function ${tool.name}: ${fields.join(', ')}`);
  }
  return { change: differences.length > 0 ? { general_tools: tools } : {}, differences };
}

/** The customer's own fields of the tool, such as headers, stay; a tool of another kind is replaced. */
function mergedTool(there: RetellTool, ours: ToolDefinition): RetellTool {
  if (there.type !== ours.type) return { ...ours };
  if (ours.type !== 'transfer_call') return { ...there, ...ours };
  // Whom a transfer shows as caller, and how long it rings, is the customer's.
  const option = there.transfer_option;
  const isCold = typeof option === 'object' && option !== null && 'type' in option && option.type === ours.transfer_option.type;
  return { ...there, ...ours, ...(isCold && { transfer_option: option }) };
}

/** A default of the customer's stays. */
function variablesPart({ default_dynamic_variables }: RetellLlm): Part<LlmChange> {
  const present = default_dynamic_variables ?? {};
  const missing = Object.keys(variableDefaults).filter(name => !Object.hasOwn(present, name));
  if (missing.length === 0) return { change: {}, differences: [] };
  return {
    change: { default_dynamic_variables: { ...variableDefaults, ...present } },
    differences: missing.map(name => `+ default of the variable ${name}: "${variableDefaults[name]}"`),
  };
}

function agentPart(agent: RetellAgent, webhook: string): Part<AgentChange> {
  // Left out, Retell sends these three.
  const events = agent.webhook_events ?? [...wantedEvents];
  const missing = wantedEvents.filter(event => !events.includes(event));
  const reminder = agent.reminder_trigger_ms ?? retellsReminderMs;
  const url = agent.webhook_url !== webhook;
  const early = reminder <= longestWaitMs;
  return {
    change: {
      ...(url && { webhook_url: webhook }),
      ...(missing.length > 0 && { webhook_events: [...events, ...missing] }),
      ...(early && { reminder_trigger_ms: reminderMs }),
    },
    differences: [
      ...(url ? [changed('agent: webhook', agent.webhook_url, webhook)] : []),
      ...missing.map(event => `+ agent: event ${event}`),
      ...(early ? [changed('agent: milliseconds of silence before it asks again', String(reminder), String(reminderMs))] : []),
    ],
  };
}

const changed = (what: string, before: string | null | undefined, after: string): string =>
  before ? `~ ${what}: ${before} → ${after}` : `+ ${what}: ${after}`;

/** What Retell leaves to people: a draft does not speak before it is published, and a number may be held at a version. */
export function stillToDo({ agent, numbers }: FoundSetup): string[] {
  const draft = `version ${agent.version}`;
  const isDraft = agent.is_published !== true;
  return [
    ...(isDraft ? [`Publish ${draft} of the agent at Retell: it is a draft.`] : []),
    ...(numbers.length === 0
      ? ['No number uses the agent yet. Give it one at Retell, and run this again for the number’s inbound webhook.']
      : []),
    ...numbers.flatMap(({ phone_number, inbound_agents }) => {
      const used = inbound_agents?.find(({ agent_id }) => agent_id === agent.agent_id)?.agent_version;
      if (used === agent.version) return [];
      if (typeof used === 'number') return [`Set ${phone_number} to ${draft}: it is held at version ${used}.`];
      if (used === undefined) return [`Look at Retell which version ${phone_number} uses: it names none. It must be ${draft}.`];
      if (used === 'latest')
        return isDraft ? [`${phone_number} uses the latest version: ${draft} speaks already, published or not.`] : [];
      if (used === 'latest_published') return isDraft ? [`${phone_number} uses ${draft} as soon as it is published.`] : [];
      return [`Give ${draft} the tag "${used}" at Retell, if it has it not: ${phone_number} uses that tag.`];
    }),
  ];
}
