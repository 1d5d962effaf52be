// For bookkeeping that a crash of the database may forget: its commit does not wait for the disk.
import { sql } from 'kysely';

/** A condition that is always true, for the `where` of a statement of its own; what the statement writes is flushed within a second. */
export const withoutFlush = sql`(select set_config('synchronous_commit', 'off', true)) = 'off'`;
