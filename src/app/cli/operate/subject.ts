// `rebook subject`: writes everything that is stored of one person, for the person.
import { writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { Fault } from '../../../domain/fault.ts';
import { languageSchema } from '../../../domain/values.ts';
import { type ApiOptions, ask, keyOption } from '../api-client.ts';
import { configurationOf } from '../configuration.ts';
import { printable, type Terminal } from '../terminal.ts';

interface Options extends ApiOptions {
  company: string;
  format: 'json' | 'html';
  language?: string;
  output?: string;
}

/** Calls of nobody are read through, which takes long where there are many. */
const timeoutMs = 10 * 60_000;
/** What is personal is for the one who asked for it alone. */
const forOneself = 0o600;

export function addSubject(program: Command, terminal: Terminal): void {
  program
    .command('subject')
    .argument('<customer>', 'id of the record; records merged with it are included')
    .requiredOption('--company <id>', 'the company whose customer it is')
    .addOption(
      new Option('--format <format>', 'for programs, or a page for the person').choices(['json', 'html']).default('json'),
    )
    .addOption(new Option('--language <language>', 'of sentences and labels; else the company’s').choices(languageSchema.options))
    .option('--output <file>', 'write it into this file, which only you can read; else it is printed')
    .option('--url <url>', 'address of the service')
    .addOption(keyOption())
    .addHelpText(
      'after',
      `
It needs an admin's key. The answer is everything that is stored of the person, calls and answers included, and nothing of another's; the
export stands in the access record (GET /v1/access) before it is handed out.

Example:
  rebook subject 340 --company salon --format html --language de --output 340.html`,
    )
    .action(async (customer: string, options: Options) => {
      const query = new URLSearchParams({
        company: options.company,
        format: options.format,
        ...(options.language !== undefined && { language: options.language }),
      });
      const answer = await ask(
        configurationOf(terminal),
        options,
        { path: `/v1/customers/${encodeURIComponent(customer)}/personal-data?${query}`, timeoutMs },
        z.union([z.string().startsWith('<!doctype html>'), z.looseObject({ customer_id: z.string() })]),
      );
      const text = typeof answer === 'string' ? answer : `${printable(answer)}\n`;
      if (options.output === undefined) return terminal.out(text.trimEnd());
      await writeFile(options.output, text, { mode: forOneself, flag: 'wx' }).catch(error => {
        throw new Fault(
          'usage',
          `${options.output} cannot be written: ${isThere(error) ? 'it is there already' : 'look at the folder and its rights'}`,
        );
      });
      terminal.err(`${options.output}: written`);
    });
}

const isThere = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST';
