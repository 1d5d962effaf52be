// Lists which language has which pack: the only place that names them.
import { type Language, languageSchema } from '../domain/values.ts';
import { german } from './de/pack.ts';
import { english } from './en/pack.ts';
import type { LanguagePack } from './pack.ts';

const packs: Record<Language, LanguagePack> = { de: german, en: english };

export const packOf = (language: Language): LanguagePack => packs[language];

/** The company's language first, then the others: callers and language models answer in any of them. */
export const packsFrom = (language: Language): LanguagePack[] =>
  [language, ...languageSchema.options.filter(other => other !== language)].map(packOf);

/** For words that are read before it is known which company is called. */
export const everyPack: readonly LanguagePack[] = languageSchema.options.map(packOf);
