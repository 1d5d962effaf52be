// How a name sounds, as a row of sounds, in each way a German reads it.
import { LRUCache } from 'lru-cache';

/**
 * Spelling to sounds by the first letter, the first that fits; a letter that fits none is its own sound. Capitals are sounds without a
 * letter of their own: A ei, E eu, W au, O ö, U ü, Q ä, S sch, X ch, C z as in Zahn, 6 and R the ends of Sputer and Sputar. Words are
 * those of `nameWords`: ä is ae, ß is ss.
 */
const spellings: Record<string, readonly [RegExp, string][]> = {
  a: [
    [/aeu/y, 'E'],
    [/ay(?=[aou])/y, 'aj'],
    [/a[iy]|aj(?![aeiou])/y, 'A'],
    [/au/y, 'W'],
    [/(?<=.{2}[^aeiou])ar$/y, 'R'],
    [/ae/y, 'Q'],
  ],
  b: [
    [/bb?$/y, 'p'],
    [/bh/y, 'b'],
  ],
  c: [
    [/chs|cks/y, 'ks'],
    [/^ch(?=[rl])|ck/y, 'k'],
    [/cz/y, 'tS'],
    [/ch/y, 'X'],
    [/cc|c(?![eiy])/y, 'k'],
    [/c/y, 'C'],
  ],
  d: [
    [/ds$/y, 'C'],
    [/dt|dd?$|dh$/y, 't'],
    [/dh/y, 'd'],
  ],
  e: [
    [/eu/y, 'E'],
    [/e[iy]|ej(?![aeiou])/y, 'A'],
    [/(?<=e[iy]|a[iyu])er(?![aeiouy])|(?<=.{2})er(?=s?$)/y, '6'],
  ],
  g: [
    [/gg?$/y, 'k'],
    [/gh/y, 'g'],
  ],
  h: [[/(?<=[aeiouy])h(?![aeiouy])/y, '']],
  i: [[/ie/y, 'i']],
  j: [[/(?<=i)j(?=[aeou])/y, '']],
  k: [[/kh/y, 'k']],
  m: [[/^mc(?=.{3})/y, 'mak']],
  n: [[/^ng/y, 'n']],
  o: [
    [/o[iy]|oj(?![aeiou])/y, 'E'],
    [/ou/y, 'u'],
    [/oe/y, 'O'],
  ],
  p: [[/^pf|ph/y, 'f']],
  q: [
    [/qu/y, 'kv'],
    [/q/y, 'k'],
  ],
  r: [
    [/(?<=e[iy]|a[iyu])r(?![aeiouy])/y, '6'],
    [/rh/y, 'r'],
  ],
  s: [[/sch|sh/y, 'S']],
  t: [
    [/tsch|tsh|tch|tzsch/y, 'tS'],
    [/tz|ts/y, 'C'],
    [/tt?h/y, 't'],
  ],
  u: [
    [/uj(?![aeiou])/y, 'ui'],
    [/ue/y, 'U'],
  ],
  v: [[/^v|v$/y, 'f']],
  w: [
    [/(?<=o)w$/y, ''],
    [/w$/y, 'f'],
    [/w/y, 'v'],
  ],
  x: [[/x/y, 'ks']],
  y: [
    [/^y(?=[aeiou])/y, 'j'],
    [/y/y, 'i'],
  ],
  z: [
    [/zh/y, 'S'],
    [/z/y, 'C'],
  ],
};

/** Spellings of other languages than German, as a German would write what they hear; each gives one more way to read a word. */
const foreign: readonly [RegExp, (word: string) => string][] = [
  // Polish and other Slavic names.
  [
    /iew|sz|rz(?=[aeiouy])|(?<=[kpt])rz|ci(?=[aeou]|k$)|dz|ch(?=[aeiouy]k$|[aeiouy]rek$)/,
    word =>
      word
        .replace(/szcz/g, 'schtsch')
        .replace(/sz/g, 'sch')
        .replace(/(?<!s)ch(?=[aeiouy]k$|[aeiouy]rek$)/g, 'tsch')
        .replace(/rz/g, 'sch')
        .replace(/ci(?=[aeou])/g, 'tsch')
        .replace(/cik$/, 'tschik')
        .replace(/dzi?/g, 'ds')
        .replace(/(?<=[nw])iew/g, 'jew'),
  ],
  // Agnieszka, as Poles say it.
  [/nie(?=sz)/, word => word.replace(/nie(?=sz)/, 'nje').replace(/sz/g, 'sch')],
  // Names from Cyrillic in English letters.
  [/(?:sh|zh|v).*(?<!s)ch|ch(?=enko$|uk$)/, word => word.replace(/(?<!s)ch/g, 'tsch')],
  // French j and qu.
  [/^j.*qu/, word => word.replace(/^j/, 'sch').replace(/c?qu/, 'k')],
  // Mac as English says it.
  [/^ma?c(?=[^aeiouhks].{2})/, word => word.replace(/^ma?c/, 'mek')],
  // Italian names.
  [
    /cci|cce|ci(?=[aou])|gi(?=[aou])|gli|gn|gg[ei]|ch[ei].*[aio]$|sci(?=[aou])/,
    word =>
      word
        .replace(/sc[ei](?=[aou])/g, 'sch')
        .replace(/cch?i(?=[aou])|ci(?=[aou])/g, 'tsch')
        .replace(/cc(?=[ei])/g, 'tsch')
        .replace(/ch(?=[ei])/g, 'k')
        .replace(/g?gi(?=[aou])/g, 'dsch')
        .replace(/gg(?=[ei])/g, 'dsch')
        .replace(/gli/g, 'lj')
        .replace(/gn/g, 'nj'),
  ],
  // Turkish c, and j or dj for it.
  [
    /^c(?=[aeiou])|(?<=[aeioun])c(?=[aeiou])|^dj|^ch(?=[aeiou])/,
    word =>
      word
        .replace(/^dj/, 'dsch')
        .replace(/^ch/, 'tsch')
        .replace(/c(?=[aeiou])/g, 'dsch'),
  ],
  // Slavic names in -ow, of which German is silent about the w.
  [/ow$/, word => word.replace(/ow$/, 'of')],
  // Arabic names in English letters.
  [/ee|oo/, word => word.replace(/ee/g, 'i').replace(/oo/g, 'u')],
];

/** A word as it is read. */
export interface Sounds {
  /** Each way to read it. */
  readings: readonly string[];
  /** By vowel: long (Haas), long by its place (Hofer), short (Hass), or either. */
  lengths: string;
}

const heard = new LRUCache<string, Sounds>({ max: 20_000 });

/** The sounds of a word of `nameWords`. */
export function soundsOf(word: string): Sounds {
  const known = heard.get(word);
  if (known) return known;
  const others = foreign.filter(([sign]) => sign.test(word)).map(([, respelt]) => soundRow(respelt(word)));
  const sounds = { readings: [...new Set([soundRow(word), ...others])], lengths: lengthsOf(word) };
  heard.set(word, sounds);
  return sounds;
}

function soundRow(word: string): string {
  let row = '';
  for (let at = 0; at < word.length; ) {
    const match = spellings[word.charAt(at)]?.find(([spelling]) => {
      spelling.lastIndex = at;
      return spelling.test(word);
    });
    if (match) {
      row += match[1];
      at = match[0].lastIndex;
    } else {
      row += word[at] ?? '';
      at += 1;
    }
  }
  return row.replace(/([^AEW])\1+/g, '$1');
}

/** By vowel, besides diphthongs, which are always long. L: spelt long (a double vowel, an h, ie); l: long before one consonant and a vowel; s: spelt short (two consonants of one kind, ck, tz). */
function lengthsOf(word: string): string {
  let lengths = '';
  for (const [vowel, , , after = ''] of word.matchAll(/(ie|ae|oe|ue|[aeiouy])([aeiouyh]?)(?=(.?.?))/g)) {
    if (/^(?:[ea][iy]|[aeo]u|oy)/.test(vowel)) lengths += '?';
    else if (/^(.)\1|^[aeiouy]+h|^ie/.test(vowel)) lengths += 'L';
    else if (/^(?:([b-df-hj-np-tv-xz])\1|ck|tz)/.test(after)) lengths += 's';
    else lengths += /^[b-df-hj-np-tv-wz][aeiouy]/.test(after) ? 'l' : '?';
  }
  return lengths;
}

/** Whether one spelling makes a vowel long that the other makes short: Haas and Hass; where `implied`, Hofer and Hoffer as well. */
export function differInLength(a: Sounds, b: Sounds, implied: boolean): boolean {
  const isLong = (length: string | undefined) => length === 'L' || (implied && length === 'l');
  return (
    a.lengths.length === b.lengths.length &&
    [...a.lengths].some((one, at) => (isLong(one) && b.lengths[at] === 's') || (one === 's' && isLong(b.lengths[at])))
  );
}
