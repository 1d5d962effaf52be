// The SDK of OpenTelemetry, set up. Loaded by those who trace: it takes time and memory.
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { traceWith } from '../../platform/tracing/trace.ts';

const sendWithinMs = 3_000;

/** Sends spans in batches to `/v1/traces` of a collector. */
export function sendSpans(endpoint: string): () => Promise<void> {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: sendWithinMs });
  return traceTo(new BatchSpanProcessor(exporter, { exportTimeoutMillis: sendWithinMs }));
}

/** The same with any processor of the SDK; one at a time in a process. */
export function traceTo(processor: SpanProcessor): () => Promise<void> {
  // Which instance: nothing of the machine or of who runs it.
  const resource = resourceFromAttributes({ 'service.name': 'rebook', 'service.instance.id': crypto.randomUUID() });
  const provider = new BasicTracerProvider({ resource, spanProcessors: [processor] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  traceWith(provider.getTracer('rebook'));
  return async () => {
    traceWith(undefined);
    trace.disable();
    context.disable();
    await provider.shutdown().catch(() => undefined);
  };
}
