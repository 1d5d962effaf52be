// The tools to import into a Retell agent: a custom function for each of ours, made from the schemas that check their arguments, and
// the transfer that hands a caller over. Fields and bounds are those of `general_tools` in Retell's API;
// test/channels/retell/sdk-types.test.ts compares the fields with its SDK.
import { answerSchema } from '../../calls/answer/answer.ts';
import { callFunctions } from '../../calls/functions/index.ts';
import type { Language } from '../../domain/values.ts';
import { everyPack, packOf } from '../../language/packs.ts';
import { type FunctionSchema, functionSchema } from '../voice/function-schema.ts';

export interface FunctionDefinition {
  type: 'custom';
  name: string;
  description: string;
  url: string;
  method: 'POST';
  /** The call object must be sent along: it says who calls. */
  args_at_root: false;
  speak_during_execution: boolean;
  speak_after_execution: boolean;
  /** `static_text` is spoken as it is; a `prompt` leaves the language to the agent. */
  execution_message_type: 'static_text' | 'prompt';
  execution_message_description: string;
  enable_typing_sound: boolean;
  timeout_ms: number;
  max_retry: number;
  parameters: FunctionSchema;
  /** Variable name to JSON path in the answer. */
  response_variables: Record<string, string>;
}

export interface TransferDefinition {
  type: 'transfer_call';
  name: string;
  description: string;
  transfer_destination: { type: 'predefined'; number: string };
  transfer_option: { type: 'cold_transfer' };
  speak_during_execution: boolean;
}

export type ToolDefinition = FunctionDefinition | TransferDefinition;

/** For each try. An answer takes nine seconds at most, unless `REPLY_BUDGET_MS` says otherwise. */
const timeoutMs = 12_000;
/** A repeat of a function gets the answer of the first, so it may be sent again. */
const retries = 2;
/** An answer's variables have a prefix, so that its null does not overwrite what the call itself brought as `customer_name`. */
const variableOf = (field: keyof typeof answerSchema.shape): string => `rebook_${field}`;

/**
 * The definitions for a service reachable at `baseUrl` (https, without the path). With a language the waiting sentence is spoken word
 * for word; without one the agent says it in the language it speaks.
 */
export function toolDefinitions(baseUrl: string, language?: Language): ToolDefinition[] {
  return [...functionDefinitions(baseUrl, language), transferDefinition];
}

export function functionDefinitions(baseUrl: string, language?: Language): FunctionDefinition[] {
  const base = baseUrl.replace(/\/+$/, '');
  return callFunctions.map(one => ({
    type: 'custom',
    name: one.name,
    description: one.description,
    url: `${base}/retell/functions/${one.name}`,
    method: 'POST',
    args_at_root: false,
    speak_during_execution: true,
    speak_after_execution: true,
    ...waitingSentence(language),
    enable_typing_sound: true,
    timeout_ms: timeoutMs,
    max_retry: retries,
    parameters: functionSchema(one),
    response_variables: Object.fromEntries(answerSchema.keyof().options.map(field => [variableOf(field), field])),
  }));
}

/** It comes before the decision: an agent that says it is entering something would say what is not so. */
function waitingSentence(
  language: Language | undefined,
): Pick<FunctionDefinition, 'execution_message_type' | 'execution_message_description'> {
  if (language !== undefined)
    return { execution_message_type: 'static_text', execution_message_description: packOf(language).spoken.waiting };
  const sentences = everyPack.map(({ spoken }) => `“${spoken.waiting}”`).join(' / ');
  return {
    execution_message_type: 'prompt',
    execution_message_description: `Sage nur einen dieser Sätze und nichts über das Ergebnis. / Say only one of these sentences, and nothing about the result: ${sentences}`,
  };
}

/** Nothing is said meanwhile: the message before it has said that the caller is put through. */
const transferDefinition: TransferDefinition = {
  type: 'transfer_call',
  name: 'transfer_call',
  description:
    'Verbindet den Anrufer mit dem Betrieb. Nur aufrufen, wenn „next_action“ der letzten Antwort „transfer“ ist. / Puts the caller through to the company. Call only if "next_action" of the last answer is "transfer".',
  transfer_destination: { type: 'predefined', number: `{{${variableOf('handover_number')}}}` },
  transfer_option: { type: 'cold_transfer' },
  speak_during_execution: false,
};
