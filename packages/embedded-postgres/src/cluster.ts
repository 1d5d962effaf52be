// A new cluster: its password, initdb, and the settings a small server wants.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { Fault } from './fault.ts';
import type { Location } from './location.ts';

export const superuser = 'postgres';

/**
 * One writer of events commits alone most of the time, so a commit must not wait for company (commit_delay); plans of such short
 * statements are not worth compiling (jit); nothing replicates from here, so WAL is minimal.
 */
const settings = `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
shared_buffers = 64MB
work_mem = 4MB
maintenance_work_mem = 64MB
fsync = on
synchronous_commit = on
full_page_writes = on
commit_delay = 0
wal_level = minimal
max_wal_senders = 0
max_wal_size = 1GB
checkpoint_timeout = 15min
jit = off
max_parallel_workers_per_gather = 0
timezone = 'UTC'
log_timezone = 'UTC'
log_min_messages = warning
log_min_error_statement = panic
log_parameter_max_length_on_error = 0
log_error_verbosity = terse
logging_collector = off
`;

/** The superuser's password; made where there is none. */
export async function readPassword(location: Location): Promise<string> {
  const kept = await readFile(location.passwordFile, 'utf8').catch(() => undefined);
  if (kept) return kept.trim();
  if (location.exists)
    throw new Fault(
      'embedded_postgres_password_lost',
      `${location.passwordFile} is missing; put it back, or move ${location.cluster} away`,
    );
  const made = randomBytes(24).toString('base64url');
  await writeFile(location.passwordFile, `${made}\n`, { mode: 0o600, flag: 'wx' });
  return made;
}

/**
 * Makes the cluster under another name first: what a killed initdb leaves is never taken for a cluster.
 * Throws `embedded_postgres_failed` with initdb's last words.
 */
export async function createCluster(binaries: Binaries, location: Location, password: string): Promise<void> {
  const made = `${location.cluster}.new`;
  const { user } = location;
  await rm(made, { recursive: true, force: true });
  await mkdir(made, { mode: 0o700 });
  if (user) await chown(made, user.uid, user.gid);
  const place: Location = { ...location, cluster: made, path: location.path === location.cluster ? made : location.path };
  const passwordFile = `${made}.password`;
  await writeFile(passwordFile, password, { mode: 0o600 });
  try {
    if (user) await chown(passwordFile, user.uid, user.gid);
    await initialise(binaries, place, passwordFile);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await appendFile(join(made, 'postgresql.conf'), settings);
  await rename(made, location.cluster);
}

async function initialise(binaries: Binaries, place: Location, passwordFile: string): Promise<void> {
  const locale = ['--locale=C', '--encoding=UTF8'];
  // Opened here, since the server's user may not get to the file by its path.
  const file = await open(passwordFile);
  const byDescriptor = process.platform !== 'win32';
  const access = [`--username=${superuser}`, `--pwfile=${byDescriptor ? '/dev/fd/3' : passwordFile}`, '--auth=scram-sha-256'];
  try {
    // Written to disk in the background once the server runs: see `settle`.
    const args = [`--pgdata=${place.path}`, ...locale, ...access, '--no-sync', '--no-instructions'];
    await runAs(binaries.initdb, args, place, byDescriptor ? [file.fd] : []);
  } finally {
    await file.close();
  }
}

/** Makes what initdb wrote survive a crash of the machine. */
export const settle = (binaries: Binaries, location: Location): Promise<void> =>
  runAs(binaries.initdb, ['--sync-only', `--pgdata=${location.path}`], location, []);

async function runAs(program: string, args: string[], place: Location, descriptors: number[]): Promise<void> {
  const child = spawn(program, args, {
    ...place.user,
    cwd: place.cluster,
    env: serverEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe', ...descriptors],
  });
  let words = '';
  child.stderr?.on('data', chunk => {
    words = `${words}${chunk}`.slice(-2_000);
  });
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  const [code, signal] = await Promise.race([once(child, 'close'), failed]);
  if (code !== 0) throw new Fault('embedded_postgres_failed', `initdb ended with ${code ?? signal}: ${words.trim()}`);
}

/** Nothing of ours: PG* variables would steer the server, secrets are not its business. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];
  return { ...Object.fromEntries(kept.map(name => [name, process.env[name]])), LC_ALL: 'C', TZ: 'UTC' };
}
