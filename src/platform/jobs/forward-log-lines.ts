// Forwards a thread's log lines to the main thread's logger.
import type { Logger } from 'pino';
import { z } from 'zod';

const lineSchema = z.looseObject({ level: z.number(), msg: z.string().optional() });

/** At the line's own level. */
export function forwardLogLines(log: Logger, line: string): void {
  const { level, msg, time: _, ...fields } = lineSchema.parse(JSON.parse(line));
  const write = level >= 50 ? log.error : level >= 40 ? log.warn : level >= 30 ? log.info : log.debug;
  write.call(log, fields, msg);
}
