// `rebook rebuild`: read models made anew from the first event on, while no service runs them.
import type { Command } from 'commander';
import { pino } from 'pino';
import { projections } from '../../projections/index.ts';
import { Fault } from '../domain/fault.ts';
import { configurationOf } from './configuration.ts';
import { progressBar } from './progress-bar.ts';
import { printable, type Terminal } from './terminal.ts';

interface RebuildOptions {
  all?: boolean;
  json?: boolean;
}

const names = projections.map(({ name }) => name);
const lookMs = 500;

export function addRebuild(program: Command, terminal: Terminal): void {
  program
    .command('rebuild')
    .argument('[names...]', `which read models: ${names.join(', ')}`)
    .option('--all', 'all of them, also where the event store has been exchanged or restored')
    .option('--json', 'print what was done as JSON')
    .description('make read models anew from the events; the service must not be running')
    .action(async (named: string[], options: RebuildOptions) => {
      const wanted = wantedOf(named, options.all ?? false);
      const began = terminal.clock.now().getTime();
      const events = await rebuild(wanted, terminal);
      const seconds = (terminal.clock.now().getTime() - began) / 1000;
      terminal.out(
        options.json
          ? printable({ rebuilt: wanted, position: events, seconds })
          : `rebuilt ${wanted.join(', ')} in ${seconds.toFixed(1)} s`,
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

/** Gives the position up to which they stand now. Throws `projections_in_use` where a service runs them. */
async function rebuild(wanted: readonly string[], terminal: Terminal): Promise<bigint> {
  const { connectEventStore } = await import('../eventstore/store.ts');
  const { createProjector } = await import('../projector/projector.ts');
  const { connectDatabase } = await import('../readmodels/database.ts');
  const { migrate } = await import('../readmodels/migrate.ts');
  const { openServers } = await import('./open-servers.ts');
  const servers = await openServers(configurationOf(terminal), terminal);
  const store = connectEventStore(servers.eventStoreUrl, terminal.clock);
  try {
    const db = connectDatabase(servers.databaseUrl);
    await migrate(db).finally(() => db.destroy());
    const head = await store.head();
    const bar = progressBar(terminal, 'rebuilding', Number(head));
    const projector = createProjector({
      databaseUrl: servers.databaseUrl,
      store,
      projections,
      rebuild: wanted,
      clock: terminal.clock,
      log: pino({ level: 'error' }, pino.destination(process.stderr.fd)),
      onProgress: ({ position }) => bar.update(Number(position)),
    });
    try {
      await projector.start();
      if (!projector.state().running)
        throw new Fault('projections_in_use', 'a running service keeps the read models up to date; stop it first');
      // Behind the last event of ours others may stand, of which nobody tells.
      while (!(await projector.waitFor(head, lookMs)) && !projector.state().caughtUp) {
        if (!projector.state().running) throw new Fault('rebuild_failed', 'the read models could not be made anew');
      }
    } finally {
      bar.stop();
      await projector.stop();
    }
    return head;
  } finally {
    await store.close();
    await servers.stop();
  }
}
