// One stage of a request: a span of its trace, and its part of the time in the metrics.
import { type SpanAttributes, span } from '../platform/tracing/trace.ts';
import type { CallsDependencies, Stage } from './dependencies.ts';

/** The work, timed, whatever comes of it. `said`: what the result adds to the span. */
export async function stage<T>(
  name: Stage,
  { clock, observe }: Pick<CallsDependencies, 'clock' | 'observe'>,
  work: () => Promise<T>,
  said?: (result: T) => SpanAttributes,
): Promise<T> {
  const began = clock.elapsed();
  try {
    return await span(name, {}, work, said);
  } finally {
    observe?.stage(name, clock.elapsed() - began);
  }
}

/** What a stage has come to, where that is an answer or has a code. */
export const cameTo = (of: { kind: string; code?: string | undefined; result?: { code: string } }): SpanAttributes => {
  const code = of.code ?? of.result?.code;
  return { 'rebook.outcome': of.kind, ...(code !== undefined && { 'rebook.code': code }) };
};
