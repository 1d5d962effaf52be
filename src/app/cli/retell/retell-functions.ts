// `rebook retell-functions`: the tools to import into an agent, at Retell or elsewhere.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { toolDefinitions } from '../../../channels/retell/function-definitions.ts';
import { elevenLabsTools, openAiTools, vapiTools } from '../../../channels/vapi/tool-definitions.ts';
import { Fault } from '../../../domain/fault.ts';
import { type Language, languageSchema } from '../../../domain/values.ts';
import { printable, type Terminal } from '../terminal.ts';

type Form = 'retell' | 'vapi' | 'openai' | 'elevenlabs';

/** By the agent's host. OpenAI's have no address: a program of yours calls the service. */
const forms: Record<Form, (url: string, language?: Language) => ({ name: string } | { function: { name: string } })[]> = {
  retell: toolDefinitions,
  vapi: vapiTools,
  openai: openAiTools,
  elevenlabs: elevenLabsTools,
};

export function addRetellFunctions(program: Command, terminal: Terminal): void {
  program
    .command('retell-functions')
    .requiredOption('--url <url>', 'public https address of this service, without a path')
    .addOption(new Option('--for <agent>', 'whose form they have').choices(Object.keys(forms)).default('retell'))
    .option('--out <folder>', 'write one file per tool into this folder instead')
    .addOption(
      new Option(
        '--language <language>',
        'the language of the waiting sentence; left out, the agent says it in the one it speaks',
      ).choices(languageSchema.options),
    )
    .option('--json', 'JSON (what is printed in any case)')
    .addHelpText(
      'after',
      `
Retell needs a public https address. Its "Args only" option must stay off: without the call object
nobody knows who is calling, and nothing is changed.

Example:
  rebook retell-functions --url https://rebook.example.com --out functions
  rebook retell-functions --url https://rebook.example.com --for vapi`,
    )
    .action(async (options: { url: string; for: Form; out?: string; language?: Language }) => {
      const definitions = forms[options.for](addressOf(options.url), options.language);
      if (options.out === undefined) return terminal.out(printable(definitions));
      await mkdir(options.out, { recursive: true });
      for (const definition of definitions) {
        const { name } = 'function' in definition ? definition.function : definition;
        const file = join(options.out, `${name}.json`);
        await writeFile(file, `${printable(definition)}\n`);
        terminal.out(file);
      }
    });
}

/** Throws `usage` where it is none. */
export function addressOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol)) throw new Fault('usage', '--url is not an http(s) address');
  return parsed.href;
}
