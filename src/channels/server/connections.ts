// The server's connections: bounded in number, in time, and ended with the server.
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

export interface ConnectionLimits {
  /** More than these are never open: the one that has asked nothing for longest makes room. */
  most: number;
  /** What is in flight when the server closes is waited for so long: no answer takes longer. */
  closeWithinMs: number;
  /** A request that is still coming in when the server closes has so long to be whole. */
  bodyWithinMs: number;
}

const usual: Omit<ConnectionLimits, 'most'> = { closeWithinMs: 10_000, bodyWithinMs: 1_000 };

/** Undefined while a connection asks nothing. */
type Connections = Map<Socket, IncomingMessage | undefined>;

/**
 * Keeps the connections of a server within limits. A server that closes waits for every connection on which something is in flight, and
 * counts one that has been opened and has sent nothing among them, for as long as its other end likes.
 */
export function limitConnections(app: FastifyInstance, limits: Partial<ConnectionLimits> & Pick<ConnectionLimits, 'most'>): void {
  const { most, closeWithinMs, bodyWithinMs } = { ...usual, ...limits };
  /** Those that have been as they are for longest come first. */
  const connections: Connections = new Map();
  let closing = false;
  const patience: NodeJS.Timeout[] = [];
  const stands = (socket: Socket, request: IncomingMessage | undefined): void => {
    connections.delete(socket);
    connections.set(socket, request);
  };
  const endThose = (which: (request: IncomingMessage | undefined) => boolean): void => {
    for (const [socket, request] of connections) if (which(request)) socket.destroy();
  };

  app.server.on('connection', socket => {
    if (closing) return void socket.destroy();
    if (connections.size >= most) (mostDispensable(connections) ?? socket).destroy();
    if (socket.destroyed) return;
    stands(socket, undefined);
    socket.once('close', () => connections.delete(socket));
  });
  app.server.on('request', (request, response) => {
    const { socket } = request;
    stands(socket, request);
    response.once('close', () => {
      if (closing) socket.destroySoon();
      else if (connections.has(socket)) stands(socket, undefined);
    });
  });
  // The connection has been idle for long. A client that waits for our answer keeps it; a client that does not read the answer loses it.
  app.server.on('timeout', socket => {
    if (!isWaiting(connections.get(socket)) || socket.writableLength > 0) socket.destroy();
  });
  app.addHook('preClose', async () => {
    closing = true;
    endThose(request => request === undefined);
    patience.push(
      setTimeout(() => endThose(request => !isWaiting(request)), bodyWithinMs),
      setTimeout(() => endThose(() => true), closeWithinMs),
    );
  });
  app.addHook('onClose', async () => {
    for (const timer of patience) clearTimeout(timer);
  });
}

/** All of its request is here, and it waits for the answer. */
const isWaiting = (request: IncomingMessage | undefined): boolean => request?.complete === true;

/** One that asks nothing, else one whose request is still coming in; undefined where all wait for their answers. */
function mostDispensable(connections: Connections): Socket | undefined {
  let sending: Socket | undefined;
  for (const [socket, request] of connections) {
    if (request === undefined) return socket;
    if (!isWaiting(request)) sending ??= socket;
  }
  return sending;
}
