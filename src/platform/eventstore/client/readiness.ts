// Checks whether the event store takes an append now. A read shows too little: a store without a leader, or without room, still
// answers reads.
import { randomBytes } from 'node:crypto';
import { jsonEvent } from '@eventstore/db-client';
import { derivedId } from '../../../domain/ids.ts';
import { type AppendRequest, appendRequest } from './append-request.ts';

/** Of all instances; no read model follows it. Its metadata lets the store keep the last event alone. */
export const readinessStream = 'rebook-readiness';
const metastream = `$$${readinessStream}`;

/** Bounded: the one event of its metadata has an id of its own, so that it is written once. */
const bounds = () =>
  appendRequest(metastream, [jsonEvent({ id: derivedId(metastream), type: '$metadata', data: { $maxCount: 1 } })], -1n);

/** `bytes`: how much room it needs, in what no store can compress. */
function trial(bytes: number): AppendRequest {
  const data = bytes === 0 ? {} : { padding: randomBytes(bytes / 2).toString('hex') };
  return appendRequest(readinessStream, [jsonEvent({ type: 'ReadinessTried', data })], 'any');
}

/** For frequent callers: an answer may be this old. */
const believedMs = 1_000;
/** What stands beside the data of an event: its metadata and what the store adds. */
const besideDataBytes = 1_024;
const largestTrialBytes = 16_384;

export interface Readiness {
  /**
   * Resolves where an append was acknowledged within the last second and none was interrupted since; rejects otherwise. Callers
   * at the same moment share one append. On a full disk there may be room for a few bytes and none for a request: after an
   * interrupted append the trial is as large as that one.
   */
  ready(): Promise<void>;
  /** An append of a request was acknowledged. */
  acknowledged(): void;
  /** An append of so many bytes was interrupted: its outcome is unknown. */
  interrupted(bytes: number): void;
}

export function createReadiness(append: (request: AppendRequest) => Promise<unknown>, isFailing: () => boolean): Readiness {
  let bounded = false;
  let passedAt = Number.NEGATIVE_INFINITY;
  let trying: Promise<void> | undefined;
  let neededBytes = 0;

  async function attempt(): Promise<void> {
    if (!bounded) await append(bounds());
    bounded = true;
    const tried = neededBytes;
    await append(trial(tried));
    if (neededBytes <= tried) neededBytes = 0;
    passedAt = performance.now();
  }

  return {
    ready() {
      if (trying) return trying;
      if (performance.now() - passedAt < believedMs && neededBytes === 0 && !isFailing()) return Promise.resolve();
      trying = attempt().finally(() => {
        trying = undefined;
      });
      return trying;
    },
    acknowledged() {
      neededBytes = 0;
    },
    interrupted(bytes) {
      neededBytes = Math.max(neededBytes, Math.min(bytes + besideDataBytes, largestTrialBytes));
    },
  };
}
