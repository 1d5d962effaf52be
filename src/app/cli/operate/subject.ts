// `rebook subject`: writes everything that is stored of one person, for the person.
import { open, rm } from 'node:fs/promises';
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
      // Before anything is handed out, which stands on record.
      const file = options.output === undefined ? undefined : await newFile(options.output);
      try {
        const text = await textOf(customer, query, options, terminal);
        if (file === undefined) return terminal.out(text.trimEnd());
        await file.writeFile(text);
        terminal.err(`${options.output}: written`);
      } catch (error) {
        if (options.output !== undefined) await rm(options.output, { force: true });
        throw error;
      } finally {
        await file?.close();
      }
    });
}

async function textOf(customer: string, query: URLSearchParams, options: Options, terminal: Terminal): Promise<string> {
  const answer = await ask(
    configurationOf(terminal),
    options,
    { path: `/v1/customers/${encodeURIComponent(customer)}/personal-data?${query}`, timeoutMs },
    z.union([z.string().startsWith('<!doctype html>'), z.looseObject({ customer_id: z.string() })]),
  );
  return typeof answer === 'string' ? answer : `${printable(answer)}\n`;
}

/** One that is there already is left alone. Throws `usage` where it cannot be made. */
async function newFile(path: string) {
  try {
    return await open(path, 'wx', forOneself);
  } catch (error) {
    const why = isThere(error) ? 'it is there already' : 'look at the folder and its rights';
    throw new Fault('usage', `${path} cannot be written: ${why}`);
  }
}

const isThere = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST';
