// Runs the commands: each ends in an exit code, and in a sentence where something went wrong.
import { Command, CommanderError } from 'commander';
import { Fault } from '../../domain/fault.ts';
import { addCall } from './call.ts';
import { CommandFailed } from './command-failed.ts';
import { addBackup } from './data/backup.ts';
import { addCopyEvents } from './data/copy-events.ts';
import { addEventstore } from './data/eventstore.ts';
import { addMigrate } from './data/migrate.ts';
import { addRebuild } from './data/rebuild.ts';
import { addRestore } from './data/restore.ts';
import { addDemo } from './demo/command.ts';
import { addImport } from './import/import.ts';
import { addPending } from './operate/pending.ts';
import { addReconcile } from './operate/reconcile.ts';
import { addReplay } from './operate/replay.ts';
import { addParked } from './operate/retry-parked.ts';
import { addRetellFunctions } from './retell-functions.ts';
import { addStart } from './start.ts';
import { addStatus } from './status.ts';
import { type ExitCode, exitCodes, type Terminal } from './terminal.ts';

const commands = [
  addStart,
  addDemo,
  addCall,
  addImport,
  addReplay,
  addStatus,
  addPending,
  addParked,
  addReconcile,
  addRetellFunctions,
  addRebuild,
  addMigrate,
  addBackup,
  addRestore,
  addCopyEvents,
  addEventstore,
];

/** All commands with their arguments and options, not run yet. */
export function buildProgram(terminal: Terminal): Command {
  const program = new Command('rebook')
    .description('Lets a phone agent cancel or move a caller’s appointment.')
    .exitOverride()
    .showHelpAfterError('(see --help)')
    .configureOutput({
      writeOut: text => terminal.out(text.trimEnd()),
      writeErr: text => terminal.err(text.trimEnd()),
    })
    .addHelpText(
      'after',
      `
Exit codes: 0 done, 1 tried without success, 2 wrong command line or configuration.
Configuration comes from the environment and from .env in the current folder.`,
    );
  for (const add of commands) add(program, terminal);
  return program;
}

/** Runs one command line (without `node` and the script) and gives its exit code. */
export async function runProgram(args: string[], terminal: Terminal): Promise<ExitCode> {
  const program = buildProgram(terminal);
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    return exitCodeOf(error, terminal);
  }
}

const usageFaults = new Set(['usage', 'config_invalid', 'embedded_server_not_installed']);

function exitCodeOf(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof Fault) {
    terminal.err(error.message);
    return usageFaults.has(error.code) ? exitCodes.usage : exitCodes.failed;
  }
  if (error instanceof CommandFailed) {
    if (error.message !== '') terminal.err(error.message);
    return exitCodes.failed;
  }
  const isSystems = error instanceof Error && 'syscall' in error;
  // The system's own words about a file or a network are printed as they are; only an unforeseen fault shows where it happened.
  terminal.err(error instanceof Error ? ((isSystems ? undefined : error.stack) ?? error.message) : String(error));
  return exitCodes.failed;
}
