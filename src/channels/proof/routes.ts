// Serves the transparency log as tools of others read it: its last checkpoint and its tiles (https://c2sp.org/tlog-tiles). They are
// hashes and a signature: nothing of a person is in them, and no key is asked for.
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Fault } from '../../domain/fault.ts';
import { lastCheckpoint, type ProofDatabase, type ProofLog, readLogs, tileReader } from '../../platform/proof/log-tables.ts';
import { keyIdOf } from '../../proof/note.ts';
import { parseTilePath } from '../../proof/tiles.ts';
import { Refused } from '../ingress/refused.ts';

/** A tile of a log that the address names never changes: readers who have it need not ask again. */
const immutable = 'public, max-age=31536000, immutable';
/** Another log may be the newest soon, with other tiles at the same address. */
const soonOld = 'public, max-age=2';

/**
 * `/proof/<id>/checkpoint` and `/proof/<id>/tile/<L>/<N>[.p/<W>]` of each log, `<id>` being the id of its key; the same without an id
 * of the newest. What is not there is `resource_not_found`.
 */
export function registerProof(app: FastifyInstance, db: ProofDatabase): void {
  const newest = async () => (await readLogs(db)).at(-1);
  const named = async (id: string) => (await readLogs(db)).find(({ verifierKey }) => keyIdOf(verifierKey) === id);

  app.get('/proof/checkpoint', { schema: { hide: true } }, async (_, reply) => sendCheckpoint(reply, db, await newest()));
  app.get<{ Params: { '*': string } }>('/proof/tile/*', { schema: { hide: true } }, async ({ params }, reply) =>
    sendTile(reply, db, await newest(), params['*'], soonOld),
  );
  app.get<{ Params: { id: string } }>('/proof/:id/checkpoint', { schema: { hide: true } }, async ({ params }, reply) =>
    sendCheckpoint(reply, db, await named(params.id)),
  );
  app.get<{ Params: { id: string; '*': string } }>('/proof/:id/tile/*', { schema: { hide: true } }, async ({ params }, reply) =>
    sendTile(reply, db, await named(params.id), params['*'], immutable),
  );
}

async function sendCheckpoint(reply: FastifyReply, db: ProofDatabase, log: ProofLog | undefined): Promise<FastifyReply> {
  const checkpoint = log && (await lastCheckpoint(db, log.logId));
  if (!checkpoint) throw new Refused('resource_not_found');
  return reply.type('text/plain; charset=utf-8').header('cache-control', soonOld).send(checkpoint.note);
}

async function sendTile(
  reply: FastifyReply,
  db: ProofDatabase,
  log: ProofLog | undefined,
  path: string,
  caching: string,
): Promise<FastifyReply> {
  const place = parseTilePath(path);
  if (!place || !log) throw new Refused('resource_not_found');
  try {
    const tile = await tileReader(db, log.logId)(place, place.width);
    return reply.type('application/octet-stream').header('cache-control', caching).send(tile);
  } catch (error) {
    if (isMissing(error)) throw new Refused('resource_not_found');
    throw error;
  }
}

const isMissing = (error: unknown): error is Fault =>
  error instanceof Error && 'code' in error && error.code === 'proof_tile_missing';
