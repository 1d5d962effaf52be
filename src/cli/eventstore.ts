// `rebook eventstore`: the embedded event store as a program of its own, for whoever speaks EventStoreDB's protocol.
import { once } from 'node:events';
import { type Command, InvalidArgumentError } from 'commander';
import { pino } from 'pino';
import { startServers } from '../embedded/servers.ts';
import { printable, type Terminal } from './terminal.ts';

interface Options {
  port: number;
  host: string;
  data: string;
  json?: boolean;
}

/** Only the event store is wanted: of the other servers none is started. */
const noOthers = { databaseUrl: 'none', calcomBaseUrl: 'none' };

export function addEventstore(program: Command, terminal: Terminal): void {
  program
    .command('eventstore')
    .description('run the embedded event store alone, until it is told to stop (SIGTERM, Ctrl-C)')
    .option('--port <number>', 'where it listens; 0 for a free port', portOf, 2113)
    .option('--host <address>', 'the address it listens on; whoever reaches it may do everything', '127.0.0.1')
    .option('--data <folder>', 'where the events are kept', terminal.env.DATA_DIR ?? '.rebook')
    .option('--json', 'print its connection string as JSON')
    .addHelpText(
      'after',
      `
Prints the connection string for EventStoreDB's clients once it listens. On the data folder of a service it serves that
service's events, while the service does not run.`,
    )
    .action(async ({ port, host, data, json }: Options) => {
      const log = pino({ level: terminal.env.LOG_LEVEL ?? 'warn' }, { write: line => terminal.err(line.trimEnd()) });
      const told = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
      const config = { ...noOthers, dataDir: data, eventstoreUrl: undefined, eventStoreAt: { host, port } };
      const servers = await startServers(config, terminal.clock, log);
      terminal.out(json ? printable({ connectionString: servers.eventStoreUrl }) : servers.eventStoreUrl);
      await told;
      await servers.stop();
    });
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('It is a number from 0 to 65535.');
  return port;
}
