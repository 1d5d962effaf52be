// Makes a company's own words, the name of a service, fit for a voice.
import type { Language } from '../../domain/values.ts';
import { packOf } from '../packs.ts';
import { numberWords } from './number-in-words.ts';

const longestName = 60;

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
  const { joints, readOut } = packOf(language).spoken;
  return (
    readOut(text.replace(telephone, figures => ` ${oneByOne(figures, language)} `))
      .replace(/\d[\d\s/().-]*\d|\d/g, figures => ` ${figureWords(figures, language)} `)
      .replace(/[&+]/g, ` ${joints.and} `)
      .replace(/[–—]/g, ' - ')
      .replace(/[^\p{L}\p{M}\s.,!?;:'’-]/gu, ' ')
      .replace(/\s+/g, ' ')
      .replace(/\s+([.,!?;:])/g, '$1')
      // No sentence begins with a small letter: this stop belongs to a short form.
      .replace(/\.(?=\s\p{Ll})/gu, '')
      .trim()
  );
}

/** With its country, or with a zero before it; a date or a time that begins with a zero is none. */
const telephone = /(?<![\d.,:])(?:\+\s?\d[\d\s/().-]{4,}\d|\(0\d+\)[\d\s/-]{3,}\d|0(?!\d[.:]\d{2}(?!\d))\d[\d\s/()-]{2,}\d)/g;

/** Called, never counted. */
const emergencies = new Set(['110', '112', '144', '911', '999']);

/** "10" is ten, "1.500" is fifteen hundred; longer ones and groups are read out figure by figure. */
function figureWords(figures: string, language: Language): string {
  const isCount = /^(?:0|[1-9]\d{0,3}|[1-9]\d{0,2}(?:\.\d{3})+)$/.test(figures) && !emergencies.has(figures);
  return isCount ? numberWords(Number(figures.replaceAll('.', '')), language) : oneByOne(figures, language);
}

function oneByOne(figures: string, language: Language): string {
  const { plus } = packOf(language).spoken;
  return [...figures]
    .flatMap(sign => (/\d/.test(sign) ? numberWords(Number(sign), language) : sign === '+' ? plus : []))
    .join(' ');
}
