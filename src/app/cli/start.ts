// `rebook start`: runs the service until a signal stops it.
import type { Command } from 'commander';
import { configurationOf } from './configuration.ts';
import type { Terminal } from './terminal.ts';

export function addStart(program: Command, terminal: Terminal): void {
  program
    .command('start')
    .addHelpText(
      'after',
      `
Servers that are not configured (DATABASE_URL, EVENTSTORE_URL, CALCOM_BASE_URL) are started along with it
and keep their data in DATA_DIR.`,
    )
    .action(async () => {
      const config = configurationOf(terminal, { makeKeys: true });
      const { main } = await import('../service.ts');
      await main(config, terminal.err);
    });
}
