// The page of the API's documentation, and what it may load and run: its own scripts, and nothing from another host.
import { createHash } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';

export interface Docs {
  document(): object;
  /** The page may send requests: the API is at its own address. */
  canBeTried: boolean;
}

/** Registers `/docs`. What the page is made of is large, and few services are ever asked for it: it is loaded at the first request. */
export function docsPage(app: FastifyInstance, docs: Docs): void {
  let page: Promise<FastifyInstance> | undefined;
  for (const url of ['/docs', '/docs/*'])
    app.get(url, { schema: { hide: true } }, async (request, reply) => {
      page ??= loadPage(docs);
      const { statusCode, headers, rawPayload } = await (await page).inject({ method: 'GET', url: request.url });
      const { 'content-length': _, connection: __, date: ___, ...own } = headers;
      void reply.code(statusCode).headers(own);
      if (String(headers['content-type']).startsWith('text/html'))
        void reply.header('content-security-policy', policyOf(rawPayload.toString('utf8')));
      return reply.send(rawPayload);
    });
}

/** The page's own routes: they cannot be added to a server that runs, so they are asked without a network. */
async function loadPage({ document: content, canBeTried }: Docs): Promise<FastifyInstance> {
  const { default: reference } = await import('@scalar/fastify-api-reference');
  const page = fastify({ logger: false });
  await page.register(reference, {
    routePrefix: '/docs',
    configuration: {
      content,
      withDefaultFonts: false,
      hideClientButton: true,
      hideTestRequestButton: !canBeTried,
      showDeveloperTools: 'never',
      agent: { disabled: true },
    },
  });
  return page;
}

/** Scripts: the page's own file, and those that stand in the page itself, by their digests. Styles are made by that script as it runs. */
export function policyOf(html: string): string {
  const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, script = '']) => script);
  const digests = inline.map(script => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  return [
    "default-src 'none'",
    `script-src 'self' ${digests.join(' ')}`.trimEnd(),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
