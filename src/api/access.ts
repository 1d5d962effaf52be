// Who asks, what the key may do, and for which companies. Another company's id is answered like one that does not exist.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { ApiKey } from '../config/api-keys.ts';
import { ApiFault } from './errors.ts';

export type Role = ApiKey['role'];
/** What the routes see of a key: never the key itself. */
export type Access = Omit<ApiKey, 'key'>;

declare module 'fastify' {
  interface FastifyRequest {
    access: Access | undefined;
  }
  interface FastifyContextConfig {
    /** The roles that may use a route; admins may use all. */
    roles?: Role[];
  }
}

const badKeysAMinute = 30;
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Checks the bearer key and the role of every route below; only bad keys count towards the limit of an address. */
export function guard(app: FastifyInstance, keys: () => readonly ApiKey[]): void {
  const limiter = new RateLimiterMemory({ points: badKeysAMinute, duration: 60 });
  app.decorateRequest('access', undefined);
  app.addHook('onRequest', async request => {
    const [, presented] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? [];
    const found = presented === undefined ? undefined : find(digest(presented));
    if (!found) {
      const allowed = await limiter.consume(request.ip).then(
        () => true,
        () => false,
      );
      throw new ApiFault(allowed ? 'key_invalid' : 'rate_limited');
    }
    const { roles } = request.routeOptions.config;
    if (found.role !== 'admin' && !roles?.includes(found.role)) throw new ApiFault('forbidden');
    request.access = found;
  });

  /** Compares with every key, so that the time taken tells nothing. */
  function find(presented: Buffer): Access | undefined {
    return digestsOf(keys()).filter(candidate => timingSafeEqual(candidate.digest, presented))[0]?.access;
  }
}

/** Worked out once for each list: another one comes only when keys are exchanged. */
const digests = new WeakMap<readonly ApiKey[], { digest: Buffer; access: Access }[]>();

function digestsOf(keys: readonly ApiKey[]): { digest: Buffer; access: Access }[] {
  const made = digests.get(keys) ?? keys.map(({ key, ...access }) => ({ digest: digest(key), access }));
  digests.set(keys, made);
  return made;
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
  if (!maySee(access, companyId)) throw new ApiFault('resource_not_found');
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
