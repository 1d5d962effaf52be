// One HTTP exchange, as far as it came: never connected, lost on the way, out of time, or answered.
import type { Clock } from '../../../../domain/clock.ts';

export type HttpRequest = { method: 'GET' | 'POST'; url: string; headers: Record<string, string>; body?: string };

export type HttpExchange =
  | { kind: 'answered'; httpStatus: number; headers: Headers; text: string }
  | { kind: 'timed_out' }
  /** Given up through the caller's signal. */
  | { kind: 'given_up' }
  | { kind: 'unreachable'; code: string }
  | { kind: 'connection_lost' };

/** Errors that come before a connection stands, so before a byte was sent. */
const neverConnected =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|ERR_TLS_CERT_ALTNAME_INVALID)$/;

function field(value: unknown, name: 'code' | 'syscall'): string {
  if (typeof value !== 'object' || value === null || !(name in value)) return '';
  const content: unknown = Reflect.get(value, name);
  return typeof content === 'string' ? content : '';
}

/** fetch wraps what happened in `cause`; several addresses of one host wrap it once more in `errors`. */
function causes(thrown: unknown): unknown[] {
  const cause = thrown instanceof Error && thrown.cause !== undefined ? thrown.cause : thrown;
  return cause instanceof AggregateError ? [cause, ...cause.errors] : [cause];
}

function brokenBy(thrown: unknown): HttpExchange {
  for (const cause of causes(thrown)) {
    const code = field(cause, 'code');
    if (neverConnected.test(code) || field(cause, 'syscall') === 'connect') return { kind: 'unreachable', code };
  }
  // A kept-alive connection that Cal.com has just closed looks the same: whether it was read cannot be known.
  return { kind: 'connection_lost' };
}

/**
 * Sends one request and reads its whole answer within `timeoutMs`. Nothing is thrown for what the network does.
 * Redirects are not followed, so that a change is never sent twice or to somebody else.
 */
export async function exchange(
  request: HttpRequest,
  { clock, timeoutMs, signal }: { clock: Clock; timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<HttpExchange> {
  const stop = new AbortController();
  const timer = new AbortController();
  let reason: 'timed_out' | 'given_up' | undefined;
  function giveUp(why: 'timed_out' | 'given_up') {
    reason ??= why;
    stop.abort();
  }
  const onAbort = () => giveUp('given_up');
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  clock.sleep(timeoutMs, timer.signal).then(
    () => giveUp('timed_out'),
    () => undefined,
  );
  try {
    const { method, headers, body } = request;
    const answer = await fetch(request.url, {
      method,
      headers,
      redirect: 'manual',
      signal: stop.signal,
      ...(body === undefined ? {} : { body }),
    });
    return { kind: 'answered', httpStatus: answer.status, headers: answer.headers, text: await answer.text() };
  } catch (thrown) {
    return reason ? { kind: reason } : brokenBy(thrown);
  } finally {
    timer.abort('answered');
    signal?.removeEventListener('abort', onAbort);
  }
}
