// Takes apart what says both where an appointment is and where it is to be moved: "von Dienstag auf Donnerstag".
import type { Language } from '../../domain/values.ts';
import { packsFrom } from '../packs.ts';

/** The two halves, as they were said; undefined where the text is no such pair in any language. */
export function fromAndTo(text: string | undefined, language: Language): { from: string; to: string } | undefined {
  if (text === undefined || text.length > longest) return undefined;
  for (const { heard } of packsFrom(language)) {
    for (const pair of heard.fromTo) {
      const { from, to } = pair.exec(text.trim())?.groups ?? {};
      if (from !== undefined && to !== undefined) return { from, to };
    }
  }
  return undefined;
}

/** Longer texts say more than that. */
const longest = 120;
