// Connections are ended with the server: those that ask nothing at once, the others when they have their answer.
import type { FastifyInstance } from 'fastify';

/** No answer takes longer; an upload that never ends would. */
const longestMs = 10_000;

/**
 * A server that closes waits for every connection on which something is under way, and counts one that has been opened
 * and has sent nothing among them, for as long as its other end likes.
 */
export function endConnectionsOnClose(app: FastifyInstance, withinMs = longestMs): void {
  let closing = false;
  let underWay = 0;
  let patience: NodeJS.Timeout | undefined;
  const endAll = (): void => app.server.closeAllConnections();

  app.server.on('connection', socket => {
    if (closing) socket.destroy();
  });
  app.server.on('request', (_, response) => {
    underWay += 1;
    response.once('close', () => {
      underWay -= 1;
      if (closing && underWay === 0) endAll();
    });
  });
  app.addHook('preClose', async () => {
    closing = true;
    if (underWay === 0) endAll();
    patience = setTimeout(endAll, withinMs);
  });
  app.addHook('onClose', async () => clearTimeout(patience));
}
