// How German times and days are spelt in more than one way.
import { LRUCache } from 'lru-cache';
import { upTo } from '../grammar/spoken-numbers.ts';
import { folded, replacing, type Spelling } from '../grammar/words.ts';
import { germanFeasts, germanMonths, germanParts, germanWeekdays } from './calendar-words.ts';
import { germanFillers } from './fillers.ts';
import { germanDay, germanNumber, germanNumbers } from './number-words.ts';
import { germanRegional } from './regional-words.ts';
import { germanCourtesies } from './remarks.ts';
import { germanAsides } from './tone.ts';

const partAtEnd =
  /(?:frueh|morgens?|morge|(?:vor|nach)?mittags?|abends?|nachts?|[vn]\w{1,3}mi[dt]{1,2}[ao](?:g|ch)|obends?|nocht)$/;
const isDayName = (word: string): boolean =>
  word.length > 4 && (germanWeekdays[word] !== undefined || /^(?:heute|morgen|uebermorgen)$/.test(word));

/** "Dienstagnachmittag" is a day and a part of it. */
function dayAndPart(word: string): string[] | undefined {
  const at = partAtEnd.exec(word)?.index ?? 0;
  const [day, part] = [word.slice(0, at), word.slice(at)].map(half => germanRegional[half] ?? half);
  return day !== undefined && part !== undefined && isDayName(day) ? [day, part] : undefined;
}

const alemannicHours =
  'eis zwoei drue drueue vieri fuenfi foifi foeifi fuefi sechsi saechsi sibni siebni achti nueni zehni zaehni zeni elfi zwoelfi zwoeufi halbi';
const lowGermanHours = 'een twee dree veer fief fiev soess soeven negen tein teihn oelven twoelf halv';
const anyOf = (words: string): string => `(?:${words.replaceAll(' ', '|')})\\b`;
const neForNo =
  /\bne(?=[\s,]+(?:quatsch|schmarrn|falsch|nein|nee|warten?|wart|moment|doch|stopp|halt|sorry|lieber|am|um|halb|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|morgen|uebermorgen)\b)/g;
/** Said with a word of their own where standard German has "um". */
const hoursOfRegions: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`\\bam (?=${anyOf(alemannicHours)})`, 'g'), 'um '],
  [new RegExp(`\\b(?:um |gegen )?uhr (?=${anyOf(lowGermanHours)})`, 'g'), 'um '],
  [/\b(?:um |gegen )?(?:klock|klocke|glock) (?=\S)/g, 'um '],
  // "Um achte" is no eighth.
  [
    /(?<=\b(?:uma?|gegen|punkt|vor|nach|ab|bis|(?:drei)?vi[ea][r]?[td][el]\w{0,2}|h[ao][il]?[bwv]\w{0,2}) )achte\b|\bachte(?= (?:rum|herum|uhr)\b)/g,
    'acht',
  ],
  [/\b(?:au?f|uff)\s?d(?:ie|e|a)?\s?n[ao]cht\b/g, 'abends'],
];

const withoutAsides = replacing([...germanAsides, ...germanCourtesies]);

export const germanSpelling: Spelling = {
  text: text =>
    hoursOfRegions
      .reduce((said, [regional, standard]) => said.replace(regional, standard), withoutAsides(text.replaceAll('å', 'a')))
      .replace(/(\d)\s*[\u2044/]\s*(\d)\s+(?=\d|\p{L})/gu, fractionWord)
      .replace(/(\d)-(?=uhr)/g, '$1 ')
      .replace(/\b(?:nicht|net|nich) vor (?=\S)/g, 'ab ')
      .replace(/\b(?:nicht|net|nich) nach (?=\S)/g, 'bis ')
      // Neither end of the list: what is meant follows.
      .replace(
        /\b(?:nicht|weder) (de[nr]|das|die) erste[nrs]?,? (?:und (?:auch )?nicht|noch) \1 letzte[nrs]?,? ?(?:sondern )?(?=\S)/g,
        '',
      )
      .replace(
        /\b(?:nicht|net|nich) (?:de[nr]|das|die) ((?:erste|zweite|letzte)[nrs]?)(?: termin)?,? (?:sondern |dann )?(de[nr]|das|die) ander[ens]*\b/g,
        '$2 anderen als $2 $1',
      )
      .replace(/\b(?:nicht|net|nich) de[nr],? (?:sondern )?(de[nr]) ander[ens]*\b/g, '$1 anderen')
      .replace(
        /\b(halb|viertel|dreiviertel|(?:viertel|kurz) (?:vor|nach)|um|gegen|ab) (\d{1,2})\.(?=$| (?!\w+ber|januar|februar|maerz|april|mai|juni|juli|august))/g,
        '$1 $2',
      )
      .replace(/\bhalber (?=(?:eins|zwei|drei|vier|fuenf|sechs|sieben|acht|neun|zehn|elf|zwoelf)\b)/g, 'halb ')
      .replace(
        /(?<!\b(?:tage?|tagen|stunden?|wochen?|minuten|stuendchen|viertelstunde) )\beher (?=(?:so |am |gegen )?(?:(?:vor|nach)?mittags?|morgens|frueh|spaet|abends?|(?:spaeter|spaeten|frueher|fruehen) (?:(?:vor|nach)?mittag|abend)|um|gegen)\b)/g,
        '',
      )
      .replace(/^spaeter,? (?=(?:so )?(?:um|gegen|ab) |am (?:tag|vormittag|nachmittag|abend)\b)/, '')
      // Who tells where they found it names an appointment, and keeps none.
      .replace(/^(?:bei mir|hier|da) steht (?:da |hier )?/, '')
      .replace(
        / (?:steht|stehts|stands?) (?:hier|da|bei mir|auf meinem zettel|(?:in|im) (?:meinem )?(?:kalender|handy))(?= |$)/g,
        '',
      )
      .replace(
        /^(?!.*\b(?:wann|ob|wieso|warum)\b)(.*\b(?:ich bin|bin ich|ich waer|ich waere|sie haben mich|ihr habt mich)\b.*) (?:eingetragen|vorgemerkt|drin|dran|gebucht)$/,
        '$1',
      )
      .replace(/\b(der|den|die|das) wo (?=(?:am|um|heute|morgen|uebermorgen)\b)/g, '$1 ')
      .replace(/\bna denn\b/g, 'na dann')
      .replace(/\bund zwar\b/g, '')
      // In a question "denn" gives no reason.
      .replace(/\b(sie|se|ihr|es|da|wie|was|wann|du|is|ist|gibts|haben|ham|waere) denn\b/g, '$1')
      .replace(/\bmorgendliche[nrs]?\b/g, 'morgens')
      .replace(/\bvormittaegliche[nrs]?\b/g, 'vormittags')
      .replace(/\bnachmittaegliche[nrs]?\b/g, 'nachmittags')
      .replace(/\babendliche[nrs]?\b/g, 'abends')
      .replace(/\b(?:ne|nen|nem)(?= (?:halbe|dreiviertel|viertel|viertelstunde|stunde|minute|woche|tag|monat))/g, 'eine')
      .replace(/(zwanzig|zwaenzig|dreissig|zehn|zeh|ig)sch[dt]e(n?)\b/g, '$1ste$2')
      .replace(/\bzwaenzig/g, 'zwanzig')
      .replace(/\been(?= ta(?:g|ch)\b)/g, 'ein')
      .replace(/\btags (?=drauf|darauf|danach|davor|vorher)/g, 'tag ')
      .replace(/\b(in|um) genau (?=\S)/g, '$1 ')
      .replace(/\bauf jeden fall\b/g, ' ')
      .replace(/\bsagen wir (?:lieber|besser|mal lieber) (?=\S)/g, 'nein ')
      // Who apologises between two days means the second.
      .replace(
        /(?<=\w),? (?:entschuldigung|verzeihung|pardon),? (?=(?:am |den |der |um )*(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|morgen|uebermorgen)\b)/g,
        ' nein ',
      )
      .replace(
        /(?<=\w),? (?:(?:entschuldigung|verzeihung|pardon|sorry),? )?ich mein(?:e|te)?,? (?=(?:am|den|der|dem|um|halb|viertel|dreiviertel|\d+|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|morgen|uebermorgen)\b)/g,
        ' aehm ',
      )
      .replace(/\b(?:andern|annern)\b/g, 'anderen')
      .replace(/\bjleiche/g, 'gleiche')
      .replace(/\bmit woch\b/g, 'mittwoch')
      .replace(/\bsonn abend\b/g, 'sonnabend')
      .replace(/\b(gruen) (?=donnerstag)/g, '$1')
      .replace(/\bzwo und (?=zwanzig|dreissig)/g, 'zweiund')
      .replace(/\b(zwischen|von) (\d{1,2})-(?=\d{1,2}\b)/g, '$1 $2 bis ')
      .replace(/\b(alle\w*|jede\w*|beide\w*|saemtliche\w*)\b(.*?)\bbis auf\b/g, '$1$2ausser')
      .replace(/\b(?:mit ausnahme (?:von|vom|des|der)|abgesehen (?:von|vom)|ausgenommen)\b/g, 'ausser')
      .replace(/\bbis (?:spaetestens|maximal|hoechstens|allerhoechstens|laengstens)\b/g, 'bis')
      .replace(/\bab (?:fruehestens|circa|etwa|ungefaehr|ca\.?)(?= )/g, 'ab')
      .replace(/\bmaximal bis\b/g, 'bis')
      .replace(/\b(halb|viertel|dreiviertel)(?=\d)/g, '$1 ')
      .replace(/\b(halb|dreiviertel)(?=(?:eins|zwei|drei|vier|fuenf|sechs|sieben|acht|neun|zehn|elf|zwoelf)\b)/g, '$1 ')
      .replace(
        /(?<=\b(?:ist|is|isch|ists|waere|waer|war|muesste|sollte|muss)(?: \w+){0,3} )ein (?=(?:mon|diens|donners|frei|sams|sonn)tag\b|mittwoch\b|sonnabend\b)/g,
        '',
      )
      // "Donnerstag, ne, Dienstag": no article stands there.
      .replace(neForNo, 'nee')
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
    const both = dayAndPart(word);
    if (both) return both;
    const standard = germanRegional[word];
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

const feasts = Object.keys(germanFeasts).filter(name => !name.includes(' '));
const calendarWords = new Set([
  ...Object.keys(germanWeekdays),
  ...Object.keys(germanMonths),
  ...Object.keys(germanParts),
  ...feasts,
]);
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
const known = new Set([...longWords, 'zweien', 'dreien', 'vieren', 'morgen', 'viertel', 'dreiviertel', 'termine', 'montage']);
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
