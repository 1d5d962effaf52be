// The function definitions to import into Retell: made from the schemas that check their arguments.
import { answerSchema } from '../../calls/answer/answer.ts';
import { callFunctions } from '../../calls/functions/index.ts';
import { type FunctionSchema, functionSchema } from '../voice/function-schema.ts';

/** A custom function of a Retell agent (docs.retellai.com, "Custom Function", and `general_tools` of its API). */
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
  execution_message_description: string;
  timeout_ms: number;
  parameters: FunctionSchema;
  /** Variable name to JSON path in the answer. */
  response_variables: Record<string, string>;
}

/** Well above the time a reply may take, so that a slow answer is still heard. */
const timeoutMs = 20_000;

/** The definitions for a service reachable at `baseUrl` (https, without the path). */
export function functionDefinitions(baseUrl: string): FunctionDefinition[] {
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
    execution_message_description: one.whileRunning,
    timeout_ms: timeoutMs,
    parameters: functionSchema(one),
    response_variables: responseVariables(),
  }));
}

/** Prefixed, so that an answer's null does not overwrite what the call itself brought as `customer_name`. */
function responseVariables(): Record<string, string> {
  return Object.fromEntries(Object.keys(answerSchema.shape).map(field => [`rebook_${field}`, field]));
}
