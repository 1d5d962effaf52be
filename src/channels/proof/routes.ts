// Serves the transparency log as tools of others read it: its last checkpoint and its tiles (https://c2sp.org/tlog-tiles). They are
// hashes and a signature: nothing of a person is in them, and no key is asked for.
import type { FastifyInstance } from 'fastify';
import type { Fault } from '../../domain/fault.ts';
import { lastCheckpoint, type ProofDatabase, readLogs, tileReader } from '../../platform/proof/log-tables.ts';
import { parseTilePath } from '../../proof/tiles.ts';
import { Refused } from '../ingress/refused.ts';

/** A tile never changes: whoever has it need not ask again. */
const immutable = 'public, max-age=31536000, immutable';
const soonOld = 'public, max-age=2';

/** `/proof/checkpoint` and `/proof/tile/<L>/<N>[.p/<W>]`, of the log that is built now. What is not there is `resource_not_found`. */
export function registerProof(app: FastifyInstance, db: ProofDatabase): void {
  app.get('/proof/checkpoint', { schema: { hide: true } }, async (_, reply) => {
    const log = (await readLogs(db)).at(-1);
    const checkpoint = log && (await lastCheckpoint(db, log.logId));
    if (!checkpoint) throw new Refused('resource_not_found');
    return reply.type('text/plain; charset=utf-8').header('cache-control', soonOld).send(checkpoint.note);
  });
  app.get<{ Params: { '*': string } }>('/proof/tile/*', { schema: { hide: true } }, async (request, reply) => {
    const place = parseTilePath(request.params['*']);
    const log = place && (await readLogs(db)).at(-1);
    if (!place || !log) throw new Refused('resource_not_found');
    try {
      const tile = await tileReader(db, log.logId)(place, place.width);
      return await reply.type('application/octet-stream').header('cache-control', immutable).send(tile);
    } catch (error) {
      if (isMissing(error)) throw new Refused('resource_not_found');
      throw error;
    }
  });
}

const isMissing = (error: unknown): error is Fault =>
  error instanceof Error && 'code' in error && error.code === 'proof_tile_missing';
