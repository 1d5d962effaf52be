// `rebook status`: shows the state of a running service and of each of its parts.
import type { Command } from 'commander';
import { z } from 'zod';
import { CommandFailed } from './command-failed.ts';
import { configurationOf } from './configuration.ts';
import { opsAddress, send } from './send-request.ts';
import { table } from './table.ts';
import { printable, type Terminal } from './terminal.ts';

const detailSchema = z.record(z.string(), z.json());
const partSchema = z.object({
  state: z.string(),
  detail: detailSchema.default({}),
  each: z.record(z.string(), detailSchema).default({}),
});
const readySchema = z.object({ status: z.string(), parts: z.record(z.string(), partSchema) });

export function addStatus(program: Command, terminal: Terminal): void {
  program
    .command('status')
    .option('--url <url>', 'address of the service, in production the one of OPS_PORT')
    .option('--json', 'print the answer as JSON')
    .action(async (options: { url?: string; json?: boolean }) => {
      const address = await opsAddress(configurationOf(terminal), options.url);
      const { status, body } = await send(`${address}/health/ready`, {}, 10_000);
      terminal.out(options.json ? printable(body) : readable(address, body));
      if (status !== 200) throw new CommandFailed();
    });
}

function readable(address: string, body: unknown): string {
  const ready = readySchema.safeParse(body);
  if (!ready.success) return printable(body);
  const rows = Object.entries(ready.data.parts).map(([part, { state, detail }]) => [
    part,
    state,
    Object.entries(detail)
      .map(([name, value]) => `${name}=${value}`)
      .join(' '),
  ]);
  const lists = Object.entries(ready.data.parts).flatMap(([part, { each }]) => listOf(part, each));
  const parts = table(['PART', 'STATE', 'DETAILS'], rows);
  return [`${address} is ${ready.data.status.replaceAll('_', ' ')}`, parts, ...lists].join('\n\n');
}

/** The details of a part's members, one column for each detail. */
function listOf(part: string, each: Record<string, Record<string, unknown>>): string[] {
  const columns = [...new Set(Object.values(each).flatMap(detail => Object.keys(detail)))];
  if (columns.length === 0) return [];
  const rows = Object.entries(each).map(([name, detail]) => [name, ...columns.map(column => String(detail[column] ?? '-'))]);
  return [
    table(
      [part, ...columns].map(heading => heading.toUpperCase().replaceAll('_', ' ')),
      rows,
    ),
  ];
}
