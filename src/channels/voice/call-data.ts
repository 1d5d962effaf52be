// Reads what an agent's vendor tells of a call: leniently, since a signed request that names a call is answered. Unusable values count
// as not sent.
import { z } from 'zod';
import type { CallSource } from '../../calls/call-source.ts';
import { cleanText } from '../../domain/storable-text.ts';
import { saidName, saidText } from '../../language/parse/placeholders.ts';

/** Numbers are taken for text; text is cut before anything is done with it. */
export const text = (longest: number) =>
  z.preprocess(value => {
    if (typeof value === 'number') return String(value);
    return typeof value === 'string' ? cleanText(value.slice(0, longest)) : undefined;
  }, z.string().optional());

/** A code of the vendor's own, never free text. */
export const word = z.preprocess(
  value => (typeof value === 'string' && /^[a-z0-9_-]{1,60}$/i.test(value) ? value : undefined),
  z.string().optional(),
);

export const number = z.preprocess(value => {
  const given = typeof value === 'string' && /^\d{1,16}(\.\d{1,6})?$/.test(value) ? Number(value) : value;
  return typeof given === 'number' && Number.isFinite(given) && given >= 0 ? given : undefined;
}, z.number().optional());

/** Free fields, as a template or a program filled them in. */
export const fields = z.record(z.string(), z.unknown()).optional().catch(undefined);

/** Becomes part of a stream's name. */
export const callId = z.preprocess(
  value => (typeof value === 'number' ? String(value) : value),
  z.string().regex(/^[A-Za-z0-9_.:-]{1,128}$/),
);

/** A Unix time in milliseconds as an instant; undefined where it is none. */
export function instantOf(milliseconds: number | undefined): string | undefined {
  if (milliseconds === undefined) return undefined;
  const at = new Date(milliseconds);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

type Fields = z.infer<typeof fields>;

/** The caller's name and customer id in a call's own data; what comes first counts. */
export const callDataIn = (sources: readonly Fields[]): CallSource['callData'] => ({
  name: firstSaid(sources, ['customer_name', 'caller_name', 'name'], saidName),
  customerId: firstSaid(sources, ['customer_id', 'rebook_customer_id'], saidText),
});

/** The first real value: where a template was not filled in, a call's own data is full of field names. */
function firstSaid(sources: readonly Fields[], keys: string[], said: typeof saidText): string | undefined {
  for (const source of sources) {
    for (const key of keys) {
      const value = source?.[key];
      const found = typeof value === 'string' ? said(value.trim().slice(0, 200)) : undefined;
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
