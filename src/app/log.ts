// The service's log: lines of JSON for programs, or lines for people on a terminal.
import { type Logger, type LoggerOptions, pino } from 'pino';
import { traceOfLine } from '../platform/tracing/trace.ts';
import type { Config } from './config/config.ts';

type LogConfig = Pick<Config, 'logLevel' | 'otlpEndpoint'>;

/** While requests are traced, each line that is logged in one names its trace. */
export const loggerOptions = ({ logLevel, otlpEndpoint }: LogConfig): LoggerOptions => ({
  level: logLevel,
  ...(otlpEndpoint !== undefined && { mixin: traceOfLine }),
});

/** For people where `LOG_FORMAT` says so, or says nothing and the output is a terminal. */
export const isForPeople = ({ logFormat }: Pick<Config, 'logFormat'>, isTerminal: boolean): boolean =>
  logFormat === undefined ? isTerminal : logFormat === 'pretty';

/** Lines for people, or JSON. */
export async function openLog(config: LogConfig, forPeople: boolean): Promise<Logger> {
  if (!forPeople) return pino(loggerOptions(config));
  // Most services write JSON: only those that do not load it.
  const { default: pretty } = await import('pino-pretty');
  const lines = pretty({
    colorize: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
    ignore: 'pid,hostname',
    translateTime: 'SYS:HH:MM:ss',
    singleLine: true,
    sync: true,
  });
  return pino(loggerOptions(config), lines);
}
