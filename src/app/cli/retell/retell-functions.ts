// `rebook retell-functions`: the tools to import into a Retell agent.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { toolDefinitions } from '../../../channels/retell/function-definitions.ts';
import { Fault } from '../../../domain/fault.ts';
import { type Language, languageSchema } from '../../../domain/values.ts';
import { printable, type Terminal } from '../terminal.ts';

export function addRetellFunctions(program: Command, terminal: Terminal): void {
  program
    .command('retell-functions')
    .requiredOption('--url <url>', 'public https address of this service, without a path')
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
  rebook retell-functions --url https://rebook.example.com --out functions`,
    )
    .action(async (options: { url: string; out?: string; language?: Language }) => {
      const definitions = toolDefinitions(addressOf(options.url), options.language);
      if (options.out === undefined) return terminal.out(printable(definitions));
      await mkdir(options.out, { recursive: true });
      for (const definition of definitions) {
        const file = join(options.out, `${definition.name}.json`);
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
