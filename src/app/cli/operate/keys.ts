// `rebook keys`: lists, makes and revokes API keys in the database, while the service runs.
import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import type { MadeKey } from '../../../channels/api/access/key-table.ts';
import { type KeyAccess, keyNameSchema, roles } from '../../../channels/api/access/keys.ts';
import { Fault } from '../../../domain/fault.ts';
import { idSchema } from '../../../domain/values.ts';
import type { Config } from '../../config/config.ts';
import { CommandFailed } from '../command-failed.ts';
import { configurationOf } from '../configuration.ts';
import { table } from '../table.ts';
import { printable, type Terminal } from '../terminal.ts';

interface MakeOptions {
  name: string;
  role: KeyAccess['role'];
  company?: string[];
  personal?: boolean;
  days?: number;
  json?: boolean;
}

const dayMs = 24 * 3_600_000;

export function addKeys(program: Command, terminal: Terminal): void {
  const keys = program.command('keys').addHelpText(
    'after',
    `
They stand in the database as digests. Keys of API_KEYS work beside them and are not listed here. A running service sees what was
made or revoked within seconds.`,
  );
  const command = (name: string, description: string) =>
    keys.command(name).description(description).option('--json', 'print as JSON');

  command('list', 'list them, the oldest first, also those that are not valid any more').action((options: { json?: boolean }) =>
    onTable(terminal, async ({ db, listKeys, isValidAt }) => {
      const now = terminal.clock.now();
      const found = (await listKeys(db)).map(key => listed(key, isValidAt(key, now)));
      terminal.out(options.json ? printable(found) : readable(found));
    }),
  );
  command('make', 'make one and print it, this once')
    .requiredOption('--name <name>', 'who uses it: the actor in the history', nameOf)
    .addOption(new Option('--role <role>', 'what it may do').choices(roles).makeOptionMandatory())
    .option('--company <id>', 'for this company alone; may be repeated (default: all)', companyAfter)
    .option('--personal', 'it may see names, numbers, addresses and free text')
    .option('--days <number>', 'valid for so many days (default: until it is revoked)', daysOf)
    .action(({ name, role, company, personal = false, days, json }: MakeOptions) =>
      onTable(terminal, async ({ db, config, makeKey }) => {
        if (config.apiKeys.some(key => key.name === name))
          throw new Fault('key_name_taken', `API_KEYS has a key named "${name}": take another name`);
        const now = terminal.clock.now();
        const expiresAt = days === undefined ? undefined : new Date(now.getTime() + days * dayMs);
        const made = await makeKey(db, { name, role, companies: company ?? '*', personal }, { now, expiresAt });
        if (!json) terminal.err(`Key ${made.id} of "${name}" was made. It is shown this once and kept nowhere:`);
        terminal.out(json ? printable({ ...made, expires_at: expiresAt?.toISOString() ?? null }) : made.key);
      }),
    );
  command('revoke', 'end one for good')
    .addArgument(new Argument('<id>', 'as `rebook keys list` shows it'))
    .action((id: string, options: { json?: boolean }) =>
      onTable(terminal, async ({ db, revokeKey }) => {
        if (!(await revokeKey(db, id, terminal.clock.now())))
          throw new CommandFailed(`there is no valid key ${id}; npx rebook keys list`);
        terminal.out(options.json ? printable({ revoked: id }) : `key ${id} is revoked`);
      }),
    );
}

type KeyTable = typeof import('../../../channels/api/access/key-table.ts');
type Work = (
  opened: Pick<KeyTable, 'isValidAt' | 'listKeys' | 'makeKey' | 'revokeKey'> & {
    db: Parameters<KeyTable['listKeys']>[0];
    config: Config;
  },
) => Promise<void>;

/** Opens the database, with the table as this version wants it. */
async function onTable(terminal: Terminal, work: Work): Promise<void> {
  const { connectDatabase } = await import('../../../platform/postgres/database.ts');
  const { migrate } = await import('../../../platform/postgres/migrate.ts');
  const { openDatabaseUrl } = await import('../open-servers.ts');
  const { isValidAt, listKeys, makeKey, revokeKey } = await import('../../../channels/api/access/key-table.ts');
  const config = configurationOf(terminal);
  const { url, stop } = await openDatabaseUrl(config, terminal);
  try {
    const db = connectDatabase(url, undefined, 'upkeep');
    await migrate(db)
      .then(() => work({ isValidAt, listKeys, makeKey, revokeKey, db, config }))
      .finally(() => db.destroy());
  } finally {
    await stop();
  }
}

const listed = (key: MadeKey, isValid: boolean) => ({
  id: key.id,
  ...key.access,
  state: isValid ? 'valid' : key.revokedAt ? 'revoked' : 'expired',
  created_at: key.createdAt.toISOString(),
  expires_at: key.expiresAt?.toISOString() ?? null,
  last_used_at: key.lastUsedAt?.toISOString() ?? null,
  revoked_at: key.revokedAt?.toISOString() ?? null,
});

function readable(keys: ReturnType<typeof listed>[]): string {
  if (keys.length === 0) return 'no key was made yet; those of API_KEYS are not listed here';
  const rows = keys.map(one => [
    one.id,
    one.name,
    one.role,
    one.companies === '*' ? 'all' : one.companies.join(', '),
    one.personal ? 'yes' : 'no',
    one.state,
    one.expires_at?.slice(0, 10) ?? '-',
    one.last_used_at === null ? '-' : `${one.last_used_at.slice(0, 16)}Z`,
  ]);
  return table(['ID', 'NAME', 'ROLE', 'COMPANIES', 'PERSONAL', 'STATE', 'EXPIRES', 'LAST USED'], rows);
}

function nameOf(given: string): string {
  const read = keyNameSchema.safeParse(given);
  if (!read.success) throw new InvalidArgumentError('It has 1 to 100 characters.');
  return read.data;
}

function companyAfter(given: string, before: string[] = []): string[] {
  if (!idSchema.safeParse(given).success) throw new InvalidArgumentError('It is the id of a company.');
  return [...new Set([...before, given])];
}

function daysOf(given: string): number {
  const days = Number(given);
  if (!Number.isInteger(days) || days < 1 || days > 3_650) throw new InvalidArgumentError('It is a whole number from 1 to 3650.');
  return days;
}
