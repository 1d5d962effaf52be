// Runs the service as a process: starts it, and stops it in order on a signal.
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import closeWithGrace from 'close-with-grace';
import { onStrayRejection } from '../platform/eventstore/client/stray-rejections.ts';
import type { LoadedConfig } from './config/config.ts';
import { watchKeys } from './config/watch-keys.ts';
import { isForPeople, openLog } from './log.ts';
import { removeRunning, writeRunning } from './running-service.ts';
import { startRebook } from './start.ts';

/** Longer than the longest request and the lease of a calendar try. */
const stopWithinMs = 25_000;

/** Runs the service until a signal; ends the process itself, with 0 after an orderly stop. Rejects where it cannot start. `say` tells people what to do next. */
export async function main(config: LoadedConfig, say: (sentence: string) => void): Promise<never> {
  const hasTerminal = process.stdout.isTTY === true;
  const forPeople = isForPeople(config, hasTerminal);
  const log = await openLog(config, forPeople);
  let failure: unknown;
  const stopping = new AbortController();
  // With a terminal, SIGHUP says that it is gone; in the background it asks the service to read its keys again.
  const unwatchKeys = watchKeys(config, log, { onSignal: !hasTerminal });
  const starting = startRebook(config, { log, signal: stopping.signal });

  const { close, uninstall } = closeWithGrace(
    {
      delay: stopWithinMs,
      logger: false,
      skip: ['unhandledRejection', 'beforeExit', ...(hasTerminal ? [] : (['SIGHUP'] as const))],
      onTimeout: () => log.error({ code: 'stop_timed_out' }, 'not everything has stopped in time'),
    },
    async ({ err, signal }) => {
      if (err) log.fatal({ err, code: 'uncaught_exception' }, 'stopping');
      else log.info({ signal: signal ?? null }, 'stopping');
      stopping.abort();
      unwatchKeys();
      const rebook = await starting.catch(() => undefined);
      await removeRunning(config.dataDir);
      await rebook?.stop();
      log.info('stopped');
      if (failure !== undefined) throw failure;
    },
  );
  onStrayRejection({
    connectionLost: () => log.warn({ code: 'event_store_connection_lost' }, 'the client of the event store lost its connection'),
    unhandled(reason) {
      log.fatal({ err: reason, code: 'unhandled_rejection' }, 'stopping');
      if (failure === undefined) close();
      failure = reason ?? new Error('rejected without a reason');
    },
  });

  try {
    const rebook = await starting;
    const { address, opsAddress } = rebook;
    await writeRunning(config.dataDir, { address, opsAddress, ...rebook.servers });
    log.info({ address, ...(opsAddress !== address && { opsAddress }) }, 'listening');
    if (forPeople) say(whatNext(opsAddress));
    letGoOfTheStart();
  } catch (error) {
    // A signal before the start was complete ends it all the same.
    if (!stopping.signal.aborted) {
      uninstall();
      throw error;
    }
  }
  return new Promise<never>(() => undefined);
}

const whatNext = (address: string): string =>
  `Rebook is up. Next: register a company (docs/connect.md, step 3; ${address}/docs has the API), or look at its parts: npx rebook status`;

/** The engine looks at the last five seconds to see whether a process is quiet. */
const lookEveryMs = 5_000;

/**
 * A start makes much that lives for a moment, and the engine's room for such things grows with it, to a sixth of the process. It shrinks at the
 * first collection in a quiet time, which would come after minutes: these take a few milliseconds each, and end with the one that does it.
 */
function letGoOfTheStart(): void {
  setFlagsFromString('--expose-gc');
  const collect: (options: { type: 'minor' }) => void = runInNewContext('gc');
  const looking = setInterval(() => {
    const before = roomForTheYoung();
    collect({ type: 'minor' });
    if (roomForTheYoung() < before) clearInterval(looking);
  }, lookEveryMs).unref();
}

const roomForTheYoung = (): number =>
  getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0;
