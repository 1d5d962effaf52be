// Where the cluster lies in the data folder, who runs its server, and by which path that user gets there.
import { mkdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from './fault.ts';
import { isPassable } from './folder-access.ts';
import { ownerOf, type SystemUser, serverUser } from './system-user.ts';

export interface Location {
  cluster: string;
  /** The cluster as its programs get it (PGDATA). They are started in it. */
  path: string;
  logFile: string;
  passwordFile: string;
  user: SystemUser | undefined;
  /** Whether there is a cluster already. */
  exists: boolean;
}

/**
 * Finds the cluster of `dataDir`, or says where a new one shall be.
 * Throws `embedded_postgres_failed` where that user cannot get there.
 */
export async function locate(dataDir: string): Promise<Location> {
  await mkdir(dataDir, { recursive: true });
  const folder = await realpath(dataDir);
  const cluster = join(folder, 'cluster');
  const version = await stat(join(cluster, 'PG_VERSION')).catch(() => undefined);
  const user = version ? ownerOf(version) : await serverUser();
  const files = { cluster, logFile: join(folder, 'server.log'), passwordFile: join(folder, 'password') };
  return { ...files, path: await reachable(folder, cluster, user), user, exists: version !== undefined };
}

/**
 * A folder in root's home is closed to the server's user. Started inside it by root, that user is there nevertheless, and on Linux
 * `/proc/self/cwd` leads to where a process is without passing the folders above.
 */
async function reachable(folder: string, cluster: string, user: SystemUser | undefined): Promise<string> {
  if (!user || (await isPassable(folder, user))) return cluster;
  if (process.platform === 'linux') return '/proc/self/cwd';
  throw new Fault(
    'embedded_postgres_failed',
    `PostgreSQL cannot run as root, and no other user can reach ${folder}; set DATA_DIR to another folder`,
  );
}
