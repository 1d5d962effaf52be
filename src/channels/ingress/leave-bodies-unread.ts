// Lets routes read bodies themselves, so that none is parsed before its sender is known.
import type { FastifyInstance } from 'fastify';

/** Leaves every body of this scope in the network until its route asks for it, whatever it calls itself. */
export function leaveBodiesUnread(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
}
