// Renders numbers in words for a voice.
import type { Language } from '../../domain/values.ts';
import { packOf } from '../packs.ts';

/** No price and no count of this trade is higher. */
const highest = 999_999_999;

export const bounded = (value: number): number => Math.min(Math.max(Math.trunc(value), 0), highest);

/** A whole number below a thousand millions in words. */
export const numberWords = (value: number, language: Language): string => packOf(language).spoken.number(bounded(value));

/** The same before a noun: "ein Euro", "einhundertein Euro", "ein Mal". */
export const countWords = (value: number, language: Language): string => packOf(language).spoken.count(bounded(value));
