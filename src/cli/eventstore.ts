// `rebook eventstore`: the embedded event store alone, for other programs that speak its protocol.
import { once } from 'node:events';
import type { Command } from 'commander';
import { configurationOf } from './configuration.ts';
import { printable, type Terminal } from './terminal.ts';

export function addEventstore(program: Command, terminal: Terminal): void {
  program
    .command('eventstore')
    .description('run the embedded event store of the data folder alone, until Ctrl-C')
    .option('--json', 'print its address as JSON')
    .action(async (options: { json?: boolean }) => {
      const { openServers } = await import('./open-servers.ts');
      const servers = await openServers(configurationOf(terminal), terminal);
      terminal.out(options.json ? printable({ eventStoreUrl: servers.eventStoreUrl }) : servers.eventStoreUrl);
      await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
      await servers.stop();
    });
}
