// Keeps every span of this process, and finds them by name and trace. One at a time in a process: `end` lets go of it.
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { expect } from 'vitest';
import { traceTo } from '../../src/app/tracing/trace-sdk.ts';

export async function keepSpans() {
  const exporter = new InMemorySpanExporter();
  const end = traceTo(new SimpleSpanProcessor(exporter));
  const named = (name: string): ReadableSpan[] => exporter.getFinishedSpans().filter(span => span.name === name);
  return {
    all: () => exporter.getFinishedSpans(),
    named,
    clear: () => exporter.reset(),
    /** Once there is one; a span is kept when it ends. */
    async one(name: string, fits: (span: ReadableSpan) => boolean = () => true): Promise<ReadableSpan> {
      await expect.poll(() => named(name).some(fits), { message: `no span ${name}` }).toBe(true);
      const found = named(name).find(fits);
      if (!found) throw new Error(`no span ${name}`);
      return found;
    },
    end,
  };
}

export const traceOf = (span: ReadableSpan): string => span.spanContext().traceId;
