// Puts answers of the official client beside those of the model. What the server alone can choose is learned when first seen.
import {
  type AppendResult,
  type DeleteResult,
  type GetStreamMetadataResult,
  type ResolvedEvent,
  StreamDeletedError,
  StreamNotFoundError,
  UnknownError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { expect } from 'vitest';
import type { Expected, Found, Recorded, Refusal, Written } from './model.ts';

/** What a call gives, or how it is refused; any other failure is thrown. */
export async function outcome<T>(call: Promise<T>): Promise<T | Refusal> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof StreamDeletedError) return { kind: 'stream_deleted', stream: error.streamName };
    if (error instanceof StreamNotFoundError) return { kind: 'stream_not_found', stream: error.streamName };
    if (error instanceof UnknownError && error.code === 2) return { kind: 'forwards_from_the_end' };
    if (!(error instanceof WrongExpectedVersionError)) throw error;
    const { streamName: stream, expectedVersion, actualVersion } = error;
    const actual = actualVersion === 'no_stream' || actualVersion === -1n ? 'no_stream' : actualVersion;
    return { kind: 'wrong_expected_version', stream, expected: expectedOf(expectedVersion), actual };
  }
}

/** Deletions tell expectations as numbers, appends as words. */
function expectedOf(expected: Expected): Expected {
  if (expected === -1n) return 'no_stream';
  if (expected === -2n) return 'any';
  return expected === -4n ? 'stream_exists' : expected;
}

/** Gives the answer in one word. */
export function compareWrite(answer: Written | Refusal, seen: AppendResult | DeleteResult | Refusal): string {
  if (answer.kind !== 'written') {
    expect(seen).toEqual(answer);
    return answer.kind;
  }
  const position = 'position' in seen ? seen.position : undefined;
  if (answer.at && position) answer.at.position ??= position.commit;
  const at = answer.at?.position;
  expect(seen).toEqual({
    position: at === undefined ? undefined : { commit: at, prepare: at },
    // Deletions tell no revision, and the client shows that of an empty stream as 0.
    ...('success' in seen && { success: true, nextExpectedRevision: answer.revision < 0n ? 0n : answer.revision }),
  });
  if (answer.at) expect(at).toBeDefined();
  if (answer.repeated) return 'repeated';
  return answer.at ? 'written' : 'nothing written';
}

export function compareRead(answer: Found | Refusal, seen: readonly ResolvedEvent[] | Refusal): string {
  if (answer.kind !== 'events' || 'kind' in seen) {
    expect(seen).toEqual(answer);
    return answer.kind;
  }
  const read = seen.map(({ event, link, commitPosition }) => ({
    event: event && recordedIn(event),
    link: link && recordedIn(link),
    commitPosition,
  }));
  for (const [index, { event, link }] of answer.events.entries()) {
    learn(event, read[index]?.event);
    learn(link, read[index]?.link);
  }
  expect(read).toEqual(answer.events.map(one => ({ ...one, commitPosition: (one.link ?? one.event)?.position })));
  return answer.events.some(({ link }) => link) ? 'links' : answer.kind;
}

function learn(record: Recorded | undefined, seen: Recorded | undefined): void {
  if (!record || !seen) return;
  record.id ??= seen.id;
  record.position ??= seen.position;
}

type Event = NonNullable<ResolvedEvent['event'] | ResolvedEvent['link']>;

/** An event as the model keeps it. */
export function recordedIn(event: Event): Recorded {
  const { streamId: stream, revision, type, id, created, position } = event;
  expect(position?.prepare).toBe(position?.commit);
  const data = event.data instanceof Uint8Array ? Buffer.from(event.data).toString('utf8') : event.data;
  return { stream, revision, type, data, created: created.getTime(), id, position: position?.commit };
}

/** `answer` is that of a read of the newest metadata; `seen` what the client makes of it. */
export function compareMetadata(answer: Found | Refusal, seen: GetStreamMetadataResult | Refusal, streamName: string): string {
  const newest = answer.kind === 'events' ? answer.events[0]?.event : undefined;
  if (newest && 'metastreamRevision' in seen) newest.position ??= seen.metastreamRevision;
  const found = newest && { metadata: clientNames(newest.data), metastreamRevision: newest.position };
  expect(seen).toEqual(answer.kind === 'stream_deleted' ? answer : { streamName, ...found });
  return answer.kind;
}

function clientNames(data: unknown): unknown {
  const names = new Map([
    ['$maxCount', 'maxCount'],
    ['$maxAge', 'maxAge'],
    ['$tb', 'truncateBefore'],
  ]);
  return Object.fromEntries(Object.entries(fieldsOf(data)).map(([name, value]) => [names.get(name) ?? name, value]));
}

const fieldsOf = (data: unknown): object => (typeof data === 'object' && data !== null ? data : {});
