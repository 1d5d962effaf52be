// The cookie of a session: where it may be set, how it is read, and which requests may use it.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiFault } from '../../server/errors.ts';

/** Sent with every request that changes something: no form and no page of another origin can send it without asking first. */
export const consoleHeader = 'rebook-console';

/** Browsers keep a `__Host-` cookie only over HTTPS, for this host alone; so nobody else can plant one. */
const secureName = '__Host-rebook';
/** Over HTTP on the machine itself, where there is no HTTPS. */
const plainName = 'rebook';
const loopback = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/** What the cookie is called for this request; undefined where a session may not be: over HTTP from another machine. */
export function cookieNameFor(request: FastifyRequest): string | undefined {
  if (request.protocol === 'https') return secureName;
  return loopback.has(request.hostname) ? plainName : undefined;
}

/** The token that a request brings; undefined where it brings none. */
export function tokenIn(request: FastifyRequest): string | undefined {
  const name = cookieNameFor(request);
  if (name === undefined) return undefined;
  const pairs = (request.headers.cookie ?? '').split(';').map(pair => pair.trim());
  return pairs.find(pair => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Sets the cookie until then; an empty token takes it away. */
export function setToken(reply: FastifyReply, name: string, token: string, maxAgeSeconds: number): void {
  const secure = name === secureName ? '; Secure' : '';
  void reply.header('set-cookie', `${name}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}${secure}`);
}

/**
 * Throws `forbidden` for a request that a page of another origin may have caused. A browser says so itself (`Sec-Fetch-Site`); one that
 * does not still names the origin of what changes something.
 */
export function requireSameOrigin(request: FastifyRequest): void {
  const { 'sec-fetch-site': site, origin } = request.headers;
  const changes = request.method !== 'GET' && request.method !== 'HEAD';
  if (site !== undefined && site !== 'same-origin') throw otherOrigin();
  if (origin !== undefined && hostOf(origin) !== request.host) throw otherOrigin();
  if (!changes) return;
  if (site === undefined && origin === undefined) throw otherOrigin();
  if (request.headers[consoleHeader] === undefined) throw otherOrigin();
}

const otherOrigin = () => new ApiFault('forbidden', [], 'A session is taken from the pages of the console alone.');

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
