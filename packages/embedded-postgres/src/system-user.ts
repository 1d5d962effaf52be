// PostgreSQL refuses to run as root: the system user it runs as instead.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Fault } from './fault.ts';

export interface SystemUser {
  uid: number;
  gid: number;
}

const run = promisify(execFile);
const ownName = 'rebook-postgres';

/**
 * Undefined where this process is not root and may run the server itself. As root: the user `postgres` where there is one,
 * else one of our own, made once, else `nobody`. Throws `embedded_postgres_failed` where none can be had.
 */
export async function serverUser(): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const known = (await find('postgres')) ?? (await find(ownName));
  if (known) return known;
  await makeUser();
  const user = (await find(ownName)) ?? (await find('nobody'));
  if (!user) throw new Fault('embedded_postgres_failed', 'PostgreSQL cannot run as root and no other system user could be made');
  return user;
}

/** The user who owns an existing cluster runs it, whatever users were made since. */
export function ownerOf(stats: { uid: number; gid: number }): SystemUser | undefined {
  return process.getuid?.() === 0 && stats.uid !== 0 ? { uid: stats.uid, gid: stats.gid } : undefined;
}

async function find(name: string): Promise<SystemUser | undefined> {
  const table = await readFile('/etc/passwd', 'utf8').catch(() => '');
  for (const line of table.split('\n')) {
    const [user, , uid, gid] = line.split(':');
    if (user === name && uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

/** useradd is what most systems have, adduser the small ones; where neither works `nobody` is left. */
async function makeUser(): Promise<void> {
  try {
    await run('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', ownName]);
  } catch {
    await run('adduser', ['-S', '-D', '-H', ownName]).catch(() => undefined);
  }
}
