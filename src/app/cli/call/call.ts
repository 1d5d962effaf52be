// `rebook call`: sends a function call as Retell would, signed, and prints what the caller would hear.
import { randomUUID } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import { type Answer, answerSchema } from '../../../calls/answer/answer.ts';
import { callFunctions } from '../../../calls/functions/index.ts';
import { signRetell } from '../../../channels/retell/signature.ts';
import type { Clock } from '../../../domain/clock.ts';
import { Fault } from '../../../domain/fault.ts';
import type { Config } from '../../config/config.ts';
import { CommandFailed } from '../command-failed.ts';
import { configurationOf } from '../configuration.ts';
import { send, serviceAddress } from '../send-request.ts';
import { printable, type Terminal } from '../terminal.ts';
import { mustBeKnown } from './known-names.ts';

interface CallOptions {
  from: string;
  to?: string;
  agent?: string;
  callId?: string;
  company?: string;
  url?: string;
  arg: Record<string, string>;
  json?: boolean;
}

const argumentsHelp = `
Arguments of each function:
${callFunctions.map(one => `  ${one.name}: ${Object.keys(one.arguments.shape).join(', ')}`).join('\n')}`;

export function addCall(program: Command, terminal: Terminal): void {
  program
    .command('call')
    .argument('<function>', `one of ${callFunctions.map(({ name }) => name).join(', ')}`)
    .requiredOption('--from <number>', 'number of the caller, or "anonymous"')
    .option('--to <line>', 'the company’s line that was called')
    .option('--agent <id>', 'the Retell agent that answered')
    .option('--call-id <id>', 'the call this belongs to: give it again to go on with that call (default: a new call)')
    .option('--company <id>', 'sign with this company’s key (default: the default key)')
    .option('--arg <name=value>', 'an argument of the function; may be repeated', addArgument, {})
    .option('--url <url>', 'address of the service')
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', argumentsHelp)
    .addHelpText(
      'after',
      `
The exit code is 0 for every spoken answer, refusals included, and 1 where there was none.

Example:
  rebook call cancel_appointment --from +4915112345671 --to +493012345678 --arg appointment_date=morgen`,
    )
    .action(async (name: string, options: CallOptions) => {
      mustBeKnown(name, options.arg);
      const config = configurationOf(terminal);
      const address = await serviceAddress(config, options.url);
      const rawBody = JSON.stringify(callBody(name, options, terminal.clock));
      const { status, body } = await send(`${address}/retell/functions`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-retell-signature': signRetell(rawBody, retellKey(config, options.company), terminal.clock.now().getTime()),
        },
        body: rawBody,
      });
      const answer = answerSchema.safeParse(body);
      const spoken = status === 200 && answer.success;
      terminal.out(!options.json && spoken ? readable(answer.data) : printable(body));
      if (!spoken) throw new CommandFailed(`no spoken answer: HTTP ${status}`);
    });
}

function addArgument(text: string, given: Record<string, string>): Record<string, string> {
  const [name, ...value] = text.split('=');
  if (!name || value.length === 0) throw new InvalidArgumentError('it has the form name=value');
  return { ...given, [name]: value.join('=') };
}

/** The body of a custom function as Retell documents it, for an inbound phone call in progress. */
export function callBody(name: string, options: Pick<CallOptions, 'from' | 'to' | 'agent' | 'callId' | 'arg'>, clock: Clock) {
  return {
    name,
    call: {
      call_id: options.callId ?? `call_${randomUUID().replaceAll('-', '')}`,
      call_type: 'phone_call',
      call_status: 'ongoing',
      direction: 'inbound',
      ...(options.agent !== undefined && { agent_id: options.agent }),
      from_number: options.from,
      ...(options.to !== undefined && { to_number: options.to }),
      start_timestamp: clock.now().getTime(),
      metadata: {},
      retell_llm_dynamic_variables: {},
    },
    args: options.arg,
  };
}

function retellKey(config: Config, companyId: string | undefined): string {
  const [key] = config.secretsOf(companyId).retellApiKeys;
  if (key === undefined)
    throw new Fault(
      'usage',
      'no Retell key is known: set RETELL_API_KEY, SECRETS_FILE, or DATA_DIR to the folder of the service',
    );
  return key;
}

/** The sentence first, then everything else the agent was given; empty fields are left out. */
function readable(answer: Answer): string {
  const { message, ...rest } = answer;
  const facts = Object.entries(rest).filter(([, value]) => value !== null);
  const width = Math.max(...facts.map(([name]) => name.length));
  const lines = facts.map(
    ([name, value]) => `  ${name.padEnd(width)}  ${typeof value === 'object' ? JSON.stringify(value) : value}`,
  );
  return [`„${message}“`, '', ...lines].join('\n');
}
