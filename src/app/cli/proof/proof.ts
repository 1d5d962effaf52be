// `rebook proof`: the key that checks the transparency log, a new one that signs it, and a checkpoint at once.
import { writeFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { isKeyName, makeSigningKey, parseSigningKey, type SigningKey } from '../../../proof/note.ts';
import { signSuccession } from '../../../proof/succession.ts';
import type { Config } from '../../config/config.ts';
import { CommandFailed } from '../command-failed.ts';
import { configurationOf } from '../configuration.ts';
import type { Terminal } from '../terminal.ts';

const explained = `
Give \`rebook proof key\` to whoever checks the log: with it they need not trust this machine. docs/proof.md says how they check.

Examples:
  rebook proof key
  rebook proof checkpoint --out checkpoint-of-today
  rebook proof make-key rebook.example.com/proof
  rebook proof make-key rebook.example.com/proof-2 --successor`;

export function addProof(program: Command, terminal: Terminal): void {
  const proof = program.command('proof').addHelpText('after', explained);
  proof
    .command('key')
    .description('print the verifier key of the log, for those who check it')
    .action(() => terminal.out(signingKey(configurationOf(terminal)).verifierKey));
  proof
    .command('checkpoint')
    .description('sign a checkpoint of all events now, and print it')
    .option('--out <file>', 'write it into a file instead')
    .action(async ({ out }: { out?: string }) => {
      const note = await checkpointNow(terminal);
      if (out === undefined) terminal.out(note.trimEnd());
      else await writeFile(out, note);
    });
  proof
    .command('make-key')
    .argument(
      '<name>',
      'names the key and the log: an address of yours without https://, as in rebook.example.com/proof',
      parseName,
    )
    .option('--successor', 'the key of now says that this one follows it: those who know either then know both')
    .description('print a new signing key for PROOF_KEY, a secret; what it signs is a new log')
    .action((name: string, { successor = false }: { successor?: boolean }) => makeKey(name, successor, terminal));
  proof
    .command('successions')
    .description('print the notes by which a key has named its successor')
    .action(() => printSuccessions(terminal));
}

async function makeKey(name: string, isSuccessor: boolean, terminal: Terminal): Promise<void> {
  const secret = makeSigningKey(name);
  const key = parseSigningKey(secret);
  if (key && isSuccessor) await nameSuccessor(key, terminal);
  terminal.err(`Its verifier key: ${key?.verifierKey}`);
  terminal.out(secret);
}

/** Written down before the key is printed: there is none that nobody knows of. */
async function nameSuccessor(next: SigningKey, terminal: Terminal): Promise<void> {
  const { writeSuccession } = await import('../../../platform/proof/log-tables.ts');
  const { withStores } = await import('./opened-stores.ts');
  const config = configurationOf(terminal);
  const now = signingKey(config);
  if (now.name === next.name) throw new CommandFailed(`the log of now is called ${now.name}: a new one needs another name`);
  await withStores(config, terminal, ({ db }) =>
    writeSuccession(db, now.verifierKey, next.verifierKey, signSuccession(now, next)),
  );
}

async function printSuccessions(terminal: Terminal): Promise<void> {
  const { readSuccessions } = await import('../../../platform/proof/log-tables.ts');
  const { withStores } = await import('./opened-stores.ts');
  const notes = await withStores(configurationOf(terminal), terminal, ({ db }) => readSuccessions(db));
  if (notes.length > 0) terminal.out(notes.join('\n').trimEnd());
}

async function checkpointNow(terminal: Terminal): Promise<string> {
  const { lastCheckpoint } = await import('../../../platform/proof/log-tables.ts');
  const { withStores } = await import('./opened-stores.ts');
  const { newestLog, signNow } = await import('./signed-log.ts');
  const config = configurationOf(terminal);
  const key = signingKey(config);
  return withStores(config, terminal, async ({ db, store }) => {
    await signNow({ db, store, config, terminal }, key);
    const checkpoint = await lastCheckpoint(db, (await newestLog(db)).logId);
    if (!checkpoint) throw new CommandFailed('there is no event yet that a checkpoint could vouch for');
    return checkpoint.note;
  });
}

function signingKey({ proofKey }: Config): SigningKey {
  if (!proofKey)
    throw new CommandFailed('there is no key yet: set PROOF_KEY, or start the service once, which makes one in DATA_DIR');
  return proofKey;
}

function parseName(name: string): string {
  if (!isKeyName(name)) throw new InvalidArgumentError('a name has no blanks and no plus');
  return name;
}
