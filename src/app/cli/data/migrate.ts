// `rebook migrate`: brings the operational tables up to date; the service does the same when it starts.
import type { Command } from 'commander';
import { configurationOf } from '../configuration.ts';
import { printable, type Terminal } from '../terminal.ts';

export function addMigrate(program: Command, terminal: Terminal): void {
  program
    .command('migrate')
    .option('--json', 'print what was done as JSON')
    .action(async (options: { json?: boolean }) => {
      const { migrateAt } = await import('../../../platform/postgres/migrate.ts');
      const { openServers } = await import('../open-servers.ts');
      const servers = await openServers(configurationOf(terminal), terminal);
      try {
        await migrateAt(servers.databaseUrl);
        terminal.out(options.json ? printable({ migrated: true }) : 'the database is up to date');
      } finally {
        await servers.stop();
      }
    });
}
