// `rebook eventstore`: runs the embedded event store as a program of its own, for every client of EventStoreDB's protocol.
import { type Command, InvalidArgumentError } from 'commander';
import { pino } from 'pino';
import { Fault } from '../../../domain/fault.ts';
import { startServers } from '../../servers.ts';
import { printable, type Terminal } from '../terminal.ts';
import { untilSignal } from '../until-signal.ts';

interface Options {
  port: number;
  host: string;
  data: string;
  maxAppendSize?: number;
  json?: boolean;
}

/** Only the event store is wanted: of the other servers none is started. */
const noOthers = { databaseUrl: 'none', calcomBaseUrl: 'none' };

export function addEventstore(program: Command, terminal: Terminal): void {
  program
    .command('eventstore')
    .option('--port <number>', 'where it listens; 0 for a free port', portOf, 2113)
    .option('--host <address>', 'the address it listens on; the secret travels in plain text, so keep to loopback', '127.0.0.1')
    .option('--data <folder>', 'where the events are kept', terminal.env.DATA_DIR ?? '.rebook')
    .option(
      '--max-append-size <bytes>',
      'bytes of data one append may have; 1048576 unless EVENTSTORE_MAX_APPEND_SIZE is set',
      sizeOf,
    )
    .option('--json', 'print its connection string as JSON')
    .addHelpText(
      'after',
      `
Prints the connection string for EventStoreDB's clients once it listens. It holds the store's secret, which is kept in the data
folder (eventstore-secret, for its owner alone) and stays the same: a client without it is refused.
On the data folder of a service it serves that service's events, while the service does not run.`,
    )
    .action(async ({ port, host, data, maxAppendSize = sizeIn(terminal.env.EVENTSTORE_MAX_APPEND_SIZE), json }: Options) => {
      const log = pino({ level: terminal.env.LOG_LEVEL ?? 'warn' }, { write: line => terminal.err(line.trimEnd()) });
      const stopped = untilSignal();
      const config = { ...noOthers, dataDir: data, eventstoreUrl: undefined, eventStoreAt: { host, port }, maxAppendSize };
      const servers = await startServers(config, terminal.clock, log);
      terminal.out(json ? printable({ connectionString: servers.eventStoreUrl }) : servers.eventStoreUrl);
      await stopped;
      await servers.stop();
    });
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('It is a number from 0 to 65535.');
  return port;
}

const [smallest, largest] = [1024, 16 * 1024 * 1024];

function sizeOf(text: string): number {
  const bytes = Number(text);
  if (!/^\d+$/.test(text) || bytes < smallest || bytes > largest)
    throw new InvalidArgumentError(`It is a number of bytes from ${smallest} to ${largest}.`);
  return bytes;
}

/** The value from the environment; undefined where there is none. Throws `config_invalid`. */
function sizeIn(text: string | undefined): number | undefined {
  if (!text) return undefined;
  try {
    return sizeOf(text);
  } catch (error) {
    throw new Fault('config_invalid', `EVENTSTORE_MAX_APPEND_SIZE is wrong. ${error instanceof Error ? error.message : ''}`);
  }
}
