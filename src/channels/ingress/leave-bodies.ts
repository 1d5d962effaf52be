// Routes that read bodies themselves, so that nothing is made of one before its sender is known.
import type { FastifyInstance } from 'fastify';

/** Leaves every body of this scope in the network until its route asks for it, whatever it calls itself. */
export function leaveBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
}
