// How recognisers spell names they heard on a telephone line: one rule a kind, from what is known of them, not from how names are compared.

/** A spelling and what may be written for it. */
type Respelling = readonly [RegExp, readonly string[]];

/** The rules of each kind, for a name in small letters with its umlauts. */
export const confusions: Record<string, readonly Respelling[]> = {
  'one consonant for two': [[/([bdfgklmnprst])\1/g, ['$1']]],
  'two consonants for one': [[/(?<=[aeiouäöü])([fklmnprst])(?=[aeiou])/g, ['$1$1']]],
  'd and t': [
    [/dt/g, ['t', 'tt', 'd']],
    [/(?<![dst])t(?![hstz])/g, ['d']],
    [/(?<!d)d(?![dtz])/g, ['t']],
  ],
  'b and p': [
    [/(?<!b)b(?!b)/g, ['p']],
    [/(?<!p)p(?![fhp])/g, ['b']],
  ],
  'g and k': [
    [/(?<![gn])g(?!g)/g, ['k']],
    [/(?<![ck])k(?!k)/g, ['g']],
  ],
  'ie, i and ih': [
    [/ie(?!$)/g, ['i', 'ih']],
    [/(?<![aeiouäöü])i(?![aeiou])/g, ['ie', 'ih', 'y']],
  ],
  'ei, ai, ey and ay': [[/[ea][iy]/g, ['ei', 'ai', 'ey', 'ay']]],
  'eu, äu and oi': [[/eu|äu|oi|oy/g, ['eu', 'äu', 'oi', 'oy']]],
  'ph and f': [
    [/ph/g, ['f']],
    [/(?<![fp])f(?!f)/g, ['ph']],
  ],
  'c, k and ck': [
    [/ck/g, ['k', 'kk']],
    [/(?<![cs])k(?=[aoulr]|$)/g, ['c', 'ck']],
    [/c(?![eihkyz])/g, ['k']],
  ],
  'z, tz and ts': [
    [/tz/g, ['z', 'ts']],
    [/(?<![cdrstz])z(?!z)/g, ['tz', 'ts']],
    [/^z(?=[ei])/g, ['c']],
  ],
  'v, f and w': [
    [/v/g, ['f', 'w']],
    [/(?<!f)f(?!f)/g, ['v']],
    [/w/g, ['v']],
  ],
  'th and t': [
    [/th/g, ['t']],
    [/^t(?!h|s|z)/g, ['th']],
  ],
  'h lost': [
    [/(?<=[aeiouäöü])h/g, ['']],
    [/^h/g, ['']],
    [/(?<=[rgk])h/g, ['']],
  ],
  'h added': [[/(?<=[^aeiouäöü][aeiouäöü])(?=[lmnr][aeiou])/g, ['h']]],
  'umlaut lost': [
    [/ä/g, ['a']],
    [/ö/g, ['o']],
    [/ü/g, ['u']],
  ],
  'umlaut as two letters': [
    [/ä/g, ['ae']],
    [/ö/g, ['oe']],
    [/ü/g, ['ue']],
  ],
  'umlaut as its neighbour': [
    [/ä/g, ['e']],
    [/ö/g, ['e']],
    [/ü/g, ['i']],
  ],
  's, ss and ß': [
    [/ß/g, ['s', 'ss']],
    [/ss/g, ['s', 'ß']],
    [/(?<=[aeiou])s(?=[aeiou])/g, ['ss']],
  ],
  'x, chs and ks': [
    [/x/g, ['ks', 'chs', 'cks']],
    [/chs/g, ['x', 'ks']],
    [/ks/g, ['x']],
  ],
  'er and a at the end': [
    [/er$/g, ['a', 'ar', 'ah']],
    [/(?<=.{3}[^aeiou])a$/g, ['er']],
  ],
  'sch and sh': [[/sch/g, ['sh']]],
};

/** What becomes of names from other languages. */
export const foreignConfusions: Record<'Turkish' | 'Polish' | 'Arabic' | 'Italian', readonly Respelling[]> = {
  Turkish: [
    [/ş/g, ['sch', 's', 'sh']],
    [/ç/g, ['tsch', 'ch', 'c']],
    [/ğ/g, ['', 'g', 'h']],
    [/ı/g, ['i']],
    [/^c(?=[aeiou])/g, ['dsch']],
    [/^y/g, ['j']],
    [/ü/g, ['u']],
    [/ö/g, ['o']],
  ],
  Polish: [
    [/sz/g, ['sch', 'sh']],
    [/cz/g, ['tsch', 'ch']],
    [/rz/g, ['sch', 'sh']],
    [/w/g, ['v']],
    [/ł/g, ['l']],
    [/ó/g, ['u', 'o']],
    [/ń/g, ['n']],
    [/ski$/g, ['sky', 'skie']],
  ],
  Arabic: [
    [/kh/g, ['ch', 'k']],
    [/q/g, ['k']],
    [/ou/g, ['u']],
    [/ee/g, ['i', 'ie']],
    [/y(?=[aeiou])/g, ['j']],
    [/(?<=[aeiou])h/g, ['']],
    [/ss/g, ['s']],
    [/mm/g, ['m']],
  ],
  Italian: [
    [/cch?/g, ['k', 'ck']],
    [/ch(?=[ei])/g, ['k']],
    [/gi(?=[ao])/g, ['dsch', 'dj']],
    [/gn/g, ['nj']],
    [/zz/g, ['z', 'tz', 'ts']],
    [/([lnrst])\1/g, ['$1']],
    [/v/g, ['w']],
  ],
};

/** The word with one of the places a kind has respelt; undefined where it has none. */
export function respell(word: string, rules: readonly Respelling[], pick: (count: number) => number): string | undefined {
  const ways = rules.flatMap(([spelling, written]) =>
    [...word.matchAll(spelling)].flatMap(found =>
      written.map(
        by => word.slice(0, found.index) + by.replaceAll('$1', found[1] ?? '') + word.slice(found.index + found[0].length),
      ),
    ),
  );
  const others = ways.filter(way => way !== word);
  return others[pick(others.length)];
}
