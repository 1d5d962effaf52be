// Pages by keyset: the cursor is the key of the last row, so that a page is as fast at the end as at the beginning.

import { z } from 'zod';
import { ApiFault } from '../server/errors.ts';
import { problemWith } from '../server/problems.ts';

const mostOnPage = 500;

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(mostOnPage).default(50),
  cursor: z.string().max(500).optional(),
});

/** The instant in a key. */
export const instantKey = z.iso.datetime({ offset: true });
/** The text in a key. */
export const textKey = z.string().regex(/^\P{Cc}*$/u);

/** The size of the page and the key it begins after, which `key` describes. Throws `request_invalid` for a cursor that is none of ours. */
export function pageSize(
  { limit, cursor }: z.infer<typeof pageQuery>,
  key: z.ZodType<string[]>,
): { limit: number; cursor: string[] } {
  if (cursor === undefined) return { limit, cursor: [] };
  const parsed = key.safeParse(decoded(cursor));
  if (!parsed.success) throw new ApiFault('request_invalid', [problemWith('cursor', cursor, 'the `next` of a page')]);
  return { limit, cursor: parsed.data };
}

function decoded(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Of `limit + 1` rows the page, and the cursor of the next where there is one. */
export function pageOf<T>(rows: T[], limit: number, keyOf: (row: T) => string[]): { items: T[]; next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next = rows.length > limit && last !== undefined ? Buffer.from(JSON.stringify(keyOf(last))).toString('base64url') : null;
  return { items, next };
}
