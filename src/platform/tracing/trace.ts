// Spans for OpenTelemetry: what a request goes through, and how long each part takes. While nobody traces, a span is its work and one
// comparison.
import {
  type Context,
  context,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { Fault } from '../../domain/fault.ts';

/** All that a span may say: codes and names of ours, and numbers. Never an id, a text or an address that a person has a part in. */
export interface SpanAttributes {
  'http.request.method'?: string;
  /** The route's pattern; an address may hold an id or a number. */
  'http.route'?: string;
  'http.response.status_code'?: number;
  'rebook.company'?: string;
  /** A function of the agent; `unknown` for one that is none of ours. */
  'rebook.function'?: string;
  'rebook.status'?: string;
  'rebook.code'?: string;
  /** What kind of stream is appended to; never its id. */
  'rebook.category'?: string;
  'rebook.events'?: number;
  'rebook.occasion'?: string;
  'rebook.operation'?: string;
  'rebook.outcome'?: string;
  'rebook.fault'?: string;
}

let tracer: Tracer | undefined;

/** From now on spans are begun with it; with `undefined`, none are. */
export function traceWith(next: Tracer | undefined): void {
  tracer = next;
}

export const isTracing = (): boolean => tracer !== undefined;

/**
 * The work as a part of the trace it is done in; outside a trace it is only done. `said`: what its result adds. A fault is named by its
 * code alone, since its message may quote anything.
 *
 * ```ts
 * const opened = await span('ledger.open', {}, () => openRequest(executor, asked), ({ kind }) => ({ 'rebook.outcome': kind }));
 * ```
 */
export function span<T>(
  name: string,
  attributes: SpanAttributes,
  work: () => Promise<T>,
  said?: (result: T) => SpanAttributes,
): Promise<T> {
  if (!tracer) return work();
  const active = context.active();
  return trace.getSpan(active)
    ? within(tracer.startSpan(name, { attributes: { ...attributes } }, active), active, work, said)
    : work();
}

/**
 * The work as the beginning of a trace, or, with `parent`, as a part of one that another process began: a W3C `traceparent`, as events
 * carry it.
 */
export function beginTrace<T>(name: string, attributes: SpanAttributes, work: () => Promise<T>, parent?: string): Promise<T> {
  if (!tracer) return work();
  const begun = contextOf(parent);
  return within(tracer.startSpan(name, { attributes: { ...attributes }, root: begun === ROOT_CONTEXT }, begun), begun, work);
}

const mostLinks = 128;

/**
 * Work for the events of several requests: linked to each of their traces, and a part of it where it is only one. Where none of the events
 * was traced it is only done.
 */
export function spanOfMany<T>(
  name: string,
  attributes: SpanAttributes,
  events: readonly { metadata: { traceparent?: string | undefined } }[],
  work: () => Promise<T>,
): Promise<T> {
  if (!tracer) return work();
  const named = new Set(events.flatMap(({ metadata }) => metadata.traceparent ?? []));
  const links = [...named].flatMap(one => spanContextOf(one) ?? []).slice(0, mostLinks);
  const [first, ...others] = links;
  if (!first) return work();
  const isOne = others.every(({ traceId }) => traceId === first.traceId);
  const parent = isOne ? trace.setSpanContext(ROOT_CONTEXT, first) : ROOT_CONTEXT;
  const options = { attributes: { ...attributes }, links: links.map(one => ({ context: one })), root: !isOne };
  return within(tracer.startSpan(name, options, parent), parent, work);
}

async function within<T>(begun: Span, parent: Context, work: () => Promise<T>, said?: (result: T) => SpanAttributes): Promise<T> {
  try {
    const result = await context.with(trace.setSpan(parent, begun), work);
    if (said) begun.setAttributes({ ...said(result) });
    return result;
  } catch (error) {
    begun.setAttribute('rebook.fault' satisfies keyof SpanAttributes, error instanceof Fault ? error.code : 'unexpected');
    begun.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    begun.end();
  }
}

/** A request that comes in: `run` does a part of its work in its trace, `end` closes it. Undefined while nobody traces. */
export function openSpan(
  name: string,
  attributes: SpanAttributes,
): { run(part: () => void): void; end(attributes: SpanAttributes, failed: boolean): void } | undefined {
  const begun = tracer?.startSpan(name, { attributes: { ...attributes }, root: true }, ROOT_CONTEXT);
  if (!begun) return undefined;
  const inside = trace.setSpan(ROOT_CONTEXT, begun);
  return {
    run: part => context.with(inside, part),
    end(said, failed) {
      begun.setAttributes({ ...said });
      if (failed) begun.setStatus({ code: SpanStatusCode.ERROR });
      begun.end();
    },
  };
}

/** The function, run later in the trace that is active now: a queue runs it in the trace of whoever frees the place. */
export function inThisTrace<T>(run: () => T): () => T {
  return tracer ? context.bind(context.active(), run) : run;
}

/** The active span as a W3C `traceparent`, for the metadata of events; undefined outside a trace. */
export function traceparent(): string | undefined {
  const active = tracer && trace.getSpanContext(context.active());
  return active && `00-${active.traceId}-${active.spanId}-0${active.traceFlags & 1}`;
}

/** Of a line in the log, so that its trace is found; empty outside a trace. */
export function traceOfLine(): { traceId?: string } {
  const active = tracer && trace.getSpanContext(context.active());
  return active ? { traceId: active.traceId } : {};
}

function contextOf(parent: string | undefined): Context {
  const named = parent === undefined ? undefined : spanContextOf(parent);
  return named ? trace.setSpanContext(ROOT_CONTEXT, named) : ROOT_CONTEXT;
}

function spanContextOf(text: string): SpanContext | undefined {
  const [, traceId = '', spanId = '', flags = ''] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(text) ?? [];
  const named = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
  return isSpanContextValid(named) ? named : undefined;
}
