// Links: events of type `$>` whose data, `revision@stream`, names another event.
import { deletedRevision, isMetastream, type StoredEvent } from '../log/event.ts';
import { type Heads, lastRevisionOf, limitsOf } from '../log/heads.ts';
import type { Reader } from '../log/reader.ts';
import { firstRevision, isSoftDeleted } from '../log/stream-metadata.ts';
import { eventAnswer } from './wire.ts';

const linkType = '$>';

/** Encodes a page, links followed if asked for. The target of a link may be gone; what names no target is an event like any other. */
export async function answersOf(
  page: readonly StoredEvent[],
  resolveLinks: boolean,
  parts: { reader: Reader; heads: Heads; now: () => number },
): Promise<Buffer[]> {
  const links = resolveLinks ? page.filter(event => event.type === linkType) : [];
  if (links.length === 0) return page.map(event => eventAnswer(event));
  const places = links.map(targetOf).filter(place => place !== undefined);
  const found = new Map((await parts.reader.targets(places)).map(event => [`${event.revision}@${event.stream}`, event]));
  const heads = await parts.heads.load(places.map(place => place.stream));
  return page.map(event => {
    if (event.type !== linkType) return eventAnswer(event);
    const place = targetOf(event);
    if (!place) return eventAnswer(event);
    const target = found.get(`${place.revision}@${place.stream}`);
    return eventAnswer(target && isReadable(target, heads, parts.now()) ? target : undefined, event);
  });
}

function targetOf(link: StoredEvent): { stream: string; revision: bigint } | undefined {
  const [, revision, stream] = /^(\d{1,18})@([^\0]+)$/su.exec(Buffer.from(link.data).toString('utf8')) ?? [];
  return revision !== undefined && stream !== undefined ? { revision: BigInt(revision), stream } : undefined;
}

/** Whether a read of the event's own stream would still give it. */
function isReadable(event: StoredEvent, heads: Awaited<ReturnType<Heads['load']>>, now: number): boolean {
  const last = lastRevisionOf(event.stream, heads);
  if (last === deletedRevision) return false;
  const limits = limitsOf(event.stream, heads);
  if (!isMetastream(event.stream) && isSoftDeleted(limits)) return false;
  return event.revision >= firstRevision(limits, last) && isYoung(event, limits.maxAgeMs, now);
}

/** `maxAgeMs` undefined: no limit. */
export const isYoung = (event: StoredEvent, maxAgeMs: number | undefined, now: number): boolean =>
  maxAgeMs === undefined || Number(event.created / 10_000n) >= now - maxAgeMs;
