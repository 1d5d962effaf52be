// What the transparency log says of itself at one moment. A check holds on to it, since the log goes on growing meanwhile.
import { sql } from 'kysely';
import { hashBytes } from '../../proof/merkle.ts';
import { tileWidth } from '../../proof/tiles.ts';
import { type ProofDatabase, type ProofLog, readLogs } from './log-tables.ts';

export interface LogState extends ProofLog {
  /** Leaves that its tiles have. */
  inTiles: number;
  /** Checkpoints that are there, and the size of the largest. */
  checkpoints: { there: number; largest: number };
  /** Checkpoints that were signed at least, and the size of the largest. */
  signed: { count: number; largest: number };
}

interface Counted {
  log_id: number;
  signed: string;
  signed_size: string;
  there: string;
  largest: string | null;
  in_tiles: string | null;
}

/** All logs, the newest last, as one transaction sees them. */
export const readLogStates = (db: ProofDatabase): Promise<LogState[]> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async transaction => {
      const logs = await readLogs(transaction);
      const { rows } = await sql<Counted>`
        select log_id, signed, signed_size, c.there, c.largest, t.in_tiles
        from proof_log l
        cross join lateral (select count(*) as there, max(size) as largest from proof_checkpoint c where c.log_id = l.log_id) c
        left join lateral (
          select index * ${tileWidth} + length(hashes) / ${hashBytes} as in_tiles from proof_tile t
          where t.log_id = l.log_id and level = 0 order by index desc limit 1) t on true`.execute(transaction);
      const counted = new Map(rows.map(row => [row.log_id, row]));
      return logs.map(log => {
        const row = counted.get(log.logId);
        return {
          ...log,
          inTiles: Number(row?.in_tiles ?? 0),
          checkpoints: { there: Number(row?.there ?? 0), largest: Number(row?.largest ?? 0) },
          signed: { count: Number(row?.signed ?? 0), largest: Number(row?.signed_size ?? 0) },
        };
      });
    });
