// `rebook vault`: looks after the keys of what is personal, while the service runs.
import type { Command } from 'commander';
import { CommandFailed } from '../command-failed.ts';
import { printable, type Terminal } from '../terminal.ts';

const rotating = `
Data keys are wrapped with a master key. With MASTER_KEY set, put the new key before the old one (MASTER_KEY=NEW,OLD), restart every instance,
run this, then leave the old one out. Without it a new key is made in DATA_DIR/master-key, and running services take it from there; the one
before stays in the file until the next rotation, for a data key that is made at this very moment.

Exit code 1: the keys that are named are damaged and could not be wrapped; all others are.

Example:
  rebook vault rotate`;

const checking = `
It unwraps every key and reads every event. Keys are named as the events name them: customer-COMPANY.ID, call-ID and the like. Read them again from a copy
of the vault that has them, or give them up.

Exit code 1: something is amiss.

Example:
  rebook vault check`;

const givingUp = `
What was sealed with a key that is given up cannot be read any more, as if it had been left out; everything else goes on. What is said of the person
from then on is kept, under a new key. People who were erased stay erased. Afterwards \`rebook parked retry\` applies what was held back.

Example:
  rebook vault give-up customer-salon.340`;

export function addVault(program: Command, terminal: Terminal): void {
  const vault = program
    .command('vault')
    .description('the keys of what is personal: check them, give lost ones up, wrap all anew');
  const json = ['--json', 'print what was found or done as JSON'] as const;
  vault
    .command('rotate')
    .description('wrap all data keys anew')
    .option(...json)
    .addHelpText('after', rotating)
    .action(async (options: { json?: boolean }) => {
      const { rotate } = await import('./rotate.ts');
      const done = await rotate(terminal);
      const { rotated, master, damaged } = done;
      terminal.out(options.json ? printable(done) : `${rotated} data keys are wrapped anew, with master key ${master}`);
      if (damaged.length === 0) return;
      terminal.err(`${damaged.length} are damaged and were not wrapped: ${damaged.join(', ')}`);
      throw new CommandFailed();
    });
  vault
    .command('check')
    .description('find keys that are damaged or missing, and events that are not encrypted')
    .option(...json)
    .addHelpText('after', checking)
    .action(async (options: { json?: boolean }) => {
      const { check, isWhole, readable } = await import('./check.ts');
      const found = await check(terminal);
      terminal.out(options.json ? printable(found) : readable(found));
      if (!isWhole(found)) throw new CommandFailed();
    });
  vault
    .command('give-up')
    .description('go on without keys that are lost')
    .argument('[keys...]', 'names of keys, as `rebook vault check` prints them')
    .option('--all', 'all that it finds: damaged, missing, and wrapped with a master key that is not there')
    .option(...json)
    .addHelpText('after', givingUp)
    .action(async (keys: string[], options: { all?: boolean; json?: boolean }) => {
      const { giveUp } = await import('./check.ts');
      const done = await giveUp(keys, options.all ?? false, terminal);
      terminal.out(options.json ? printable(done) : `${done.givenUp.length} keys are given up`);
    });
}
