// Reads the keys again while the service runs: on SIGHUP, and when one of their files has changed.
import { unwatchFile, watchFile } from 'node:fs';
import type { Logger } from 'pino';
import { Fault } from '../../domain/fault.ts';
import type { LoadedConfig } from './config.ts';

/** Compared by its status: an editor and a mounted secret replace the file, and a watch on the old file does not see that. */
const lookEveryMs = 1_000;

/**
 * Begins to watch; the function it gives ends that. Wrong keys are reported in the log, and those in use stay valid. SIGHUP is
 * left alone where it means that the terminal is gone.
 */
export function watchKeys(
  config: Pick<LoadedConfig, 'keyFiles' | 'readKeysAgain'>,
  log: Logger,
  { onSignal }: { onSignal: boolean },
): () => void {
  const read = (): void => {
    try {
      for (const warning of config.readKeysAgain()) log.warn({ code: 'keys_readable_by_others' }, warning);
      log.info('keys read again');
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      log.error({ code: 'keys_not_read' }, `the keys in use stay: ${error.message}`);
    }
  };
  const changed = (now: { mtimeMs: number; ino: number; mode: number }, before: typeof now): void => {
    if (now.mtimeMs !== before.mtimeMs || now.ino !== before.ino || now.mode !== before.mode) read();
  };
  for (const path of config.keyFiles) watchFile(path, { interval: lookEveryMs, persistent: false }, changed);
  if (onSignal) process.on('SIGHUP', read);
  return () => {
    for (const path of config.keyFiles) unwatchFile(path, changed);
    process.off('SIGHUP', read);
  };
}
