// Arguments as they are stored: the language model's text, cut to a harmless length.
import type { z } from 'zod';
import { cleanText } from '../../domain/storable-text.ts';

type Json = z.infer<ReturnType<typeof z.json>>;
const longestText = 500;
const mostEntries = 30;
const deepest = 4;

/** Plain JSON with bounded text, width and depth, and without null bytes. */
export function sanitised(value: Record<string, unknown>): Record<string, Json> {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.slice(0, mostEntries).map(([key, item]) => [clean(key), cut(item, 0)]));
}

function cut(value: unknown, depth: number): Json {
  if (typeof value === 'string') return clean(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean' || value === null) return value;
  if (depth >= deepest || typeof value !== 'object') return null;
  if (Array.isArray(value)) return value.slice(0, mostEntries).map(item => cut(item, depth + 1));
  const entries = Object.entries(value).slice(0, mostEntries);
  return Object.fromEntries(entries.map(([key, item]) => [clean(key), cut(item, depth + 1)]));
}

const clean = (text: string): string => cleanText(text.slice(0, longestText));
