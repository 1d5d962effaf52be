// Sessions of people at the console: an access key was exchanged for one. They stand in PostgreSQL, so that all instances know and end them.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock } from '../../../domain/clock.ts';
import type { Database } from '../../../platform/postgres/schema.ts';
import type { KeyRing, ValidKey } from './key-ring.ts';
import { digestOfKey } from './key-table.ts';

export interface Sessions {
  /** Begins a session in the name of a key; the token is given this once. */
  begin(key: ValidKey): Promise<{ token: string; expiresAt: Date }>;
  /** The key a session stands for. Undefined where there is no such session, it is over, or its key is not valid any more. */
  find(token: string): Promise<ValidKey | undefined>;
  end(token: string): Promise<void>;
  /** Ends every session in the name of a key, wherever it began. */
  endAllOf(keyName: string): Promise<void>;
}

export interface SessionsOptions {
  db: Kysely<Database>;
  ring: KeyRing;
  clock: Pick<Clock, 'now'>;
}

/** One working day. */
export const sessionMs = 12 * 3_600_000;
const tokenForm = /^[A-Za-z0-9_-]{43}$/;

/**
 * The table holds the digest of a token, and of the key an HMAC that only the token can repeat: who reads the table can neither use a
 * session nor try keys against it. A session is looked up at each request, so that one that was ended opens nothing anywhere.
 */
export function createSessions({ db, ring, clock }: SessionsOptions): Sessions {
  return {
    async begin(key) {
      const token = randomBytes(32).toString('base64url');
      const now = clock.now();
      const expiresAt = new Date(now.getTime() + sessionMs);
      await db
        .insertInto('console_session')
        .values({
          token_digest: digestOfKey(token),
          key_mark: markOf(token, key.digest),
          key_name: key.access.name,
          began_at: now,
          expires_at: expiresAt,
        })
        .execute();
      return { token, expiresAt };
    },
    async find(token) {
      if (!tokenForm.test(token)) return undefined;
      const row = await db
        .selectFrom('console_session')
        .select('key_mark')
        .where('token_digest', '=', digestOfKey(token))
        .where('ended_at', 'is', null)
        .where('expires_at', '>', clock.now())
        .executeTakeFirst();
      return row && ring.valid().find(({ digest }) => timingSafeEqual(markOf(token, digest), row.key_mark));
    },
    async end(token) {
      await endThose().where('token_digest', '=', digestOfKey(token)).execute();
    },
    async endAllOf(keyName) {
      await endThose().where('key_name', '=', keyName).execute();
    },
  };

  function endThose() {
    return db.updateTable('console_session').set({ ended_at: clock.now() }).where('ended_at', 'is', null);
  }
}

const markOf = (token: string, keyDigest: Buffer): Buffer => createHmac('sha256', token).update(keyDigest).digest();
