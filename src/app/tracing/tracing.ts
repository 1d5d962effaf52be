// Sends spans to an OpenTelemetry collector, where one is configured.

/** Ends it: what is not sent yet is sent first, for some seconds at most. */
export type StopTracing = () => Promise<void>;

/** `endpoint`: the base address of an OTLP collector that takes HTTP. A collector that is away costs spans, and nothing else. */
export async function startTracing(endpoint: string): Promise<StopTracing> {
  // Few services trace: the SDK is loaded by those that do.
  const { sendSpans } = await import('./trace-sdk.ts');
  return sendSpans(endpoint);
}
