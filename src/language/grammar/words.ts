// A spoken or typed text as the words the grammars read: lower case, umlauts as two letters, one spelling for each thing.
import type { Language } from '../../domain/values.ts';

/** Nobody says a day or a time in more; what is longer is not understood, rather than cut and half understood. */
const longest = 160;

/** Lower case, umlauts as two letters: how recognisers spell varies, what is said does not. */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue').replace(/ß/g, 'ss');
}

/** The words of a text; empty where it says nothing or too much. */
export function wordsOf(text: string, language: Language): string[] {
  if (text.length > longest) return [];
  const spelt = folded(text)
    .replace(/['’´`]/g, '')
    .replace(/\b([ap])\.\s?m\b\.?/g, '$1m')
    .replace(/(\d)(am|pm)\b/g, '$1 $2')
    .replace(/(\d)uhr(?=\d|\b)/g, '$1 uhr ')
    .replace(/\b(\d{1,2})\s?h\s?(\d{2})?\b(?!\w)/g, '$1 uhr $2')
    .replace(/\bo clock\b/g, 'oclock')
    .replace(/(\p{L})-(?=\p{L})/gu, '$1 ')
    .replace(/(\d\.)(?=\p{L})/gu, '$1 ');
  const words = spelt.split(/[\s,;!?()"„“”]+/).filter(word => word !== '' && word !== '.');
  const tidied = words.map(word => (/^[a-z]{3,}\.$/.test(word) ? word.slice(0, -1) : word));
  return language === 'de' ? tidied.flatMap(splitCompound) : tidied;
}

const compound =
  /^((?:mon|diens|mitt|donners|frei|sams|sonn)(?:tag|woch)|sonnabend)(frueh|morgens?|(?:vor|nach)?mittags?|abends?|nachts?)$/;

/** "Dienstagnachmittag" is two words. */
function splitCompound(word: string): string[] {
  const parts = compound.exec(word);
  return parts?.[1] !== undefined && parts[2] !== undefined ? [parts[1], parts[2]] : [word];
}
