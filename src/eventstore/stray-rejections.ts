// Rejections nobody can catch: the client makes promises it gives to no one, and rejects them when its connection breaks.
import { isConnectionFault } from './connection-fault.ts';

/**
 * Listens for the process's unhandled rejections. `connectionLost` needs nothing done: those who called the client have got a
 * rejection of their own and repeat. All others go to `unhandled`.
 */
export function onStrayRejection(tell: { connectionLost(): void; unhandled(reason: unknown): void }): void {
  process.on('unhandledRejection', reason => {
    if (isConnectionFault(reason)) tell.connectionLost();
    else tell.unhandled(reason);
  });
}
