// How German times and days are spelt in more than one way.
import { LRUCache } from 'lru-cache';
import { upTo } from '../grammar/spoken-numbers.ts';
import { folded, type Spelling } from '../grammar/words.ts';
import { germanMonths, germanParts, germanWeekdays } from './calendar-words.ts';
import { germanFillers } from './fillers.ts';
import { germanDay, germanNumber, germanNumbers } from './number-words.ts';

const compound =
  /^((?:mon|diens|mitt|donners|frei|sams|sonn)(?:tag|woch)|sonnabend|heute|morgen|uebermorgen)(frueh|morgens?|(?:vor|nach)?mittags?|abends?|nachts?)$/;

export const germanSpelling: Spelling = {
  text: text =>
    text
      .replace(/(\d)\s*[\u2044/]\s*(\d)\s+(?=\d|\p{L})/gu, fractionWord)
      .replace(/(\d)-(?=uhr)/g, '$1 ')
      .replace(/\b(?:nicht|net|nich) vor (?=\S)/g, 'ab ')
      .replace(/\b(?:nicht|net|nich) nach (?=\S)/g, 'bis ')
      // Neither end of the list: what is meant follows.
      .replace(
        /\b(?:nicht|weder) (de[nr]|das|die) erste[nrs]?,? (?:und (?:auch )?nicht|noch) \1 letzte[nrs]?,? ?(?:sondern )?(?=\S)/g,
        '',
      )
      .replace(/\bbis spaetestens\b/g, 'bis')
      .replace(/\b(zwischen|von) (\d{1,2})-(?=\d{1,2}\b)/g, '$1 $2 bis ')
      .replace(/\b(alle\w*|jede\w*|beide\w*|saemtliche\w*)\b(.*?)\bbis auf\b/g, '$1$2ausser')
      .replace(/\b(?:mit ausnahme (?:von|vom|des|der)|abgesehen (?:von|vom)|ausgenommen)\b/g, 'ausser')
      .replace(/\b(halb|viertel|dreiviertel)(?=\d)/g, '$1 ')
      .replace(/\b(halb|dreiviertel)(?=(?:eins|zwei|drei|vier|fuenf|sechs|sieben|acht|neun|zehn|elf|zwoelf)\b)/g, '$1 ')
      .replace(/\bk\.?\s?w\.?\s?(?=\w)/g, 'kw ')
      .replace(/(\d)uhr(?=\d|\b)/g, '$1 uhr ')
      .replace(/\b(\d{1,2})\s?h\s?(\d{2})?\b(?!\w)/g, '$1 uhr $2')
      .replace(/\b((?:drei|vier|fuenf|sech|sieb|acht|neun))zen(?=t(?:e[nrsm]?)?\b|\b)/g, '$1zehn')
      .replace(/(\d)\s*-\s*(?=\d{1,2}\s*(?:uhr|pm|am)\b)/g, '$1 - ')
      .replace(/\b(sage?n?|sagt)\b(.*)\sab$/, '$1$2')
      // On the telephone "zwanzig" is heard with a soft end.
      .replace(/\b(\p{L}*(?:zwanz|drei(?:ss|z)|vierz|fuenfz|fuffz|sechz|siebz|achtz|neunz))ich\b/gu, '$1ig')
      .replace(/\bbuss?(?:-|\s)*(?:und|u\.)(?:-|\s)*bettag\b/g, 'buss und bettag'),
  word: word => {
    const [, day, part] = compound.exec(word) ?? [];
    if (day !== undefined && part !== undefined) return [day, part];
    const standard = regional[word];
    if (standard !== undefined) return standard.split(' ');
    // "Donnerstagstermin", "Dezembertermin"
    const [, named] = /^(.{4,}?)s?termin(?:s|e)?$/.exec(word) ?? [];
    if (named !== undefined && isKnown(named)) return [named, 'termin'];
    const numbers = twoNumbers(word);
    return numbers ?? [corrected(word)];
  },
  pair: (first, second) =>
    (isKnown(first + second) && !isKnown(second) ? first + second : undefined) ??
    (first === 'ueber' && second === 'morgen' ? 'uebermorgen' : undefined),
};

/** As it is said in the regions, and how that is written. */
const regional: Readonly<Record<string, string>> = {
  heit: 'heute',
  morgn: 'morgen',
  moing: 'morgen',
  uebermorgn: 'uebermorgen',
  uebermorn: 'uebermorgen',
  uebermoing: 'uebermorgen',
  fier: 'vier',
  dreizig: 'dreissig',
  freidog: 'freitag',
  heint: 'heute',
  moang: 'morgen',
  morjen: 'morgen',
  fria: 'frueh',
  halbi: 'halb',
  halwer: 'halb',
  halba: 'halb',
  viertl: 'viertel',
  vierdl: 'viertel',
  dreiviertl: 'dreiviertel',
  dreivirtl: 'dreiviertel',
  zwee: 'zwei',
  zwaa: 'zwei',
  dreie: 'drei',
  sechsi: 'sechs',
  achti: 'acht',
  zaehne: 'zehn',
  zaeh: 'zehn',
  zehni: 'zehn',
  zwoelfi: 'zwoelf',
  freitach: 'freitag',
  montach: 'montag',
  dienstach: 'dienstag',
  donnerstach: 'donnerstag',
  samstach: 'samstag',
  sonntach: 'sonntag',
  mondag: 'montag',
  mondach: 'montag',
  dunnerschdag: 'donnerstag',
  dunnerschdach: 'donnerstag',
  samschdag: 'samstag',
  freidach: 'freitag',
  nommidaach: 'nachmittag',
  nammittach: 'nachmittag',
  tog: 'tagen',
  wochn: 'wochen',
  ana: 'einer',
  uff: 'auf',
  och: 'auch',
  ooch: 'auch',
  stund: 'stunde',
  stuendchen: 'stunde',
  nummero: 'nummer',
  joa: 'ja',
  monatsersten: 'ersten des monats',
  monatsletzten: 'letzten des monats',
};

const calendarWords = new Set([...Object.keys(germanWeekdays), ...Object.keys(germanMonths), ...Object.keys(germanParts)]);
const isKnown = (word: string): boolean => calendarWords.has(word);

const hours = new Map(upTo(23).map(hour => [folded(germanNumber(hour)), hour]));
const minutes = new Set(upTo(59, 10).map(minute => folded(germanNumber(minute))));

/** "Vierzehndreißig" is an hour and minutes; a number by itself is not cut. */
function twoNumbers(word: string): string[] | undefined {
  if (word.length < 8 || minutes.has(word) || hours.has(word)) return undefined;
  for (const hour of hours.keys())
    if (word.startsWith(hour) && minutes.has(word.slice(hour.length))) return [hour, word.slice(hour.length)];
  return undefined;
}

/** Words that a recogniser gets wrong by a letter; short ones are too near each other. */
const shortest = 6;
/** Short parts of the day are too near other words: "früher" is no "frühe". */
const shortestPart = 8;
const longWords = [
  ...Object.keys(germanWeekdays),
  ...Object.keys(germanMonths),
  ...Object.keys(germanParts).filter(part => part.length >= shortestPart),
  ...upTo(59).map(value => folded(germanNumber(value))),
  ...upTo(31, 1).map(value => folded(germanDay(value))),
].filter(word => word.length >= shortest);
const known = new Set([...longWords, 'morgen', 'viertel', 'dreiviertel', 'termine', 'montage']);
const isFiller = (word: string): boolean => Object.values(germanFillers).some(some => some.has(word));
const isWord = (word: string): boolean => known.has(word) || isFiller(word) || germanNumbers.numberAt([word], 0) !== undefined;
const near = new LRUCache<string, string>({ max: 2_000 });

/** The one word of days, times and numbers that differs by a letter; the word itself where there is none, or more than one. */
function corrected(word: string): string {
  if (word.length < shortest || word.length > 24 || isWord(word) || !/^[a-z]+$/.test(word)) return word;
  const before = near.get(word);
  if (before !== undefined) return before;
  const found = longWords.filter(one => differsByOne(word, one));
  const result = found.length === 1 ? (found[0] ?? word) : word;
  near.set(word, result);
  return result;
}

/** One letter more, less or other. */
function differsByOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return Math.max(a.length, b.length) - start - end <= 1;
}

const fractions: Readonly<Record<string, string>> = { '1/2': 'halb', '1/4': 'viertel', '3/4': 'dreiviertel' };

/** "1/2 3" is "halb drei", never the first of February. */
function fractionWord(written: string, over: string, under: string): string {
  const word = fractions[`${over}/${under}`];
  return word === undefined ? written : `${word} `;
}
