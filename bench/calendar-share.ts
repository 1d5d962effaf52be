// How long each call waited for Cal.com: from the first byte of the request to the last of the answer, as the HTTP client saw it.
import { subscribe } from 'node:diagnostics_channel';
import { z } from 'zod';

const message = z.object({ request: z.object({ path: z.string() }) });
const changed = /^\/v2\/bookings\/([^/]+)\/cancel$/;

/** Milliseconds by booking uid, filled as calls are answered. */
export function watchCalendar(): ReadonlyMap<string, number> {
  const began = new Map<string, number>();
  const took = new Map<string, number>();
  const uidOf = (event: unknown): string | undefined => {
    const parsed = message.safeParse(event);
    return parsed.success ? changed.exec(parsed.data.request.path)?.[1] : undefined;
  };
  subscribe('undici:client:sendHeaders', event => {
    const uid = uidOf(event);
    if (uid !== undefined) began.set(uid, performance.now());
  });
  subscribe('undici:request:trailers', event => {
    const uid = uidOf(event);
    const start = uid === undefined ? undefined : began.get(uid);
    if (uid !== undefined && start !== undefined) took.set(uid, performance.now() - start);
  });
  return took;
}
