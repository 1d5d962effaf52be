// Records in the background the answers that were given before they could be recorded, in the words the caller heard.
import { setMaxListeners } from 'node:events';
import type { Logger } from 'pino';
import type { Clock } from '../../domain/clock.ts';
import { Fault } from '../../domain/fault.ts';
import type { Answer } from '../answer/answer.ts';

export interface LateAnswers {
  /** `record` is tried until it succeeds. Until then a repeat of the request hears the same answer. */
  add(key: string, answer: Answer, record: () => Promise<void>): void;
  /** What the caller of this request heard, while it is not recorded yet. */
  heard(key: string): Answer | undefined;
  /** Tries what is left for a moment more. What is not recorded then is found as an open request. */
  stop(): Promise<void>;
}

const firstPauseMs = 250;
const longestPauseMs = 5_000;
/** After this long the request is left open, for a repeat or an auditor to find. */
const giveUpAfterMs = 60 * 60_000;
/** At most so many wait for a store that is unavailable, and so many of them are tried side by side. */
const mostWaiting = 20_000;
const mostAtOnce = 8;
const stopWithinMs = 3_000;

export function createLateAnswers(clock: Clock, log: Logger): LateAnswers {
  const waiting = new Map<string, { answer: Answer; done: Promise<void> }>();
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  let free = mostAtOnce;
  const turns: (() => void)[] = [];

  async function inTurn(work: () => Promise<void>): Promise<void> {
    if (free === 0) await new Promise<void>(resolve => turns.push(resolve));
    else free -= 1;
    try {
      await work();
    } finally {
      const next = turns.shift();
      if (next) next();
      else free += 1;
    }
  }

  async function untilRecorded(record: () => Promise<void>): Promise<void> {
    const from = clock.elapsed();
    let code = 'stopped';
    for (let pauseMs = firstPauseMs; !stopping.signal.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        return await inTurn(record);
      } catch (error) {
        code = error instanceof Fault ? error.code : 'internal_fault';
      }
      if (clock.elapsed() - from > giveUpAfterMs) break;
      await clock.sleep(pauseMs, stopping.signal).catch(() => undefined);
    }
    log.error({ code: 'answer_not_recorded', cause: code }, 'an answer that was given is not recorded');
  }

  return {
    add(key, answer, record) {
      if (waiting.size >= mostWaiting) {
        log.error({ code: 'answer_not_recorded', cause: 'too_many' }, 'an answer that was given is not recorded');
        return;
      }
      const done = untilRecorded(record).finally(() => waiting.delete(key));
      waiting.set(key, { answer, done });
    },
    heard: key => waiting.get(key)?.answer,
    async stop() {
      const over = new AbortController();
      const patience = clock.sleep(stopWithinMs, over.signal).catch(() => undefined);
      await Promise.race([Promise.all([...waiting.values()].map(({ done }) => done)), patience]);
      over.abort();
      stopping.abort();
    },
  };
}
