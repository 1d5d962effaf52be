// `rebook migrate`: brings the operational tables up to date; the service does the same when it starts.
import type { Command } from 'commander';
import { loadConfig } from '../config.ts';
import { connectDatabase } from '../readmodels/database.ts';
import { migrate } from '../readmodels/migrate.ts';
import { openServers } from './open-servers.ts';
import { printable, type Terminal } from './terminal.ts';

export function addMigrate(program: Command, terminal: Terminal): void {
  program
    .command('migrate')
    .description('bring the tables of the database up to date (the service does so itself when it starts)')
    .option('--json', 'print what was done as JSON')
    .action(async (options: { json?: boolean }) => {
      const servers = await openServers(loadConfig(terminal.env), terminal);
      try {
        const db = connectDatabase(servers.databaseUrl);
        try {
          await migrate(db);
        } finally {
          await db.destroy();
        }
        terminal.out(options.json ? printable({ migrated: true }) : 'the database is up to date');
      } finally {
        await servers.stop();
      }
    });
}
