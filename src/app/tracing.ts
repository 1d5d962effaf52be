// Sends spans to an OpenTelemetry collector. The SDK is loaded only where one is configured.
import type { SpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { LoggerOptions } from 'pino';
import { traceOfLine, traceWith } from '../platform/tracing/trace.ts';
import type { Config } from './config/config.ts';

/** Ends it: what is not sent yet is sent first, for some seconds at most. */
export type StopTracing = () => Promise<void>;

/** `endpoint`: the base address of an OTLP collector that takes HTTP. A collector that is away costs spans, and nothing else. */
export async function startTracing(endpoint: string): Promise<StopTracing> {
  const [{ BatchSpanProcessor }, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/sdk-trace-base'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ]);
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: sendWithinMs });
  return traceTo(new BatchSpanProcessor(exporter, { exportTimeoutMillis: sendWithinMs }));
}

const sendWithinMs = 3_000;

/** The same with any processor of the SDK; one at a time in a process. */
export async function traceTo(processor: SpanProcessor): Promise<StopTracing> {
  const [{ context, trace }, { BasicTracerProvider }, { AsyncLocalStorageContextManager }, { resourceFromAttributes }] =
    await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/sdk-trace-base'),
      import('@opentelemetry/context-async-hooks'),
      import('@opentelemetry/resources'),
    ]);
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

/** While requests are traced, each line that is logged in one names its trace. */
export const loggerOptions = ({ logLevel, otlpEndpoint }: Pick<Config, 'logLevel' | 'otlpEndpoint'>): LoggerOptions => ({
  level: logLevel,
  ...(otlpEndpoint !== undefined && { mixin: traceOfLine }),
});
