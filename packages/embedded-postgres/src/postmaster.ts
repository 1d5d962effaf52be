// The server process: who runs on a cluster according to its pid file, starting one, ending one.
import { execFile, spawn } from 'node:child_process';
import { open, readFile, readlink, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { serverEnvironment } from './cluster.ts';
import { Fault } from './fault.ts';
import type { Location } from './location.ts';

export interface Postmaster {
  pid: number;
  port: number;
  ready: boolean;
}

const run = promisify(execFile);
const pollMs = 5;
const startLimitMs = 60_000;
const stopLimitMs = 20_000;

/** What `postmaster.pid` says: pid, folder, start time, port, socket folder, address, memory key, status. */
async function readPidFile(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  return pid > 0 ? { pid, port: Number(lines[3]) || 0, ready: lines[7]?.trim() === 'ready' } : undefined;
}

/**
 * The server that runs on the cluster. A pid file that names no PostgreSQL server is what a crash of the machine left; it is
 * removed, since PostgreSQL would not start while some other program happens to have that pid.
 */
export async function findRunning(cluster: string): Promise<Postmaster | undefined> {
  const found = await readPidFile(cluster);
  if (!found) return undefined;
  if (isAlive(found.pid) && (await isServerOf(found.pid, cluster))) return found;
  await rm(join(cluster, 'postmaster.pid'), { force: true });
  return undefined;
}

/** A process nobody has buried yet is still there, but no server. */
export const isRunning = async ({ pid }: Postmaster, cluster: string): Promise<boolean> =>
  isAlive(pid) && (process.platform !== 'linux' || (await isServerOf(pid, cluster)));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether the process is a PostgreSQL server in this cluster's folder, which is a server's working directory. */
async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const [command, folder] = await Promise.all([
      readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
      readlink(`/proc/${pid}/cwd`).catch(() => undefined),
    ]);
    return command.includes('postgres') && (folder === undefined || folder.replace(/ \(deleted\)$/, '') === cluster);
  }
  if (process.platform === 'win32') return true;
  const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.includes('postgres') && stdout.includes(cluster);
}

/** Starts the server, detached and writing to a file: it must not die of a broken pipe when this process is killed. */
export async function startPostmaster(binaries: Binaries, location: Location, port: number): Promise<Postmaster> {
  const logFile = await open(location.logFile, 'w', 0o600);
  const from = Date.now();
  let ended: string | undefined;
  const child = spawn(binaries.postgres, ['-D', location.path, '-p', String(port)], {
    ...location.user,
    cwd: location.cluster,
    detached: true,
    env: serverEnvironment(),
    stdio: ['ignore', logFile.fd, logFile.fd],
    windowsHide: true,
  });
  child.once('error', error => {
    ended = error.message;
  });
  child.once('exit', (code, signal) => {
    ended = `it ended with ${code ?? signal}`;
  });
  child.unref();
  await logFile.close();
  for (;;) {
    const running = await readPidFile(location.cluster);
    if (running?.ready && running.pid === child.pid) return running;
    if (ended !== undefined) throw await failure(location, ended);
    if (Date.now() - from > startLimitMs) throw await failure(location, 'it is not ready after a minute');
    await pause(pollMs);
  }
}

async function failure(location: Location, reason: string): Promise<Fault> {
  const words = (await readFile(location.logFile, 'utf8').catch(() => '')).trim().split('\n').slice(-3).join(' | ');
  return new Fault('embedded_postgres_failed', `the embedded PostgreSQL did not start: ${reason}; its last words: ${words}`);
}

/** A fast shutdown: sessions are ended, a checkpoint is written. After the limit at once, which the next start recovers from. */
export async function stopPostmaster(binaries: Binaries, location: Location, postmaster: Postmaster): Promise<void> {
  if (process.platform === 'win32') {
    await run(binaries.pgCtl, ['stop', '-D', location.cluster, '-m', 'fast', '-w']);
    return;
  }
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!(await end(postmaster.pid, signal, location.cluster))) continue;
    return;
  }
}

async function end(pid: number, signal: NodeJS.Signals, cluster: string): Promise<boolean> {
  const from = Date.now();
  if (isAlive(pid)) process.kill(pid, signal);
  while (Date.now() - from < stopLimitMs) {
    // The pid file goes last; where the process is a zombie of a dead parent the file alone tells.
    if (!isAlive(pid) || !(await stat(join(cluster, 'postmaster.pid')).catch(() => undefined))) return true;
    await pause(pollMs);
  }
  return false;
}

const pause = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds));
