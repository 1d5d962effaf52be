// `rebook demo`: five calls on a company of its own, explained as they happen.
import { type Command, Option } from 'commander';
import { CommandFailed } from '../command-failed.ts';
import { type DemoLanguage, demoLanguages } from './sayings.ts';

interface Options {
  eventstore?: string;
  database?: string;
  lang: DemoLanguage;
  verbose?: boolean;
  exit?: boolean;
  json?: boolean;
}

export function addDemo(program: Command): void {
  program
    .command('demo')
    .addOption(new Option('--lang <language>', 'what its salon and its callers speak').choices(demoLanguages).default('de'))
    .option('--verbose', 'print every event, request and changed row as well')
    .option('--eventstore <url>', 'play on this event store instead of an embedded one; it is not emptied')
    .option('--database <url>', 'play in this PostgreSQL database instead of an embedded one; it is not emptied')
    .option('--exit', 'end after the calls; exit code 1 if one did not go as expected')
    .option('--json', 'print each step as JSON')
    .addHelpText(
      'after',
      `
EVENTSTORE_URL and DATABASE_URL are ignored: other servers are used only where they are given here. Give it an event store and
a database that belong together and are there for trying out: this Rebook serves everything else that is in them, with a sandbox for a calendar.`,
    )
    .action(async (options: Options) => {
      const { runDemo } = await import('./demo.ts');
      const exitCode = await runDemo({
        exit: options.exit === true,
        json: options.json === true,
        verbose: options.verbose === true,
        language: options.lang,
        given: { eventstoreUrl: options.eventstore, databaseUrl: options.database },
      });
      if (exitCode !== 0) throw new CommandFailed('not every step went as expected');
    });
}
