// `rebook rebuild`: rebuilds read models from the first event on, beside the live ones, while a service uses those.
import type { Command } from 'commander';
import { pino } from 'pino';
import { projections } from '../../../../projections/index.ts';
import { Fault } from '../../../domain/fault.ts';
import type { RebuildProgress } from '../../../platform/projector/rebuild/rebuild.ts';
import { configurationOf } from '../configuration.ts';
import { progressBar } from '../progress-bar.ts';
import { printable, type Terminal } from '../terminal.ts';

interface RebuildOptions {
  all?: boolean;
  json?: boolean;
}

const names = projections.map(({ name }) => name);
const waits: Partial<Record<RebuildProgress['heldUpBy'], string>> = {
  transactions: 'waiting for open transactions on the tables',
  later_program: 'waiting for the instances of the later version to end',
};

export function addRebuild(program: Command, terminal: Terminal): void {
  program
    .command('rebuild')
    .argument('[names...]', `which read models: ${names.join(', ')}`)
    .option('--all', 'all of them, also where the event store has been exchanged or restored')
    .option('--json', 'print what was done as JSON')
    .action(async (named: string[], options: RebuildOptions) => {
      const wanted = wantedOf(named, options.all ?? false);
      const began = terminal.clock.now().getTime();
      const { events, position } = await rebuild(wanted, terminal);
      const seconds = (terminal.clock.now().getTime() - began) / 1000;
      terminal.out(
        options.json
          ? printable({ rebuilt: wanted, events, position, seconds })
          : `rebuilt ${wanted.join(', ')} from ${events} events in ${seconds.toFixed(1)} s`,
      );
    });
}

function wantedOf(named: string[], all: boolean): string[] {
  const unknown = named.filter(name => !names.includes(name));
  if (unknown.length > 0)
    throw new Fault('usage', `no read model is called ${unknown.join(', ')}; there are ${names.join(', ')}`);
  if (all === named.length > 0) throw new Fault('usage', 'name the read models to rebuild, or say --all');
  return all ? names : named;
}

/** While a service runs as well as while none does. Ctrl-C leaves the read models as they were. */
async function rebuild(names: readonly string[], terminal: Terminal): Promise<RebuildProgress> {
  const { rebuildThread } = await import('../../rebuild/thread-url.ts');
  const { rebuildInThread } = await import('../../../platform/projector/rebuild/in-thread.ts');
  const { migrateAt } = await import('../../../platform/postgres/migrate.ts');
  const { openStores } = await import('../open-servers.ts');
  const { vaultPlaceOf } = await import('../../config/vault-place.ts');
  const { keepErasedAt } = await import('../../vault/keep-erased-at.ts');
  const config = configurationOf(terminal);
  const log = pino({ level: 'error' }, pino.destination(process.stderr.fd));
  const { databaseUrl, eventStoreUrl, stop } = await openStores(config, terminal);
  const cancelled = new AbortController();
  const cancel = () => cancelled.abort();
  process.once('SIGINT', cancel);
  process.once('SIGTERM', cancel);
  const bar = progressBar(terminal, 'rebuilding');
  try {
    await migrateAt(databaseUrl);
    const vault = vaultPlaceOf(config, databaseUrl);
    await keepErasedAt({ dataDir: config.dataDir, databaseUrl, eventStoreUrl, vault, clock: terminal.clock, log });
    const began = terminal.clock.now().getTime();
    return await rebuildInThread({
      thread: rebuildThread,
      databaseUrl,
      eventStoreUrl,
      vault,
      names,
      log,
      signal: cancelled.signal,
      onProgress({ events, position, head, heldUpBy }) {
        const rate = Math.round((events * 1_000) / Math.max(1, terminal.clock.now().getTime() - began));
        bar.update(Number(position), Number(head), `${events} events, ${waits[heldUpBy] ?? `${rate} a second`}`);
      },
    });
  } finally {
    process.off('SIGINT', cancel);
    process.off('SIGTERM', cancel);
    bar.stop();
    await stop();
  }
}
