// `rebook verify`: checks all events, or an exported stream, against the transparency log.
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { Fault } from '../../../domain/fault.ts';
import type { ProofDatabase, ProofLog } from '../../../platform/proof/log-tables.ts';
import type { Verified } from '../../../platform/proof/verify-store.ts';
import { parseCheckpoint } from '../../../proof/checkpoint.ts';
import { parseVerifierKey, type VerifierKey } from '../../../proof/note.ts';
import { openSuccession } from '../../../proof/succession.ts';
import type { Config } from '../../config/config.ts';
import { CommandFailed } from '../command-failed.ts';
import { configurationOf } from '../configuration.ts';
import { printable, type Terminal } from '../terminal.ts';
import type { CountingKeys } from './counting-keys.ts';

interface VerifyCommand {
  key: string[];
  since: string[];
  tiles?: string;
  json?: boolean;
}

const explained = `
Without FILE it reads the whole event store, compares every event with its leaf in the log, and the tree of them with every
checkpoint that was signed, by this key and earlier ones: those of the database, of PROOF_DIR and of NATS_URL.
With FILE, of \`rebook replay --proof\`, it needs neither service nor database.

--key is the verifier key as you were given it (\`rebook proof key\`). Without it the key of this configuration counts, else the one
the database names, which proves less. Keys that succeeded one another (\`rebook proof successions\`) are known by each other; give
--key several times for others. --since is a checkpoint that you have kept: the log must have only grown from there.

Exit code 1: something is not as it was recorded, or no longer there.

Examples:
  rebook verify --key "$VERIFIER_KEY" --since checkpoint-of-january
  rebook verify stream.json --key "$VERIFIER_KEY" --since checkpoint-of-january --tiles https://rebook.example.com/proof`;

const collect = (one: string, others: string[]): string[] => [...others, one];

export function addVerify(program: Command, terminal: Terminal): void {
  program
    .command('verify')
    .argument('[file]', 'an exported stream; left out: the whole event store')
    .option('--key <key>', 'verifier key of the log; may be repeated', collect, [])
    .option('--since <file>', 'a checkpoint you have kept; may be repeated', collect, [])
    .option('--tiles <place>', 'address or folder of the tiles, for what the file itself does not prove')
    .option('--json', 'print what was found as JSON')
    .addHelpText('after', explained)
    .action((file: string | undefined, options: VerifyCommand) =>
      file === undefined ? verifyAll(options, terminal) : verifyFile(file, options, terminal),
    );
}

async function verifyFile(file: string, options: VerifyCommand, terminal: Terminal): Promise<void> {
  const { checkExport } = await import('../../../proof/check-export.ts');
  const { treeOfTiles } = await import('../../../proof/proofs.ts');
  const { parseExport } = await import('./export-file.ts');
  const { exportFinding } = await import('./findings.ts');
  const { tileSource } = await import('./tile-source.ts');
  const exported = parseExport(await readFile(file, 'utf8'), file);
  const since = await readAll(options.since);
  const newer = parseCheckpoint(exported.checkpoint)?.size ?? 0;
  const growth = [...exported.growth];
  for (const note of since) {
    const size = parseCheckpoint(note)?.size ?? 0;
    if (options.tiles === undefined || size >= newer || growth.some(proof => proof.size === size)) continue;
    growth.push({ size, hashes: await treeOfTiles(newer, tileSource(options.tiles)).consistencyFrom(size) });
  }
  const keys = givenKeys(options.key) ?? ownKeys(configurationOf(terminal));
  if (keys.length === 0)
    throw new Fault('usage', 'no key says whose signature counts: give --key, as `rebook proof key` prints it');
  const { checkpoint, findings } = checkExport({ ...exported, growth }, keys, since);
  const sentences = findings.map(exportFinding);
  const { stream, events } = exported;
  report(
    terminal,
    options,
    { stream, events: events.length, size: checkpoint?.size ?? null, since: since.length, findings, sentences },
    [
      `${events.length} events of ${stream} stand in the log ${checkpoint?.origin} of ${checkpoint?.size} events`,
      ...(since.length > 0 ? ['the log has only grown since each older checkpoint that was given'] : []),
    ],
  );
}

async function verifyAll(options: VerifyCommand, terminal: Terminal): Promise<void> {
  const { storeFinding } = await import('./findings.ts');
  const { withStores } = await import('./opened-stores.ts');
  const { verifyStore } = await import('../../../platform/proof/verify-store.ts');
  const { allCopies } = await import('../../../channels/proof/all-copies.ts');
  const { progressBar } = await import('../progress-bar.ts');
  const config = configurationOf(terminal);
  const kept = await Promise.all(options.since.map(async from => ({ from, note: await readFile(from, 'utf8') })));
  const cancelled = new AbortController();
  const cancel = () => cancelled.abort();
  process.once('SIGINT', cancel);
  process.once('SIGTERM', cancel);
  const bar = progressBar(terminal, 'verifying');
  try {
    await withStores(config, terminal, async ({ db, store }) => {
      const logs = await logsOf(db);
      const { warnings, ...counting } = await keysFor(db, logs, options, config);
      for (const warning of warnings) terminal.err(`Warning: ${warning}`);
      const began = terminal.clock.elapsed();
      const silent = new Set<string>();
      const origins = [
        ...new Set([...logs, ...counting.keys.map(({ name: origin }) => ({ origin }))].map(({ origin }) => origin)),
      ];
      const verified = await verifyStore({
        ...{ db, store, kept, ...counting },
        copies: allCopies({ proofDir: config.proofDir, natsUrl: config.natsUrl }, origins, place => silent.add(place)),
        signal: cancelled.signal,
        onProgress: ({ events: read, position, head: end }) => bar.update(Number(position), Number(end), `${read} events`),
      });
      bar.stop();
      for (const place of silent) terminal.err(`Warning: ${place} could not be asked: what was given out there is not compared.`);
      const { head, ...result } = verified;
      const seconds = (terminal.clock.elapsed() - began) / 1_000;
      const root = Buffer.from(head.root).toString('base64');
      const sentences = verified.findings.map(storeFinding);
      report(terminal, options, { ...result, root, silent: [...silent], seconds, sentences }, wordsOf(verified));
    });
  } finally {
    process.off('SIGINT', cancel);
    process.off('SIGTERM', cancel);
    bar.stop();
  }
}

const wordsOf = ({ events, log, checkpoints, onlyInCopies, unsigned }: Verified): string[] => [
  `${events} events are as they were recorded in the log ${log}; ${checkpoints} checkpoints hold`,
  ...(onlyInCopies > 0 ? [`${onlyInCopies} of them only places for copies have: the database has lost them`] : []),
  ...(unsigned > 0 ? [`the last ${unsigned} events are under no checkpoint yet`] : []),
];

async function logsOf(db: ProofDatabase): Promise<ProofLog[]> {
  const { newestLog } = await import('./signed-log.ts');
  const { readLogs } = await import('../../../platform/proof/log-tables.ts');
  await newestLog(db);
  return readLogs(db);
}

async function keysFor(
  db: ProofDatabase,
  logs: readonly ProofLog[],
  options: VerifyCommand,
  config: Config,
): Promise<CountingKeys> {
  const { countingKeys } = await import('./counting-keys.ts');
  const { readSuccessions } = await import('../../../platform/proof/log-tables.ts');
  const successions = (await readSuccessions(db)).flatMap(note => openSuccession(note) ?? []);
  return countingKeys({ given: givenKeys(options.key), own: ownKeys(config), logs, successions });
}

function report(
  terminal: Terminal,
  { json }: VerifyCommand,
  result: { sentences: string[]; [field: string]: unknown },
  good: string[],
): void {
  const { sentences } = result;
  if (json) terminal.out(printable(result));
  else if (sentences.length === 0) terminal.out(good.join('\n'));
  if (sentences.length > 0) throw new CommandFailed(json ? '' : sentences.join('\n'));
}

function givenKeys(texts: readonly string[]): VerifierKey[] | undefined {
  if (texts.length === 0) return undefined;
  return texts.map(text => {
    const key = parseVerifierKey(text);
    if (!key) throw new Fault('usage', '--key is no verifier key: `rebook proof key` prints it');
    return key;
  });
}

function ownKeys({ proofKey }: Config): VerifierKey[] {
  const key = proofKey && parseVerifierKey(proofKey.verifierKey);
  return key ? [key] : [];
}

const readAll = (files: readonly string[]): Promise<string[]> => Promise.all(files.map(file => readFile(file, 'utf8')));
