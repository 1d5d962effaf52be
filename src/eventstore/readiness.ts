// Whether the event store takes an append now. A read says too little: a store without a leader, or without room, answers reads.
import { jsonEvent } from '@eventstore/db-client';
import { derivedId } from '../domain/ids.ts';
import { type AppendRequest, appendRequest } from './append-request.ts';

/** Of all instances; no read model follows it. Its metadata lets the store keep the last event alone. */
export const readinessStream = 'rebook-readiness';
const metastream = `$$${readinessStream}`;

/** Bounded: the one event of its metadata has an id of its own, so that it is written once. */
const bounds = () =>
  appendRequest(metastream, [jsonEvent({ id: derivedId(metastream), type: '$metadata', data: { $maxCount: 1 } })], -1n);
const trial = () => appendRequest(readinessStream, [jsonEvent({ type: 'ReadinessTried', data: {} })], 'any');

/** For those who ask often; whoever asks is told the truth of this long ago at most. */
const believedMs = 1_000;

/**
 * Resolves where an append was acknowledged within the last second and none was interrupted since; rejects otherwise. Those who
 * ask at once share one append.
 */
export function createReadiness(
  append: (request: AppendRequest) => Promise<unknown>,
  isFailing: () => boolean,
): () => Promise<void> {
  let bounded = false;
  let passedAt = Number.NEGATIVE_INFINITY;
  let trying: Promise<void> | undefined;

  async function attempt(): Promise<void> {
    if (!bounded) await append(bounds());
    bounded = true;
    await append(trial());
    passedAt = performance.now();
  }

  return () => {
    if (trying) return trying;
    if (performance.now() - passedAt < believedMs && !isFailing()) return Promise.resolve();
    trying = attempt().finally(() => {
      trying = undefined;
    });
    return trying;
  };
}
