// Runs the commands: each ends in an exit code, and in a sentence where something went wrong.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { Fault } from '../../domain/fault.ts';
import { CommandFailed } from './command-failed.ts';
import { commands } from './commands.ts';
import { type ExitCode, exitCodes, type Terminal } from './terminal.ts';

/** The program with all commands. Those that `words` names have their arguments and options; by default all have. */
export async function buildProgram(terminal: Terminal, words?: readonly string[]): Promise<Command> {
  const program = new Command('rebook')
    .description('Lets a phone agent cancel or move a caller’s appointment.')
    .version(`rebook ${version()}`, '-V, --version', 'print the version')
    .exitOverride()
    .showHelpAfterError('(see --help)')
    .configureHelp({ subcommandTerm: command => command.name() })
    .configureOutput({
      writeOut: text => terminal.out(text.trimEnd()),
      writeErr: text => terminal.err(text.trimEnd()),
    })
    .addHelpText(
      'after',
      `
"rebook COMMAND --help" shows the arguments and options of a command.
Exit codes: 0 done, 1 tried without success, 2 wrong command line or configuration.
Configuration comes from the environment and from .env in the current folder.`,
    );
  for (const { name, description, load } of commands) {
    if (words === undefined || words.includes(name)) (await load())(program, terminal);
    else program.command(name);
    program.commands.find(command => command.name() === name)?.description(description);
  }
  return program;
}

/** Runs one command line (without `node` and the script) and gives its exit code. */
export async function runProgram(args: string[], terminal: Terminal): Promise<ExitCode> {
  try {
    const program = await buildProgram(terminal, args);
    await program.parseAsync(args, { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    return exitCodeOf(error, terminal);
  }
}

/** Of the package this file belongs to, wherever it was built to. */
function version(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  const { version }: { version: string } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return version;
}

const usageFaults = new Set(['usage', 'config_invalid', 'embedded_server_not_installed', 'keys_not_shared']);

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
