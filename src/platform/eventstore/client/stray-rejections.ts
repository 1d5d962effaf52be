// Handles rejections nobody can catch: the client makes promises it gives to no one, and rejects them when its connection breaks.
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Listens for the process's unhandled rejections. `connectionLost` needs no action: the request itself is rejected as well and
 * repeated. All others go to `unhandled`.
 */
export function onStrayRejection(tell: { connectionLost(): void; unhandled(reason: unknown): void }): void {
  process.on('unhandledRejection', reason => {
    if (isOfClient(reason)) tell.connectionLost();
    else tell.unhandled(reason);
  });
}

const clientCode = /[\\/]node_modules[\\/](@eventstore[\\/]db-client|@grpc[\\/]grpc-js)[\\/]/;

/** Thrown by the client's own code, whatever it is: a lost connection, a failed discovery, a TypeError at a late answer. */
export function isOfClient(reason: unknown): boolean {
  if (!(reason instanceof Error)) return false;
  const frames = reason.stack?.split('\n').filter(line => /^\s+at /.test(line)) ?? [];
  const thrownAt = frames.find(line => /[\\/]/.test(line) && !line.includes('node:'));
  return thrownAt !== undefined && (clientCode.test(thrownAt) || clientCode.test(bundledFrom(thrownAt)));
}

/** The file a frame's code came from where it is in a bundle, as the map beside that says; empty where it is in none. */
function bundledFrom(frame: string): string {
  const [, url, line, column] = /(file:.+):(\d+):(\d+)\)?$/.exec(frame) ?? [];
  if (url === undefined) return '';
  try {
    const map = new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(url)}.map`, 'utf8')));
    const found = map.findEntry(Number(line) - 1, Number(column) - 1);
    return 'originalSource' in found ? found.originalSource : '';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
