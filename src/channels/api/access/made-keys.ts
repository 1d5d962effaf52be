// The keys of the table as this instance knows them: read when one was made or revoked, and their use noted.
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Clock } from '../../../domain/clock.ts';
import { createPollLoop } from '../../../platform/jobs/poll-loop.ts';
import type { Listener } from '../../../platform/postgres/listener.ts';
import type { Database } from '../../../platform/postgres/schema.ts';
import { isValidAt, keysChannel, listKeys, type MadeKey, noteUse } from './key-table.ts';

export interface MadeKeys {
  /** Those that are valid now. */
  valid(): readonly MadeKey[];
  used(key: MadeKey): void;
}

export interface MadeKeysOptions {
  db: Kysely<Database>;
  /** Wakes it at once; without a notification it looks again after `lookEveryMs`. */
  listen: Listener['listen'];
  clock: Clock;
  log: Logger;
}

const lookEveryMs = 5_000;
/** A busy program would otherwise write a row with each request. */
const noteEveryMs = 60_000;

/** While the database is away the keys that were read last stay valid until they expire. Rejects where they cannot be read at the start. */
export async function followMadeKeys({ db, listen, clock, log }: MadeKeysOptions): Promise<MadeKeys & { stop(): Promise<void> }> {
  const read = async () => (await listKeys(db)).filter(({ revokedAt }) => revokedAt === undefined);
  let keys = await read();
  const notedAt = new Map<string, number>();
  const toNote = new Set<string>();

  async function note(): Promise<void> {
    const ids = [...toNote];
    if (ids.length === 0) return;
    await noteUse(db, ids, clock.now());
    for (const id of ids) {
      toNote.delete(id);
      notedAt.set(id, clock.elapsed());
    }
  }

  const loop = createPollLoop({
    name: 'api keys',
    async pass() {
      keys = await read();
      await note();
      return lookEveryMs;
    },
    afterFault: { firstMs: lookEveryMs, mostMs: 30_000 },
    failed: 'the API keys cannot be read now; those in use stay',
    clock,
    log,
  });
  loop.start();
  const stopListening = await listen(keysChannel, loop.wake);
  return {
    valid() {
      const now = clock.now();
      return keys.filter(key => isValidAt(key, now));
    },
    used({ id }) {
      const last = notedAt.get(id);
      if (last === undefined || clock.elapsed() - last >= noteEveryMs) toNote.add(id);
    },
    async stop() {
      await stopListening();
      await loop.stop();
    },
  };
}
