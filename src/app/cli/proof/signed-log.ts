// The transparency log a command works with: the newest of the database, brought up to date and signed where the key is at hand.

import { pino } from 'pino';
import { createProofCopies } from '../../../channels/proof/copies.ts';
import type { ConnectedEventStore } from '../../../platform/eventstore/store.ts';
import { createLogExtender, notAsked } from '../../../platform/proof/extend-log.ts';
import { type ProofDatabase, type ProofLog, readLogs } from '../../../platform/proof/log-tables.ts';
import type { SigningKey } from '../../../proof/note.ts';
import type { Config } from '../../config/config.ts';
import { CommandFailed } from '../command-failed.ts';
import type { Terminal } from '../terminal.ts';

export interface SignOptions {
  db: ProofDatabase;
  store: ConnectedEventStore;
  config: Pick<Config, 'proofKey' | 'proofDir' | 'natsUrl'>;
  terminal: Terminal;
}

/**
 * Adds what the store has got since and signs a checkpoint, whether a service runs or not. Throws what `extend` throws, and
 * `proof_copy_silent`.
 */
export async function signNow({ db, store, config, terminal }: SignOptions, key: SigningKey): Promise<void> {
  const { clock } = terminal;
  const { proofDir, natsUrl } = config;
  const copies = createProofCopies({ db, origin: key.name, proofDir, natsUrl, clock, log: pino({ level: 'silent' }) });
  const extender = createLogExtender({ db, store, key, clock, givenOut: copies.givenOut, checkpointAfterMs: 0 });
  for (;;) {
    const { caughtUp, silent } = await extender.extend();
    if (!caughtUp) continue;
    if (silent.length > 0) throw notAsked(silent);
    return;
  }
}

/** Throws `Unsuccessful` where no log was begun. */
export async function newestLog(db: ProofDatabase): Promise<ProofLog> {
  const log = (await readLogs(db)).at(-1);
  if (!log) throw new CommandFailed('there is no transparency log yet: the service begins one when it starts with a key');
  return log;
}
