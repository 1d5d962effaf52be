// One running service per data folder: the process that listens on the folder's socket owns it. The system closes the socket when a
// process dies, however it dies, so nothing stale can lock a folder.
import { createHash } from 'node:crypto';
import { realpath, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Fault } from '../domain/fault.ts';

/** Takes the folder; throws `data_dir_in_use` while another process holds it. */
export async function lockDataDir(dataDir: string): Promise<{ release(): Promise<void> }> {
  const path = socketPath(await trueName(resolve(dataDir)));
  for (const lastTry of [false, true]) {
    const server = await listen(path);
    if (server) return { release: () => new Promise(done => server.close(() => done())) };
    if (lastTry || (await answers(path))) break;
    if (!path.startsWith('\0')) await unlink(path).catch(ignoreMissing);
  }
  throw new Fault(
    'data_dir_in_use',
    `another Rebook is running on the data folder ${dataDir}; stop it, or set DATA_DIR to another folder`,
  );
}

/** However many links lead to it, also to one that is not there yet. */
async function trueName(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT') || dirname(folder) === folder) throw error;
    return join(await trueName(dirname(folder)), folder.slice(dirname(folder).length));
  }
}

/**
 * Socket paths are short (107 bytes on Linux), so the folder is named by its digest. On Linux the name is abstract: it lies
 * in no folder, so no other TMPDIR and no other user's rights hide it.
 */
function socketPath(folder: string): string {
  const name = `rebook-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}`;
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

const listen = (path: string): Promise<Server | undefined> =>
  new Promise((done, fail) => {
    const server = createServer(socket => socket.end());
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? done(undefined) : fail(error)));
    server.listen(path, () => {
      server.unref();
      done(server);
    });
  });

const answers = (path: string): Promise<boolean> =>
  new Promise(done => {
    const socket = connect(path, () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
