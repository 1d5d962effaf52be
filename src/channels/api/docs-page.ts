// The page of the API's documentation, and what it may load and run: its own scripts, and nothing from another host.
import { createHash } from 'node:crypto';
import reference from '@scalar/fastify-api-reference';
import type { FastifyInstance } from 'fastify';

/** Registers `/docs`. */
export function docsPage(app: FastifyInstance): void {
  app.register(async page => {
    page.addHook('onSend', async (_request, reply, payload) => {
      if (typeof payload === 'string' && String(reply.getHeader('content-type')).startsWith('text/html'))
        void reply.header('content-security-policy', policyOf(payload));
      return payload;
    });
    await page.register(reference, {
      routePrefix: '/docs',
      configuration: { withDefaultFonts: false, hideClientButton: true, showDeveloperTools: 'never', agent: { disabled: true } },
    });
  });
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
