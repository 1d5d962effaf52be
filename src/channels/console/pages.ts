// Serves the console: one page for all of its addresses, and the files it loads.
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { errorBody, noSuchAddress } from '../server/errors.ts';
import { type ConsoleFile, type ConsoleFiles, formFor, readConsoleFiles } from './console-files.ts';

const below = z.object({ '*': z.string() });
const yearSeconds = 365 * 24 * 3_600;
const nonceMark = '__CSP_NONCE__';

/** Registers `/console` and what is below it, from this folder. The files are read at the first request. */
export function consolePages(app: FastifyInstance, folder: string): void {
  let files: Promise<ConsoleFiles | undefined> | undefined;

  async function serve(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    files ??= readConsoleFiles(folder);
    const built = await files;
    if (!built) {
      files = undefined;
      return reply.code(404).send(errorBody('resource_not_found', [], 'The console is not built here: npm run build.'));
    }
    const name = below.safeParse(request.params).data?.['*'] ?? '';
    const file = built.get(name);
    if (file && name !== 'index.html') return sendFile(request, reply, file);
    const page = built.get('index.html');
    // A page in a file's place would be taken for one. Ids of customers and calls may have an ending as well.
    if (!page || /^assets\/|^[^/]+\.\w+$/.test(name)) throw noSuchAddress(request);
    return sendPage(reply, page);
  }

  for (const url of ['/console', '/console/*']) app.get(url, { schema: { hide: true } }, serve);
}

function sendFile(request: FastifyRequest, reply: FastifyReply, file: ConsoleFile): FastifyReply {
  const { content, encoding } = formFor(file, request.headers['accept-encoding']);
  if (encoding) void reply.header('content-encoding', encoding);
  return reply
    .type(file.type)
    .header('vary', 'accept-encoding')
    .header('cache-control', file.isHashed ? `public, max-age=${yearSeconds}, immutable` : 'no-cache')
    .send(content);
}

/** The page is small, and no two are the same: only styles that carry its number may be added to it. */
function sendPage(reply: FastifyReply, page: ConsoleFile): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  return reply
    .type(page.type)
    .header('cache-control', 'no-store')
    .header('content-security-policy', policyWith(nonce))
    .send(page.plain.toString('utf8').replaceAll(nonceMark, nonce));
}

/** What the page may load and run: its own files, and nothing from another host. It can be framed by nobody. */
const policyWith = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
