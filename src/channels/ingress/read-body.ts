// Reads a body from the network: bounded, piece by piece, and throttled where it is large.
import type { IncomingMessage } from 'node:http';
import type { BodyLane } from './body-lane.ts';
import { Refused } from './refused.ts';

export interface ReadOptions {
  /** Bytes; a larger body is refused, unread where its length is declared. */
  limit: number;
  lane: BodyLane;
  /** Asked before more than the first pieces are read; throws where this sender is not to be read any further. */
  mayBeLarge(): void;
  /** Each piece as it comes in. */
  onPiece(piece: Buffer): void;
}

/** What every sender may send without waiting for a turn: more than a call's body without word times. */
export const smallBody = 64 * 1024;
const lingerMs = 1_000;

/** The whole body, in pieces: to put together what nobody has signed would cost its memory once more. Throws `Refused`: `body_too_large`, `rate_limited`, `overloaded`, `body_invalid` where it breaks off. */
export async function readBody(request: IncomingMessage, { limit, lane, mayBeLarge, onPiece }: ReadOptions): Promise<Buffer[]> {
  const declared = declaredLength(request);
  if (declared > limit) throw new Refused('body_too_large');
  if (declared > smallBody) mayBeLarge();
  return pieces(request, { limit, lane, mayBeLarge, onPiece }, declared);
}

/** NaN where none is declared: the body comes in chunks, or there is none. */
const declaredLength = (request: IncomingMessage): number => Number(request.headers['content-length'] ?? Number.NaN);

function pieces(request: IncomingMessage, options: ReadOptions, declared: number): Promise<Buffer[]> {
  const { limit, lane, mayBeLarge, onPiece } = options;
  return new Promise((resolve, reject) => {
    const kept: Buffer[] = [];
    let length = 0;
    let done = false;
    const reader = lane.enter(() => end(() => reject(new Refused('overloaded', lingerMs))));

    function end(settle: () => void): void {
      if (done) return;
      done = true;
      request.off('data', onData).off('end', onEnd).off('error', onBroken).off('close', onBroken);
      // Without a reader Node would read the rest from the network, for nothing.
      request.pause();
      // Later data of a broken connection is ignored.
      request.on('error', () => undefined);
      reader.leave();
      settle();
    }
    function onData(piece: Buffer): void {
      const wasSmall = length <= smallBody;
      length += piece.length;
      try {
        if (length > limit) throw new Refused('body_too_large');
        if (wasSmall && length > smallBody) mayBeLarge();
      } catch (error) {
        end(() => reject(error));
        return;
      }
      kept.push(piece);
      onPiece(piece);
      reader.took(piece.length);
      if (done || length <= smallBody) return;
      request.pause();
      void reader.waitForCapacity((Number.isNaN(declared) ? limit : declared) - length).then(() => {
        if (!done) request.resume();
      });
    }
    const onEnd = () => end(() => resolve(kept));
    const onBroken = () => end(() => reject(new Refused('body_invalid')));
    request.on('data', onData).once('end', onEnd).once('error', onBroken).once('close', onBroken);
  });
}

/** Whether more of the request is still to come than is worth reading from the network before the answer. */
export function isMostlyUnread(request: IncomingMessage): boolean {
  if (request.complete || declaredLength(request) <= smallBody) return false;
  return request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined;
}

/**
 * Leaves the rest of a body in the network, where it costs nothing, and ends its connection after the answer. Node would close it
 * while the answer is being sent; a client that still sends would see a broken connection, and no answer.
 */
export function leaveUnread(request: IncomingMessage): void {
  // Once it was asked for, Node does not read the rest itself.
  request.read(0);
  request.pause();
  const { socket } = request;
  socket.destroySoon = () => {
    socket.end();
    const close = setTimeout(() => socket.destroy(), lingerMs);
    socket.once('close', () => clearTimeout(close));
  };
}
