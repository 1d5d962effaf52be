// `rebook parked`: lists streams a read model could not follow, and retries or drops them.
import { Argument, type Command } from 'commander';
import { z } from 'zod';
import type { Config } from '../../config/config.ts';
import { type ApiOptions, ask, keyOption } from '../api-client.ts';
import { CommandFailed } from '../command-failed.ts';
import { configurationOf } from '../configuration.ts';
import { table } from '../table.ts';
import { printable, type Terminal } from '../terminal.ts';

const parkedSchema = z.object({
  parked: z.array(
    z.object({
      projection: z.string(),
      stream: z.string(),
      revision: z.string(),
      event_id: z.string(),
      error_code: z.string(),
      parked_at: z.string(),
    }),
  ),
});
const retriedSchema = z.object({
  outcome: z.enum(['retried', 'parked_again', 'not_parked']),
  events: z.number(),
  revision: z.string().nullable(),
  error_code: z.string().nullable(),
});
type Parked = z.infer<typeof parkedSchema>['parked'][number];

interface Options extends ApiOptions {
  json?: boolean;
}

/** A rebuild may be needed for it. */
const retryTimeoutMs = 3_600_000;

export function addParked(program: Command, terminal: Terminal): void {
  const parked = program.command('parked');
  const command = (name: string, description: string) =>
    parked
      .command(name)
      .description(description)
      .option('--url <url>', 'address of the service')
      .addOption(keyOption())
      .option('--json', 'print as JSON');

  command('list', 'list them, the oldest first').action(async (options: Options) => {
    const found = await list(configurationOf(terminal), options);
    terminal.out(options.json ? printable(found) : readable(found));
  });
  command('retry', 'apply what is held back, of all streams or of those named, as after the read model was put right')
    .addArgument(new Argument('[projection]', 'of this read model alone'))
    .addArgument(new Argument('[stream]', 'this stream alone'))
    .action((projection: string | undefined, stream: string | undefined, options: Options) =>
      applyHeldBack('retry', { projection, stream }, options, terminal),
    );
  command('drop', 'leave out the event that cannot be applied, and apply what follows it; a rebuild tries it again')
    .addArgument(new Argument('<projection>', 'of this read model'))
    .addArgument(new Argument('<stream>', 'the stream it stands in'))
    .action((projection: string, stream: string, options: Options) =>
      applyHeldBack('drop', { projection, stream }, options, terminal),
    );
}

async function list(config: Config, options: ApiOptions): Promise<Parked[]> {
  return (await ask(config, options, { path: '/v1/parked' }, parkedSchema)).parked;
}

async function applyHeldBack(
  way: 'retry' | 'drop',
  wanted: { projection: string | undefined; stream: string | undefined },
  options: Options,
  terminal: Terminal,
): Promise<void> {
  const config = configurationOf(terminal);
  const matches = (one: Parked) =>
    (wanted.projection ?? one.projection) === one.projection && (wanted.stream ?? one.stream) === one.stream;
  const outcomes: object[] = [];
  let left = 0;
  for (const { projection, stream } of (await list(config, options)).filter(matches)) {
    const request = { path: `/v1/parked/${way}`, body: { projection, stream }, timeoutMs: retryTimeoutMs };
    const result = await ask(config, options, request, retriedSchema);
    // The retry of an earlier stream may have applied it already.
    if (result.outcome === 'not_parked') continue;
    outcomes.push({ projection, stream, ...result });
    if (result.outcome === 'parked_again') left += 1;
    if (options.json) continue;
    terminal.out(
      result.outcome === 'retried'
        ? `${projection} ${stream}: ${result.events} events applied`
        : `${projection} ${stream}: held back again at revision ${result.revision} (${result.error_code}), ${result.events} events applied`,
    );
  }
  if (options.json) terminal.out(printable(outcomes));
  else if (outcomes.length === 0) terminal.out('nothing of that kind is parked');
  if (left > 0) throw new CommandFailed();
}

function readable(found: Parked[]): string {
  if (found.length === 0) return 'nothing is parked';
  const rows = found.map(one => [one.projection, one.stream, one.revision, one.error_code, one.parked_at, one.event_id]);
  return `${table(['READ MODEL', 'STREAM', 'REVISION', 'ERROR', 'PARKED AT', 'EVENT'], rows)}\n\n${found.length} parked`;
}
