// Runs a rebuild in a thread of its own.
import type { Logger } from 'pino';
import { Fault } from '../../../domain/fault.ts';
import { forwardLogLines } from '../../jobs/forward-log-lines.ts';
import { startThread } from '../../jobs/start-thread.ts';
import type { VaultPlace } from '../../vault/vault.ts';
import { cancelRebuild, fromRebuild } from './messages.ts';
import type { RebuildProgress } from './rebuild.ts';

export interface ThreadRebuildOptions {
  /** The thread's file without its ending. It takes and posts the messages of `messages.ts`. */
  thread: URL;
  databaseUrl: string;
  eventStoreUrl: string;
  /** Where its events are encrypted. */
  vault?: VaultPlace | undefined;
  /** Of the registry. */
  names: readonly string[];
  log: Logger;
  /** Cancels it: its tables are dropped, the live tables stay as they are. */
  signal: AbortSignal;
  onProgress?(progress: RebuildProgress): void;
}

/** A thread that has not dropped its tables after this is ended all the same. */
const patienceMs = 8_000;

/** As `rebuildProjections`, and `rebuild_failed` where the thread failed. */
export async function rebuildInThread(rebuild: ThreadRebuildOptions): Promise<RebuildProgress> {
  const { thread, databaseUrl, eventStoreUrl, vault, names, log, signal, onProgress } = rebuild;
  const worker = startThread(thread, 'rebuild', {
    databaseUrl,
    eventStoreUrl,
    ...(vault && { vault }),
    names: [...names],
    level: log.level,
  });
  let patience: NodeJS.Timeout | undefined;
  const cancel = () => {
    worker.postMessage(cancelRebuild);
    patience = setTimeout(() => void worker.terminate(), patienceMs);
  };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await new Promise((resolve, reject) => {
      worker.on('message', (received: unknown) => {
        const message = fromRebuild.parse(received);
        if (message.kind === 'log') forwardLogLines(log, message.line);
        else if (message.kind === 'progress') onProgress?.(message);
        else if (message.kind === 'done') resolve(message);
        else reject(new Fault(message.code, message.message));
      });
      worker.on('error', cause => reject(new Fault('rebuild_failed', 'the rebuild broke down', { cause })));
      worker.on('exit', () =>
        reject(
          signal.aborted
            ? new Fault('rebuild_cancelled', 'the rebuild was cancelled; the read models are as they were')
            : new Fault('rebuild_failed', 'the rebuild ended before it was done'),
        ),
      );
      if (signal.aborted) cancel();
    });
  } finally {
    signal.removeEventListener('abort', cancel);
    clearTimeout(patience);
    await worker.terminate();
  }
}
