// `rebook copy-events`: copies the events of one event store to another, for a move to KurrentDB or to another machine.
import type { Command } from 'commander';
import type { Copied } from '../../../platform/eventstore/copy-events.ts';
import type { ErasureEntry } from '../../../platform/vault/key-table.ts';
import type { Config } from '../../config/config.ts';
import { registerOf } from '../../config/erasure-register.ts';
import { configurationOf } from '../configuration.ts';
import { progressBar } from '../progress-bar.ts';
import { printable, type Terminal } from '../terminal.ts';

interface CopyEventsOptions {
  from?: string;
  to: string;
  vaultTo?: string;
  json?: boolean;
}

const explained = `
It appends what the target does not have yet, in the same order and with the same ids and revisions, then compares both stores
event by event. Interrupted, it goes on where it was. The target must be empty, or hold what an earlier run has copied.

What is personal is copied as it is, encrypted, and so is who was erased. The keys stay where they are; with --vault-to they are copied
as well, each as the master key has wrapped it, with the register of erasures: the target needs the same MASTER_KEY.

To move a running service: copy while it runs, stop it, copy again (only what has come since), set EVENTSTORE_URL to the target,
run \`rebook rebuild --all\`, start. Exit code 1: something differs, or events came into the source meanwhile.

Example:
  rebook copy-events --to 'esdb://kurrent.internal:2113?tls=true'`;

export function addCopyEvents(program: Command, terminal: Terminal): void {
  program
    .command('copy-events')
    .option('--from <url>', 'connection string of the source (default: the configured or embedded event store)')
    .requiredOption('--to <url>', 'connection string of the target')
    .option('--vault-to <url>', 'PostgreSQL that is to be the VAULT_DATABASE_URL of the target: the keys are copied there')
    .option('--json', 'print what was done as JSON')
    .addHelpText('after', explained)
    .action(async (options: CopyEventsOptions) => {
      const done = await copy(options, terminal);
      terminal.out(
        options.json
          ? printable(done)
          : `copied ${done.copied} events; the target holds all ${done.total}, the same and in the same order${done.keys === undefined ? '' : `; ${done.keys} keys`}`,
      );
    });
}

async function copy({ from, to, vaultTo }: CopyEventsOptions, terminal: Terminal): Promise<Copied & { keys?: number }> {
  const { copyEvents } = await import('../../../platform/eventstore/copy-events.ts');
  const { connectEventStore } = await import('../../../platform/eventstore/store.ts');
  const { openEventStoreUrl } = await import('../open-servers.ts');
  const config = configurationOf(terminal);
  const opened = await openEventStoreUrl({ ...config, eventstoreUrl: from ?? config.eventstoreUrl }, terminal);
  const source = connectEventStore(opened.url, terminal.clock);
  const target = connectEventStore(to, terminal.clock, { maxAppendSize: config.maxAppendSize });
  const cancelled = new AbortController();
  const cancel = () => cancelled.abort();
  process.once('SIGINT', cancel);
  process.once('SIGTERM', cancel);
  const bar = progressBar(terminal, 'copying');
  try {
    const copied = await copyEvents({
      from: source,
      to: target,
      maxAppendSize: config.maxAppendSize,
      signal: cancelled.signal,
      onProgress: ({ step, events, position, head }) => bar.update(Number(position), Number(head), `${events} events ${step}`),
    });
    // After the events: the key of each is there before it.
    if (vaultTo === undefined) return copied;
    const { erasuresInEvents } = await import('../../../customers/erasure/recorded-erasures.ts');
    const erasures = [...registerOf(config.dataDir), ...(await erasuresInEvents(source))];
    return { ...copied, keys: await copyKeys({ config, to: vaultTo, erasures, terminal }) };
  } finally {
    process.off('SIGINT', cancel);
    process.off('SIGTERM', cancel);
    bar.stop();
    await Promise.all([source.close(), target.close()]);
    await opened.stop();
  }
}

interface CopyKeys {
  config: Config;
  to: string;
  /** Of other registers, and of the events. */
  erasures: readonly ErasureEntry[];
  terminal: Terminal;
}

async function copyKeys({ config, to, erasures, terminal }: CopyKeys): Promise<number> {
  const { copyVault } = await import('../../../platform/vault/copy-vault.ts');
  const { openDatabaseUrl } = await import('../open-servers.ts');
  if (config.vaultDatabaseUrl !== undefined) return copyVault(config.vaultDatabaseUrl, to, erasures);
  const opened = await openDatabaseUrl(config, terminal);
  try {
    return await copyVault(opened.url, to, erasures);
  } finally {
    await opened.stop();
  }
}
