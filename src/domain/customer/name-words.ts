// The words of a name as it is said or stored: one spelling for all accents, without titles and punctuation, and what was spelled in one.
import { soundOf } from './sound-code.ts';
import { joinSpelled } from './spelled-names.ts';

/** Longer than any name; further text of a model or an attacker means nothing. */
export const longest = 200;
const mostWords = 8;

/** Letters that no decomposition reduces to the Latin alphabet. */
const letters: Record<string, string> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  ł: 'l',
  ø: 'oe',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ı: 'i',
  þ: 'th',
  ð: 'd',
};
/** Ranks that are no names, wherever they stand between two. */
const ranks = new Set(['freiherr', 'freifrau', 'freiin', 'graefin', 'baronin', 'fuerstin', 'prinzessin']);
const salutations = new Set([
  ...['herr', 'herrn', 'frau', 'fr', 'hr', 'familie', 'fam', 'firma', 'fa', 'mr', 'mrs', 'ms', 'miss'],
  ...ranks,
]);
const degrees = new Set(['dr', 'doktor', 'prof', 'professor', 'dipl', 'mag']);
/** What follows a degree and is a name elsewhere: Phil, Ing. */
const subjects = new Set(['med', 'dent', 'phil', 'rer', 'nat', 'jur', 'ing', 'inf', 'kfm', 'h', 'c']);
/** Ranks that are surnames as well: a rank only between two other words, with a space on both sides. */
const ranksAmongNames = /(?<=\p{L}[.]?\s+)(?:graf|baron|fürst|prinz|herzog|ritter|edler)\s+(?=\p{L})/gu;
/** After the name of a firm. */
const legalForms = new Set(['gmbh', 'kg', 'ohg', 'gbr', 'mbh', 'eg']);

/** The words of a name without titles, accents and punctuation, in the order given. A title alone is a name: "Herr". */
export function nameWords(name: string): string[] {
  const folded = name
    .slice(0, longest)
    .normalize('NFKC')
    .toLowerCase()
    .replace(ranksAmongNames, '')
    // O'Brien and McDonald are one word, however they are cut.
    .replace(/(?<![\p{L}\p{M}])(o['’`´ ]|mc[ '’`´-])\s*(?=\p{L}{3})/gu, prefix => prefix.replace(/[^\p{L}]/gu, ''))
    .replace(/[äöüßłøæœđıþð]/g, letter => letters[letter] ?? letter)
    .normalize('NFKD')
    .replace(/[\p{M}'’`´]/gu, '');
  const parts = folded.split(',').map(part => part.split(/[^\p{L}\p{N}]+/u).filter(word => word !== ''));
  return joinedAcross(parts).flatMap(withoutTitles).slice(0, mostWords);
}

/** Letters are spelled with commas between them as well; where none are, each part is a name of its own. */
function joinedAcross(parts: string[][]): string[][] {
  const words = parts.flat();
  const joined = joinSpelled(words, (said, spelled) => said !== '' && soundOf(said) === soundOf(spelled));
  return joined.length === words.length ? parts : [joined];
}

/** What comes before a name is a title; after it only a degree is, since Herr is a surname as well. */
function withoutTitles(part: readonly string[]): string[] {
  const words: string[] = [];
  let afterDegree = false;
  for (const word of part) {
    afterDegree = degrees.has(word) || (afterDegree && subjects.has(word));
    if (!afterDegree) words.push(word);
  }
  const first = words.findIndex(word => !salutations.has(word));
  if (first < 0) return words.slice(-1);
  const names = words.slice(first).filter((word, at) => at === 0 || !ranks.has(word));
  const end = names.findLastIndex((word, at) => at === 0 || !legalForms.has(word));
  return names.slice(0, end + 1);
}

/** Parts of a surname that many people share. */
export const particles = new Set(
  'von vom van der den de del della di da do dos la le du zu zum zur af al el bin ibn ter ten'.split(' '),
);
