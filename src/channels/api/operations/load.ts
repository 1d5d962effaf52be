// What stands to be done and how the data folder is, as they are read when the metrics are asked for.
import type { ProjectionLag } from '../../../platform/projector/admin/lag.ts';
import type { ProofLag } from '../../../platform/proof/proof-lag.ts';

export type CircuitStatus = 'closed' | 'open' | 'half_open';

export interface Load {
  pending: { state: string; count: number; oldestSeconds: number }[];
  queue: { active: number; caller: number; background: number };
  accounts: {
    account: string;
    companies: readonly string[];
    state: CircuitStatus;
    /** The calendar turns the account's key away. */
    keyRefused: boolean;
    waiting: { caller: number; background: number };
  }[];
  lags: Pick<ProjectionLag, 'projection' | 'position' | 'events' | 'seconds' | 'parked'>[];
  /** Of what is personal: those that are damaged, and those of people who had been erased, which the vault held at the start. */
  keys: { damaged: number; ofErased: number };
  /** Left out where no transparency log is built. */
  proof?: ProofLag | undefined;
}

export interface DataFolder {
  freeBytes: number;
  sizeBytes: number;
  /** Undefined where its data is backed up elsewhere. */
  backupAgeSeconds: number | undefined;
}
