// `rebook demo`: five calls on a company of its own, explained as they happen.
import type { Command } from 'commander';
import { Unsuccessful } from './unsuccessful.ts';

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('start everything with data of its own, play five calls and show what each of them did')
    .option('--exit', 'end after the calls; exit code 1 if one did not go as expected')
    .option('--json', 'print each step as JSON')
    .action(async (options: { exit?: boolean; json?: boolean }) => {
      const { runDemo } = await import('../demo.ts');
      const exitCode = await runDemo({ exit: options.exit === true, json: options.json === true });
      if (exitCode !== 0) throw new Unsuccessful('not every step went as expected');
    });
}
