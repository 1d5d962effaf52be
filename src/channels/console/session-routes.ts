// Signing in and out at the console: an access key is exchanged for a session, which its cookie brings back.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { admittedKey } from '../api/access/access.ts';
import { type AccessRecordDependencies, noteAccess } from '../api/access/access-record.ts';
import type { KeyGuesses } from '../api/access/key-guesses.ts';
import type { KeyRing } from '../api/access/key-ring.ts';
import { cookieNameFor, requireSameOrigin, setToken, tokenIn } from '../api/access/session-cookie.ts';
import { type Sessions, sessionMs } from '../api/access/sessions.ts';
import { typed } from '../api/dependencies.ts';
import type { Door } from '../ingress/door.ts';
import { networkOf } from '../ingress/network.ts';
import { Refused } from '../ingress/refused.ts';
import { ApiFault } from '../server/errors.ts';

export interface SessionRouteDependencies extends AccessRecordDependencies {
  ring: KeyRing;
  guesses: KeyGuesses;
  sessions: Sessions;
  door: Pick<Door, 'patience'>;
}

const path = '/console/session';
const body = z.strictObject({ key: z.string().trim().min(1).max(500) });
const query = z.strictObject({ everywhere: z.literal('true').optional() });

/** Registers `POST` and `DELETE /console/session`. */
export function sessionRoutes(app: FastifyInstance, deps: SessionRouteDependencies): void {
  const { ring, guesses, sessions, door } = deps;
  const routes = typed(app);

  routes.post(path, { schema: { hide: true, body } }, async (request, reply) => {
    const name = allowedName(request);
    const found = admittedKey(ring, guesses, networkOf(request.ip), request.body.key);
    if (!found || 'wait' in found) {
      await door.patience(request.raw.socket);
      throw found ? new Refused('rate_limited', found.wait) : new ApiFault('key_invalid');
    }
    found.used();
    const { access } = found;
    await noteAccess(deps, { name: access.name, role: access.role, operation: 'signIn' }, [signedIn]);
    // The one that the browser had is another person's, or an older one of theirs.
    const before = tokenIn(request);
    if (before !== undefined) await sessions.end(before);
    const { token, expiresAt } = await sessions.begin(found);
    setToken(reply, name, token, sessionMs / 1_000);
    void reply.header('cache-control', 'no-store');
    return { ...access, expires_at: expiresAt.toISOString() };
  });

  routes.delete(path, { schema: { hide: true, querystring: query } }, async (request, reply) => {
    const name = allowedName(request);
    const token = tokenIn(request);
    if (token !== undefined) {
      const found = request.query.everywhere && (await sessions.find(token));
      if (found) await sessions.endAllOf(found.access.name);
      await sessions.end(token);
    }
    setToken(reply, name, '', 0);
    return reply.code(204).send();
  });
}

const signedIn = { kind: 'sign_in', companyId: null, customerIds: [] } as const;

/** Throws `forbidden` for another origin's request, and `https_needed` where the cookie would be sent in the clear. */
function allowedName(request: FastifyRequest): string {
  requireSameOrigin(request);
  const name = cookieNameFor(request);
  if (name === undefined) throw new ApiFault('https_needed');
  return name;
}
