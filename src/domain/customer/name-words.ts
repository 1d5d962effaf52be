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
  ...['ingenieur', 'ingenieurin', 'magister', 'magistra', 'rechtsanwalt', 'rechtsanwaeltin'],
  ...ranks,
]);
const degrees = new Set(['dr', 'doktor', 'doktorin', 'prof', 'professor', 'professorin', 'dipl', 'mag']);
/** Degrees written out, whose second word is a name elsewhere: Diplom-Kaufmann. */
const diplomas = /(?<!\p{L})diplom(?:-\p{L}+|\s+ingenieur(?:in)?)?\s+(?=\p{L})/u;
/** What follows a degree and is a name elsewhere: Phil, Ing. */
const subjects = new Set(['med', 'dent', 'phil', 'rer', 'nat', 'jur', 'ing', 'inf', 'kfm', 'h', 'c']);
/** Ranks that are surnames as well: a rank only between two other words, with a space on both sides. */
const ranksAmongNames = /(?<=\p{L}[.]?\s+)(?:graf|baron|fürst|prinz|herzog|ritter|edler)\s+(?=\p{L})/gu;
/** After the name of a firm. */
const legalForms = new Set(
  'gmbh kg ohg gbr mbh eg ag ug kgaa gesmbh partg mbb haftungsbeschraenkt ltd limited llc inc plc'.split(' '),
);
/** Between two of them: GmbH & Co. KG. */
const betweenLegalForms = new Set(['co', 'und', 'and']);
/** A firm of one person, an association: in small letters, since E. K. are initials. */
const smallLegalForms = /(?<=\p{L}\s+)e\.\s?[KVUG]\.?(?=[\s,]|$)/gu;
/** In small letters and with its dot; V. is an initial. */
const shortParticles = /(?<=\p{L}\.?\s+)v\.(\s*d\.)?\s*(?=\p{Lu})/gu;

/** What callers say before their name and after it; a model may hand it on with the name. */
const greetings = 'ja|hallo|servus|grüß gott|guten (?:tag|morgen|abend)|hello|hi|good (?:morning|afternoon|evening)';
const openings = [
  ...['mein name ist', 'ich hei(?:ß|ss)e', '(?:ich bin|(?:hier|da) (?:ist|spricht))(?: (?:der|die))?'],
  ...["my name(?: is|['’]s)", 'i am', "i['’]m", 'this is', "it['’]s"],
].join('|');
const closings = 'am apparat|(?:ist )?mein name|speaking|(?:is )?my name';
const introductions = [
  new RegExp(`^\\s*(?:(?:${greetings})[,.!]?\\s+)*(?:${openings})[,:]?\\s+(?=\\p{L})`, 'iu'),
  new RegExp(`(?<=\\p{L})[,.]?\\s+(?:${closings})[.!]?\\s*$`, 'iu'),
];

/** The name alone, of "guten Tag, mein Name ist Eva Schmidt". */
export const withoutIntroduction = (name: string): string =>
  introductions.reduce((left, phrase) => left.replace(phrase, ''), name.slice(0, longest));

/** The words of a name without titles, accents and punctuation, in the order given. A title alone is a name: "Herr". */
export function nameWords(name: string): string[] {
  const folded = withoutIntroduction(name.slice(0, longest).normalize('NFKC'))
    .replace(shortParticles, (_, article: string | undefined) => (article === undefined ? 'von ' : 'von der '))
    .replace(smallLegalForms, '')
    .toLowerCase()
    .replace(ranksAmongNames, '')
    .replace(diplomas, '')
    // O'Brien and McDonald are one word, however they are cut; "O wie Otto" is a letter.
    .replace(/(?<![\p{L}\p{M}])(o['’`´ ](?!\s*(?:wie|like|for)\s)|mc[ '’`´-])\s*(?=\p{L}{3})/gu, prefix =>
      prefix.replace(/[^\p{L}]/gu, ''),
    )
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
  return names.slice(0, endOfFirm(names));
}

/** Where its legal form begins; a word between two is part of it only before another. */
function endOfFirm(names: readonly string[]): number {
  const isOfLegalForm = (word: string, isBefore: boolean): boolean =>
    legalForms.has(word) || (isBefore && betweenLegalForms.has(word));
  let end = names.length;
  while (end > 1 && isOfLegalForm(names[end - 1] ?? '', end < names.length)) end -= 1;
  return end;
}

/** Parts of a surname that many people share. */
export const particles = new Set(
  'von vom van der den de del della di da do dos la le du zu zum zur af al el bin ibn ter ten'.split(' '),
);
