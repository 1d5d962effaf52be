// Makes a company's own words, a sentence or the name of a service, fit for a voice.
import type { Language } from '../../domain/values.ts';
import { everyPack, packOf } from '../packs.ts';
import { numberWords } from './number-in-words.ts';

const longestSentence = 300;
const longestName = 60;

/** A full stop after these ends no sentence, in whatever language it is said. */
const abbreviations = new Set(everyPack.flatMap(({ spoken }) => spoken.abbreviations));

/** One sentence, since another stands before it; its figures in words, telephone numbers figure by figure. */
export function speakableSentence(text: string | undefined, language: Language): string | undefined {
  const cleaned = spoken((text ?? '').slice(0, longestSentence), language);
  const sentence = firstSentence(cleaned);
  if (!/\p{L}/u.test(sentence)) return undefined;
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** A service's name inside a sentence; undefined where nothing of it can be said. */
export function speakableName(text: string | undefined, language: Language): string | undefined {
  const given = (text ?? '').slice(0, longestName);
  if (!/\p{L}/u.test(given)) return undefined;
  return spoken(given, language)
    .replace(/[.,!?;:]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function spoken(text: string, language: Language): string {
  const { joints, euro } = packOf(language).spoken;
  return text
    .replace(/\d[\d\s/().-]*\d|\d/g, figures => ` ${figureWords(figures, language)} `)
    .replace(/[&+]/g, ` ${joints.and} `)
    .replace(/€/g, ` ${euro} `)
    .replace(/[^\p{L}\p{M}\s.,!?;:'’-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/\s+([.,!?;:])/g, '$1')
    .trim();
}

/** "10" is ten; "030 123456" is read out figure by figure. */
function figureWords(figures: string, language: Language): string {
  if (/^[1-9]\d?$/.test(figures)) return numberWords(Number(figures), language);
  return (figures.match(/\d/g) ?? []).map(figure => numberWords(Number(figure), language)).join(' ');
}

function firstSentence(text: string): string {
  for (const end of text.matchAll(/[.!?]+(?=\s|$)/g)) {
    const before = /(\p{L}+)$/u.exec(text.slice(0, end.index))?.[1] ?? '';
    const isAbbreviation = end[0] === '.' && (before.length === 1 || abbreviations.has(before.toLowerCase()));
    if (!isAbbreviation) return text.slice(0, end.index + 1);
  }
  return text;
}
