// Where the cluster lies: in the data folder, or, where the server's user cannot get there, elsewhere with a pointer in the data folder.
import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../domain/fault.ts';
import { isPassable } from './passable.ts';
import { ownerOf, type SystemUser, serverUser } from './system-user.ts';

export interface Location {
  /** PGDATA. */
  cluster: string;
  logFile: string;
  passwordFile: string;
  user: SystemUser | undefined;
  exists: boolean;
}

const pointerName = 'cluster-location';
/** Of root alone: only root meets folders the server's user cannot pass. */
const elsewhere = '/var/lib/rebook/clusters';

/** Finds the cluster of `dataDir` or chooses a place for a new one, with its folder made and owned by the server's user. */
export async function locate(dataDir: string): Promise<Location> {
  await mkdir(dataDir, { recursive: true });
  const folder = await realpath(dataDir);
  const pointed = await readFile(join(folder, pointerName), 'utf8').then(
    text => text.trim(),
    () => undefined,
  );
  const home = pointed ?? folder;
  const cluster = join(home, 'cluster');
  const version = await stat(join(cluster, 'PG_VERSION')).catch(() => undefined);
  if (version) return { ...files(folder, home), user: ownerOf(version), exists: true };
  if (pointed && !(await stat(pointed).catch(() => undefined)))
    throw new Fault('embedded_postgres_lost', `the database of ${dataDir} should be in ${pointed}, which is not there`);
  const user = await serverUser();
  const chosen = pointed ?? (await chooseHome(folder, user));
  await makeCluster(join(chosen, 'cluster'), user);
  return { ...files(folder, chosen), user, exists: false };
}

function files(folder: string, home: string) {
  return { cluster: join(home, 'cluster'), logFile: join(home, 'server.log'), passwordFile: join(folder, 'password') };
}

/**
 * A new place gets a name of its own each time: a data folder may be moved away and another made at its path, and the first
 * one's events must not be taken for the second's.
 */
async function chooseHome(folder: string, user: SystemUser | undefined): Promise<string> {
  if (!user || (await isPassable(folder, user))) return folder;
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const home = join(elsewhere, `${digest}-${randomBytes(4).toString('hex')}`);
  await mkdir(home, { recursive: true, mode: 0o755 });
  await chmod(home, 0o755);
  await writeFile(join(folder, pointerName), `${home}\n`);
  return home;
}

async function makeCluster(cluster: string, user: SystemUser | undefined): Promise<void> {
  await mkdir(cluster, { recursive: true, mode: 0o700 });
  await chmod(cluster, 0o700);
  if (user) await chown(cluster, user.uid, user.gid);
}
