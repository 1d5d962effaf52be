// How long each call waited for Cal.com: from the request's arrival there to the end of its answer.
import { subscribe } from 'node:diagnostics_channel';
import { z } from 'zod';

const message = z.object({ request: z.object({ url: z.string() }) });
const cancels = /\/v2\/bookings\/([^/]+)\/cancel$/;

/** Milliseconds by booking uid, filled as calls are answered; of the HTTP servers in this process. */
export function watchCalendar(): ReadonlyMap<string, number> {
  const began = new Map<string, number>();
  const took = new Map<string, number>();
  const uidOf = (event: unknown): string | undefined => {
    const parsed = message.safeParse(event);
    return parsed.success ? cancels.exec(parsed.data.request.url)?.[1] : undefined;
  };
  subscribe('http.server.request.start', event => {
    const uid = uidOf(event);
    if (uid !== undefined) began.set(uid, performance.now());
  });
  subscribe('http.server.response.finish', event => {
    const uid = uidOf(event);
    const start = uid === undefined ? undefined : began.get(uid);
    if (uid !== undefined && start !== undefined) took.set(uid, performance.now() - start);
  });
  return took;
}
