// Stream metadata: the limits `$maxCount`, `$maxAge` and `$tb`, and the forms a deletion and a return write.
import { deletedRevision } from './event.ts';

export interface StreamMetadata {
  maxCount?: bigint;
  maxAgeMs?: number;
  truncateBefore?: bigint;
}

/** Written as text: the number is beyond what JavaScript's JSON can hold. */
export const softDeletionMetadata = Buffer.from(`{"$tb":${deletedRevision}}`);

/** What cannot be read limits nothing. */
export function parseStreamMetadata(data: Uint8Array): StreamMetadata {
  const fields = parseObject(data);
  if (!fields) return {};
  const maxCount = positive(fields.$maxCount);
  const maxAge = positive(fields.$maxAge);
  const truncateBefore = positive(fields.$tb);
  return {
    ...(maxCount !== undefined && { maxCount: BigInt(maxCount) }),
    ...(maxAge !== undefined && { maxAgeMs: maxAge * 1000 }),
    ...(truncateBefore !== undefined && { truncateBefore: toRevision(truncateBefore) }),
  };
}

/** The metadata of a stream that comes back after a soft deletion; undefined where the old cannot be read. */
export function returnMetadata(data: Uint8Array, truncateBefore: bigint): Buffer | undefined {
  const fields = parseObject(data);
  return fields && Buffer.from(JSON.stringify({ ...fields, $tb: Number(truncateBefore) }));
}

export const isSoftDeleted = (metadata: StreamMetadata): boolean => metadata.truncateBefore === deletedRevision;

/** The first revision that is still to be read, not regarding age. */
export function firstRevision(metadata: StreamMetadata, last: bigint): bigint {
  const byCount = metadata.maxCount === undefined ? 0n : last - metadata.maxCount + 1n;
  const byRevision = metadata.truncateBefore ?? 0n;
  return byCount > byRevision ? byCount : byRevision;
}

/** Undefined for what is no JSON object. */
export function parseObject(data: Uint8Array): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(data).toString('utf8'));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}

const positive = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;

/** Parsing rounds the largest revision up to 2^63. */
const toRevision = (value: number): bigint => (value >= 2 ** 63 ? deletedRevision : BigInt(value));
