// The stages of a request as they are seen from outside: a span of its trace, and its part of the time in the metrics.
import type { StageCame, Stages } from '../calls/dependencies.ts';
import type { Metrics } from '../channels/api/operations/metrics.ts';
import type { Clock } from '../domain/clock.ts';
import { type SpanAttributes, span } from '../platform/tracing/trace.ts';

export const createStages =
  (metrics: Pick<Metrics, 'stage'>, clock: Clock): Stages =>
  async (name, work, cameTo) => {
    const began = clock.elapsed();
    try {
      return await span(name, {}, work, cameTo && (result => attributesOf(cameTo(result))));
    } finally {
      // The time of the whole is counted from outside, by function.
      if (name !== 'call') metrics.stage(name, clock.elapsed() - began);
    }
  };

const attributesOf = ({ function: name, companyId, status, kind, code }: StageCame): SpanAttributes => ({
  ...(name !== undefined && { 'rebook.function': name }),
  ...(companyId !== undefined && { 'rebook.company': companyId }),
  ...(status !== undefined && { 'rebook.status': status }),
  ...(kind !== undefined && { 'rebook.outcome': kind }),
  ...(code !== undefined && { 'rebook.code': code }),
});
