// The tools to create at Vapi, and what other agents are given that reach us in Vapi's form.

import { sayMessage } from '../../calls/functions/call-function.ts';
import { callFunctions } from '../../calls/functions/index.ts';
import { type FunctionSchema, functionSchema } from '../voice/function-schema.ts';

/** A function tool of Vapi (docs.vapi.ai, "Custom Tools"). */
export interface VapiTool {
  type: 'function';
  async: false;
  function: { name: string; description: string; parameters: FunctionSchema };
  server: { url: string; timeoutSeconds: number };
}

/** A function tool of OpenAI (Responses and Realtime API). It has no address: the program that runs the model calls us. */
export interface OpenAiTool {
  type: 'function';
  name: string;
  description: string;
  /** Arguments may be left out, which strict schemas do not allow. */
  strict: false;
  parameters: FunctionSchema;
}

/** A webhook tool of ElevenLabs (elevenlabs.io/docs, "Server tools"). */
export interface ElevenLabsTool {
  type: 'webhook';
  name: string;
  description: string;
  response_timeout_secs: number;
  api_schema: { url: string; method: 'POST'; request_body_schema: BodySchema };
}

interface BodySchema {
  type: 'object';
  required: string[];
  properties: Record<string, unknown>;
}

/** Well above the time a reply may take, so that a slow answer is still heard. */
const timeoutSeconds = 20;
/** Where the answer is one line, the sentence stands before its fields. */
const saySentence =
  'Sprich danach den Satz vor der ersten geschweiften Klammer des Ergebnisses wörtlich. / Afterwards speak the sentence before the first curly bracket of the result word for word.';

const described = callFunctions.map(one => ({
  name: one.name,
  description: one.description.replace(sayMessage, saySentence),
  parameters: functionSchema(one),
}));
const messagesAt = (baseUrl: string): string => `${baseUrl.replace(/\/+$/, '')}/vapi/messages`;

/** For a service reachable at `baseUrl` (https, without the path). */
export const vapiTools = (baseUrl: string): VapiTool[] =>
  described.map(tool => ({
    type: 'function',
    async: false,
    function: tool,
    server: { url: messagesAt(baseUrl), timeoutSeconds },
  }));

export const openAiTools = (): OpenAiTool[] => described.map(tool => ({ type: 'function', ...tool, strict: false }));

/**
 * The body is a message as Vapi writes it. What says which company is called and who calls is filled in by ElevenLabs from the call
 * itself; the model gives the arguments alone.
 */
export const elevenLabsTools = (baseUrl: string): ElevenLabsTool[] =>
  described.map(({ name, description, parameters }) => ({
    type: 'webhook',
    name,
    description,
    response_timeout_secs: timeoutSeconds,
    api_schema: {
      url: messagesAt(baseUrl),
      method: 'POST',
      request_body_schema: object({
        message: object({
          type: constant('tool-calls'),
          call: object({
            id: variable('system__conversation_id'),
            type: constant('inboundPhoneCall'),
            customer: object({ number: variable('system__caller_id') }),
            phoneNumber: object({ number: variable('system__called_number') }),
          }),
          toolCallList: object({ id: constant(name), name: constant(name), arguments: { ...parameters, description } }),
        }),
      }),
    },
  }));

const object = (properties: Record<string, unknown>): BodySchema => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});
const constant = (value: string) => ({ type: 'string', constant_value: value });
const variable = (name: string) => ({ type: 'string', dynamic_variable: name });
