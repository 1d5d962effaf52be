// Who asks, what the key may do, and for which companies. Another company's id is answered like one that does not exist.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Door } from '../../ingress/door.ts';
import { networkOf } from '../../ingress/network.ts';
import { Refused } from '../../ingress/refused.ts';
import { ApiFault, notFound } from '../../server/errors.ts';
import { createKeyGuesses, type KeyGuesses } from './key-guesses.ts';
import { createKeyRing, type KeyRing, type KeyRingOptions, type ValidKey } from './key-ring.ts';
import { digestOfKey } from './key-table.ts';
import type { ApiKey, KeyAccess } from './keys.ts';
import { requireSameOrigin, tokenIn } from './session-cookie.ts';
import type { Sessions } from './sessions.ts';

export type Role = ApiKey['role'];
/** What the routes see of a key: never the key itself. */
export type Access = KeyAccess;

declare module 'fastify' {
  interface FastifyRequest {
    access: Access | undefined;
    /** Asks again what let this request in: a key or a session may end while a long answer is under way. */
    isStillAdmitted(): Promise<boolean>;
  }
  interface FastifyContextConfig {
    /** The roles that may use a route; admins may use all. */
    roles?: Role[];
    /** Nothing is kept of what it answers. */
    reads?: true;
  }
}

export interface GuardDependencies extends KeyRingOptions {
  door: Pick<Door, 'patience'>;
}

export interface GuardOptions {
  guesses?: KeyGuesses;
  /** Left out: a cookie opens nothing here. */
  sessions?: Pick<Sessions, 'find'>;
}

/** Checks the bearer key, or the session's cookie, and the role of every route below; only wrong keys count towards the limit of a network. */
export function guard(
  app: FastifyInstance,
  { keys, madeKeys, door }: GuardDependencies,
  { guesses = createKeyGuesses(), sessions }: GuardOptions = {},
): void {
  const ring = createKeyRing({ keys, madeKeys });
  app.decorateRequest('access', undefined);
  app.decorateRequest('isStillAdmitted');
  app.addHook('onRequest', async (request, reply) => {
    const [, presented] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? [];
    const token = presented === undefined && sessions ? tokenIn(request) : undefined;
    const find = async (): Promise<ValidKey | { wait: number } | undefined> => {
      if (presented !== undefined) return admittedKey(ring, guesses, networkOf(request.ip), presented);
      return token === undefined ? undefined : sessions?.find(token);
    };
    const found = await find();
    if (!found || 'wait' in found) {
      await door.patience(request.raw.socket);
      throw found ? new Refused('rate_limited', found.wait) : new ApiFault('key_invalid');
    }
    if (token !== undefined) {
      requireSameOrigin(request);
      // What a person was shown must not come back from the browser's own store after they have signed out.
      void reply.header('cache-control', 'no-store');
    }
    found.used();
    const { roles } = request.routeOptions.config;
    if (found.access.role !== 'admin' && !roles?.includes(found.access.role)) throw new ApiFault('forbidden');
    request.access = found.access;
    request.isStillAdmitted = async () => {
      const again = await find();
      return again !== undefined && !('wait' in again);
    };
  });
}

/** The key that is presented. Right or wrong, a key is answered alike while its network has to wait. */
export function admittedKey(
  ring: KeyRing,
  guesses: KeyGuesses,
  network: string,
  presented: string,
): ValidKey | { wait: number } | undefined {
  const digest = digestOfKey(presented);
  const name = digest.toString('hex');
  const wait = guesses.waitOf(network, name);
  if (wait > 0) return { wait };
  const found = ring.find(digest);
  if (found) guesses.good(network, name);
  else guesses.wrong(network);
  return found;
}

export function accessOf(request: FastifyRequest): Access {
  if (!request.access) throw new ApiFault('key_invalid');
  return request.access;
}

export const maySee = (access: Access, companyId: string): boolean =>
  access.companies === '*' || access.companies.includes(companyId);

/** Throws `resource_not_found` for a company the key is not for. */
export function requireCompany(request: FastifyRequest, companyId: string): Access {
  const access = accessOf(request);
  if (!maySee(access, companyId)) throw notFound('company', companyId);
  return access;
}

/** The companies a list is limited to: undefined for all, else those of the key, or the one asked for. */
export function companiesOf(request: FastifyRequest, wanted: string | undefined): readonly string[] | undefined {
  const access = accessOf(request);
  if (wanted !== undefined) {
    requireCompany(request, wanted);
    return [wanted];
  }
  return access.companies === '*' ? undefined : access.companies;
}
