// The four functions as Retell imports them: made from the same schemas their arguments are checked with.
import { z } from 'zod';
import { answerSchema } from '../calls/answer/answer.ts';
import { type FunctionName, functionArguments, functionNames, requiredArguments } from './function-arguments.ts';

/** A custom function of a Retell agent (docs.retellai.com, "Custom Function", and `general_tools` of its API). */
export interface FunctionDefinition {
  type: 'custom';
  name: FunctionName;
  description: string;
  url: string;
  method: 'POST';
  /** The call object has to come along: it says who calls. */
  args_at_root: false;
  speak_during_execution: boolean;
  speak_after_execution: boolean;
  execution_message_description: string;
  timeout_ms: number;
  parameters: { type: 'object'; properties: Record<string, unknown>; required: string[] };
  /** Variable name to JSON path in the answer. */
  response_variables: Record<string, string>;
}

const sayMessage =
  'Sprich danach das Feld „message“ der Antwort wörtlich. / Afterwards speak the field "message" of the answer word for word.';

const descriptions: Record<FunctionName, string> = {
  cancel_appointment: `Sagt einen Termin des Anrufers ab. Bei „confirmation_required“ die Gebühr nennen, fragen und bei Zustimmung mit fee_accepted=true erneut aufrufen. / Cancels an appointment of the caller. On "confirmation_required" tell the fee, ask, and call again with fee_accepted=true if the caller agrees. ${sayMessage}`,
  reschedule_appointment: `Verlegt einen Termin des Anrufers. Bei „slot_unavailable“ die Alternativen anbieten. Bei „confirmation_required“ die Gebühr nennen, fragen und bei Zustimmung mit fee_accepted=true erneut aufrufen. / Moves an appointment of the caller. On "slot_unavailable" offer the alternatives. On "confirmation_required" tell the fee, ask, and call again with fee_accepted=true if the caller agrees. ${sayMessage}`,
  list_appointments: `Nennt die kommenden Termine des Anrufers. / Lists the caller's coming appointments. ${sayMessage}`,
  find_slots: `Sucht freie Zeiten, auf die ein Termin des Anrufers verlegt werden kann. / Finds free times to which an appointment of the caller can be moved. ${sayMessage}`,
};

const waiting = {
  change: 'Sage kurz, dass du das einträgst. / Briefly say that you are entering it.',
  look: 'Sage kurz, dass du nachsiehst. / Briefly say that you are looking it up.',
};

/** Well above the time a reply may take, so that a slow answer is still heard. */
const timeoutMs = 20_000;

/** The definitions for a service reachable at `baseUrl` (https, without the path). */
export function functionDefinitions(baseUrl: string): FunctionDefinition[] {
  const base = baseUrl.replace(/\/+$/, '');
  return functionNames.map(name => ({
    type: 'custom',
    name,
    description: descriptions[name],
    url: `${base}/retell/functions/${name}`,
    method: 'POST',
    args_at_root: false,
    speak_during_execution: true,
    speak_after_execution: true,
    execution_message_description: name.endsWith('_appointment') ? waiting.change : waiting.look,
    timeout_ms: timeoutMs,
    parameters: {
      type: 'object',
      properties: z.toJSONSchema(functionArguments[name], { io: 'output' }).properties ?? {},
      required: [...requiredArguments[name]],
    },
    response_variables: responseVariables(),
  }));
}

/** Prefixed, so that an answer's null does not overwrite what the call itself brought as `customer_name`. */
function responseVariables(): Record<string, string> {
  return Object.fromEntries(Object.keys(answerSchema.shape).map(field => [`rebook_${field}`, field]));
}
