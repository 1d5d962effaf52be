// Starts what builds the transparency log and gives its checkpoints out.
import type { Logger } from 'pino';
import type { Part } from '../../channels/api/operations/health-parts.ts';
import type { Metrics } from '../../channels/api/operations/metrics.ts';
import { createProofCopies } from '../../channels/proof/copies.ts';
import type { Clock } from '../../domain/clock.ts';
import { createProofBuilder, type ProofBuilder } from '../../platform/proof/builder.ts';
import type { Config } from '../config/config.ts';
import type { ReadSide } from '../start-read-side.ts';

export interface ProofOptions {
  config: Pick<Config, 'proofKey' | 'proofDir' | 'natsUrl'>;
  readSide: Pick<ReadSide, 'db' | 'store' | 'requests'>;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
}

export interface ProofSide {
  health(): Part;
  stop(): Promise<void>;
}

/** Undefined where no key signs. It waits for nothing: whatever is away delays the log and nothing else. */
export function startProof({ config, readSide, clock, log, metrics }: ProofOptions): ProofSide | undefined {
  const { proofKey: key, proofDir, natsUrl } = config;
  if (!key) return undefined;
  const { db, store, requests } = readSide;
  const copies = createProofCopies({ db, origin: key.name, proofDir, natsUrl, clock, log, metrics });
  const { givenOut } = copies;
  const builder = createProofBuilder({ db, store, key, givenOut, clock, log, metrics, whenIdle: requests.whenIdle });
  for (const part of [builder, copies]) part.start();
  return {
    health: () => healthOf(builder),
    async stop() {
      await copies.stop();
      await builder.stop();
    },
  };
}

function healthOf(builder: ProofBuilder): Part {
  const { status, size, code } = builder.state();
  return { state: status === 'waiting' ? 'degraded' : 'ok', detail: { status, size, code } };
}
