// Gives each checkpoint out to where others can keep it: a folder, the message broker. What was given out there is asked before
// the next one is signed.
import type { Logger } from 'pino';
import type { Clock } from '../../domain/clock.ts';
import { Fault } from '../../domain/fault.ts';
import { createPollLoop } from '../../platform/jobs/poll-loop.ts';
import type { CopyAnswer } from '../../platform/proof/extend-log.ts';
import {
  lastCheckpoint,
  type ProofDatabase,
  readLogs,
  type SignedCheckpoint,
  tileReader,
} from '../../platform/proof/log-tables.ts';
import { copiedCheckpoint, copyToFolder } from './folder-copies.ts';

export interface ProofCopiesOptions {
  db: ProofDatabase;
  /** The log that is built here: the name of its key. */
  origin: string;
  proofDir: string | undefined;
  natsUrl: string | undefined;
  /** `REBOOK_PROOF` unless given. */
  streamName?: string;
  clock: Clock;
  log: Logger;
  metrics?: { proofFault(code: string): void };
  lookEveryMs?: number;
}

export interface ProofCopies {
  start(): void;
  stop(): Promise<void>;
  /** The last checkpoint of each place, or that it cannot be asked now. */
  givenOut(): Promise<CopyAnswer[]>;
}

interface Place {
  /** The variable that configures it. */
  name: 'PROOF_DIR' | 'NATS_URL';
  last(): Promise<string | undefined>;
  give(checkpoint: SignedCheckpoint, logId: number): Promise<void>;
}

const usualLookEveryMs = 5_000;

export function createProofCopies(options: ProofCopiesOptions): ProofCopies {
  const { db, origin, clock, log, metrics, lookEveryMs = usualLookEveryMs } = options;
  const places = placesOf(options);
  const given = new Map<Place, number>();

  const loop = createPollLoop({
    name: 'copies of checkpoints',
    async pass() {
      const own = (await readLogs(db)).at(-1);
      const checkpoint = own?.origin === origin ? await lastCheckpoint(db, own.logId) : undefined;
      if (!own || !checkpoint) return lookEveryMs;
      const due = places.filter(place => (given.get(place) ?? 0) < checkpoint.size);
      const results = await Promise.allSettled(
        due.map(async place => {
          await place.give(checkpoint, own.logId);
          given.set(place, checkpoint.size);
        }),
      );
      // One that is away holds up no other.
      for (const result of results) if (result.status === 'rejected') throw result.reason;
      return lookEveryMs;
    },
    afterFault: { firstMs: lookEveryMs, mostMs: 60_000 },
    failed: 'a checkpoint could not be given out',
    describe: error => ({ code: error instanceof Fault ? error.code : 'proof_copy_failed' }),
    onFault: ({ code }) => metrics?.proofFault(code),
    clock,
    log,
  });
  return {
    start: loop.start,
    stop: loop.stop,
    async givenOut() {
      return Promise.all(places.map(answerOf));
    },
  };
}

/** A share that hangs gives no answer and no error. */
const mostAnswerMs = 10_000;

async function answerOf({ name, last }: Place): Promise<CopyAnswer> {
  let late: NodeJS.Timeout | undefined;
  const silence = new Promise<CopyAnswer>(resolve => {
    late = setTimeout(() => resolve({ place: name, isSilent: true }), mostAnswerMs);
  });
  const answer = last().then(
    note => ({ place: name, note }),
    () => ({ place: name, isSilent: true }),
  );
  return Promise.race([answer, silence]).finally(() => clearTimeout(late));
}

function placesOf({ db, origin, proofDir, natsUrl, streamName = 'REBOOK_PROOF' }: ProofCopiesOptions): Place[] {
  const places: Place[] = [];
  if (proofDir !== undefined)
    places.push({
      name: 'PROOF_DIR',
      last: () => copiedCheckpoint(proofDir, origin),
      give: (checkpoint, logId) => copyToFolder(proofDir, origin, checkpoint, tileReader(db, logId)),
    });
  if (natsUrl !== undefined) {
    // Few services publish: the client is loaded by those that do.
    const broker = () => import('./broker-copies.ts');
    places.push({
      name: 'NATS_URL',
      last: async () => (await broker()).publishedCheckpoint({ natsUrl, streamName }),
      give: async checkpoint => (await broker()).publishCheckpoint({ natsUrl, streamName }, origin, checkpoint),
    });
  }
  return places;
}
