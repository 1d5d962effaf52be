// The front door of the signed routes: reads bodies, remembers whose signatures were bad, and rejects those cheaply.
import type { Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { createBodyLane } from './body-lane.ts';
import { createFailureLimit } from './failure-limit.ts';
import { networkOf } from './network.ts';
import { createRateQueue } from './rate-queue.ts';
import { readBody } from './read-body.ts';
import { Refused } from './refused.ts';

export interface Door {
  /** The body of a request whose header looks signed, in pieces; `onPiece` gets them as they come in. Throws `Refused`. */
  read(request: FastifyRequest, limit: number, onPiece?: (piece: Buffer) => void): Promise<Buffer[]>;
  /** Its signature was good: its network is trusted with large bodies. */
  welcome(request: FastifyRequest): void;
  /** Its signature is missing or bad: the answer is always the same. Throws `Refused`. */
  turnAway(request: FastifyRequest): Promise<never>;
  /** To be awaited before an unknown sender is answered: their answers are limited to so many a second. */
  patience(socket: Socket): Promise<void>;
}

const mebibyte = 1024 * 1024;
/**
 * Node copies each piece it reads, and these copies bring forward the collection of the whole heap (30 to 40 ms): at this pace
 * fewer than one call in ten meets one. The largest body passes at once where none came before it.
 */
const lane = { bytesPerSecond: 2 * mebibyte, burst: 10 * mebibyte, mostHeld: 128 * mebibyte };
const badSignatures = { most: 60, withinMs: 60_000, waitMs: 60_000, longestWaitMs: 60_000 };
/** A stranger's request costs well under a millisecond: at this pace most of a core is left for callers. */
const refusals = { perSecond: 300, burst: 100, mostWaiting: 1_000 };
const trustedMs = 3_600_000;
const mostTrusted = 10_000;

export function createDoor(): Door {
  const bodies = createBodyLane(lane);
  const failures = createFailureLimit(badSignatures);
  const trusted = new LRUCache<string, true>({ max: mostTrusted, ttl: trustedMs });
  const turns = createRateQueue(refusals);

  async function patience(socket: Socket): Promise<void> {
    if (await turns.next()) return;
    // Too many wait already: not even an answer is made.
    socket.destroy();
  }

  return {
    patience,
    read(request, limit, onPiece = () => undefined) {
      const network = networkOf(request.ip);
      return readBody(request.raw, {
        limit,
        lane: bodies,
        onPiece,
        mayBeLarge() {
          const wait = trusted.has(network) ? 0 : failures.waitOf(network);
          if (wait > 0) throw new Refused('rate_limited', wait);
        },
      });
    },
    welcome(request) {
      const network = networkOf(request.ip);
      trusted.set(network, true);
      failures.forget(network);
    },
    async turnAway(request) {
      const network = networkOf(request.ip);
      const wait = failures.waitOf(network);
      if (wait === 0) failures.failed(network);
      await patience(request.raw.socket);
      throw wait > 0 ? new Refused('rate_limited', wait) : new Refused('signature_invalid');
    },
  };
}
