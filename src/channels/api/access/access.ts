// Who asks, what the key may do, and for which companies. Another company's id is answered like one that does not exist.
import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Door } from '../../ingress/door.ts';
import { networkOf } from '../../ingress/network.ts';
import { Refused } from '../../ingress/refused.ts';
import { ApiFault, notFound } from '../../server/errors.ts';
import { createKeyGuesses } from './key-guesses.ts';
import { digestOfKey } from './key-table.ts';
import type { ApiKey, KeyAccess } from './keys.ts';
import type { MadeKeys } from './made-keys.ts';

export type Role = ApiKey['role'];
/** What the routes see of a key: never the key itself. */
export type Access = KeyAccess;

declare module 'fastify' {
  interface FastifyRequest {
    access: Access | undefined;
  }
  interface FastifyContextConfig {
    /** The roles that may use a route; admins may use all. */
    roles?: Role[];
    /** Nothing is kept of what it answers. */
    reads?: true;
  }
}

export interface GuardDependencies {
  /** The configured keys as they are now. */
  keys: () => readonly ApiKey[];
  /** Those of the table. */
  madeKeys: MadeKeys;
  door: Pick<Door, 'patience'>;
}

/** Checks the bearer key and the role of every route below; only wrong keys count towards the limit of a network. */
export function guard(app: FastifyInstance, { keys, madeKeys, door }: GuardDependencies, guesses = createKeyGuesses()): void {
  app.decorateRequest('access', undefined);
  app.addHook('onRequest', async request => {
    const [, presented] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? [];
    const found = presented === undefined ? undefined : admitted(networkOf(request.ip), digestOfKey(presented));
    if (!found || 'wait' in found) {
      await door.patience(request.raw.socket);
      throw found ? new Refused('rate_limited', found.wait) : new ApiFault('key_invalid');
    }
    const { roles } = request.routeOptions.config;
    if (found.role !== 'admin' && !roles?.includes(found.role)) throw new ApiFault('forbidden');
    request.access = found;
  });

  /** Right or wrong, a key is answered alike while its network has to wait. */
  function admitted(network: string, presented: Buffer): Access | { wait: number } | undefined {
    const name = presented.toString('hex');
    const wait = guesses.waitOf(network, name);
    if (wait > 0) return { wait };
    const found = find(presented);
    if (found) guesses.good(network, name);
    else guesses.wrong(network);
    return found;
  }

  /** Compares with every key, so that the time taken tells nothing. */
  function find(presented: Buffer): Access | undefined {
    const isPresented = (candidate: { digest: Buffer }): boolean => timingSafeEqual(candidate.digest, presented);
    const [configured] = digestsOf(keys()).filter(isPresented);
    const [made] = madeKeys.valid().filter(isPresented);
    if (made) madeKeys.used(made);
    return (configured ?? made)?.access;
  }
}

/** Worked out once for each list: another one comes only when keys are exchanged. */
const digests = new WeakMap<readonly ApiKey[], { digest: Buffer; access: Access }[]>();

function digestsOf(keys: readonly ApiKey[]): { digest: Buffer; access: Access }[] {
  const made = digests.get(keys) ?? keys.map(({ key, ...access }) => ({ digest: digestOfKey(key), access }));
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
