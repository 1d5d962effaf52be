// `rebook retell-setup`: sets an agent up by Retell's API, or prints what is to be pasted into its dashboard.
import { type Command, Option } from 'commander';
import { planSetup, stillToDo, type WantedSetup } from '../../../channels/retell/setup/plan.ts';
import { openRetellApi, type RetellAgent, retellAddress } from '../../../channels/retell/setup/retell-api.ts';
import { carryOut, readSetup } from '../../../channels/retell/setup/set-up.ts';
import { Fault } from '../../../domain/fault.ts';
import { defaultLanguage, type Language, languageSchema } from '../../../domain/values.ts';
import { configurationOf } from '../configuration.ts';
import type { Terminal } from '../terminal.ts';
import { printedSetup } from './printed-setup.ts';
import { addressOf } from './retell-functions.ts';

interface SetupOptions {
  url: string;
  agent?: string;
  company?: string;
  language?: Language;
  yes?: boolean;
  print?: boolean;
}

export function addRetellSetup(program: Command, terminal: Terminal): void {
  program
    .command('retell-setup')
    .requiredOption('--url <url>', 'public https address of this service, without a path')
    .option('--agent <id>', 'the agent at Retell; needed unless --print is given')
    .option('--company <id>', 'use this company’s key (default: the default key)')
    .addOption(
      new Option('--language <language>', 'of the prompt and the waiting sentence (default: the agent’s)').choices(
        languageSchema.options,
      ),
    )
    .option('--yes', 'change without asking')
    .option('--print', 'change nothing: print prompt, functions and settings for Retell’s dashboard; needs no key')
    .addHelpText(
      'after',
      `
It reads the agent, shows what differs, asks, changes it, reads it back, and says what is left to do at Retell.
What you have set up yourself stays: your prompt before and after ours, your functions, your variables.
A published version is not changed: a draft is made from it, which you publish at Retell.
The key is RETELL_API_KEY, or the company’s in SECRETS_FILE; RETELL_BASE_URL is another address than ${retellAddress}.

Example:
  rebook retell-setup --agent agent_5f3c --url https://rebook.example.com --language de`,
    )
    .action(async (options: SetupOptions) => {
      if (options.print) return terminal.out(printedSetup(addressOf(options.url), options.language ?? defaultLanguage));
      if (options.agent === undefined) throw new Fault('usage', '--agent is missing: the id of the agent at Retell');
      await setUp(options.agent, options, terminal);
    });
}

async function setUp(agentId: string, options: SetupOptions, terminal: Terminal): Promise<void> {
  const baseUrl = addressOf(options.url);
  if (!baseUrl.startsWith('https:'))
    throw new Fault('usage', '--url must begin with https://: Retell calls it over the internet');
  const api = openRetellApi(retellAddressOf(terminal), keyOf(terminal, options.company));
  const found = await readSetup(api, agentId);
  const wanted: WantedSetup = { baseUrl, language: options.language ?? languageOf(found.agent) };
  const plan = planSetup(found, wanted);
  if (plan.differences.length === 0) {
    terminal.out(`Nothing to change: agent ${agentId} is set up.`);
    return tellRest(stillToDo(found), terminal);
  }
  terminal.out(`Agent ${agentId}, version ${found.agent.version}:\n${plan.differences.join('\n')}`);
  if (!options.yes) await consent(terminal);
  const now = await carryOut(api, found, plan, wanted, what => terminal.err(`Changed: ${what}`));
  terminal.out('Set up, and read back from Retell.');
  tellRest(stillToDo(now), terminal);
}

async function consent(terminal: Terminal): Promise<void> {
  if (terminal.ask === undefined)
    throw new Fault('usage', 'Nothing was changed: nobody can be asked here, so give --yes to change this');
  const answer = await terminal.ask('Change this at Retell? [y/N] ');
  if (!/^\s*(?:y|yes|j|ja)\s*$/i.test(answer)) throw new Fault('given_up', 'Nothing was changed.');
}

function tellRest(rest: string[], terminal: Terminal): void {
  if (rest.length > 0) terminal.out(['Still to do:', ...rest.map(line => `  - ${line}`)].join('\n'));
}

function keyOf(terminal: Terminal, company: string | undefined): string {
  const [key] = configurationOf(terminal).secretsOf(company).retellApiKeys;
  if (key === undefined) throw new Fault('usage', 'no key for Retell: set RETELL_API_KEY, or name the company with --company');
  return key;
}

/** The key is sent there: over TLS, or to this machine. */
function retellAddressOf({ env }: Terminal): string {
  const address = env.RETELL_BASE_URL || retellAddress;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isLocal = url !== undefined && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)) return address;
  throw new Fault('usage', 'RETELL_BASE_URL must begin with https://');
}

/** Throws `usage` where it is no language of ours, or several. */
function languageOf({ language }: RetellAgent): Language {
  // Retell's default.
  const spoken = language ?? 'en-US';
  const found = languageSchema.options.find(one => typeof spoken === 'string' && spoken.startsWith(`${one}-`));
  if (found === undefined)
    throw new Fault('usage', `the agent’s language is ${JSON.stringify(spoken)}: say with --language which one ours is to be in`);
  return found;
}
