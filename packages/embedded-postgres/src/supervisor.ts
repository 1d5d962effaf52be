// Starts the server again when it ends unasked: its clients find it at the same address.
import type { Logger } from 'pino';

export interface Supervised {
  /** Afterwards nothing is started any more. */
  stop(): Promise<void>;
}

const checkMs = 250;
const failedPauseMs = 1_000;

/** Keeps no process from ending. */
export function supervise(server: {
  isRunning(): Promise<boolean>;
  startAgain(): Promise<void>;
  log: Pick<Logger, 'error' | 'info'>;
}): Supervised {
  const { isRunning, startAgain, log } = server;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let checking: Promise<void> = Promise.resolve();

  function next(pauseMs: number): void {
    if (stopped) return;
    timer = setTimeout(() => {
      checking = check().then(next);
    }, pauseMs).unref();
  }

  /** Gives the milliseconds until the next check. */
  async function check(): Promise<number> {
    if (await isRunning()) return checkMs;
    if (stopped) return 0;
    log.error({ code: 'embedded_postgres_ended' }, 'embedded PostgreSQL has ended and is started again');
    try {
      await startAgain();
      log.info('embedded PostgreSQL runs again');
      return checkMs;
    } catch (error) {
      // What its killed parent left behind ends within moments.
      log.error({ code: 'embedded_postgres_failed', err: error }, 'embedded PostgreSQL could not be started again');
      return failedPauseMs;
    }
  }

  next(checkMs);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await checking;
    },
  };
}
