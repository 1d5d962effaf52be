// Joins what a caller spells: "M wie Martha, E wie Emil …", "M-E-Y-E-R", "em e ypsilon e er". Takes and gives words in small letters.

/** What letters are called, in German and, where that is not a German letter's name, in English. */
const namesOfLetters: Record<string, string> = {
  ae: 'ae',
  b: 'be',
  c: 'ce tse',
  d: 'd de',
  f: 'ef eff',
  g: 'ge',
  h: 'ha',
  j: 'jot',
  k: 'ka',
  l: 'el ell',
  m: 'em emm',
  n: 'en enn',
  oe: 'oe',
  p: 'pe',
  q: 'ku',
  r: 'er err',
  s: 'es ess',
  ss: 'eszett',
  t: 'te',
  ue: 'ue',
  v: 'vau',
  w: 'we',
  x: 'ix iks',
  y: 'ypsilon',
  z: 'zee zet zett',
};
const letterNames = new Map(
  Object.entries(namesOfLetters).flatMap(([letter, names]) => names.split(' ').map(name => [name, letter] as const)),
);

/** The words of the German and the international spelling alphabet begin with their letter, apart from these. */
const spellingWords = new Map([
  ['aerger', 'ae'],
  ['oekonom', 'oe'],
  ['uebermut', 'ue'],
  ['uebel', 'ue'],
  ['schule', 'sch'],
  ['charlotte', 'ch'],
  ['eszett', 'ss'],
]);
const alphabets = new Set(
  `anton berta caesar dora emil friedrich gustav heinrich ida julius kaufmann ludwig martha nordpol otto paula quelle richard samuel
  siegfried theodor ulrich viktor wilhelm xanthippe ypsilon zacharias zeppelin aerger oekonom uebermut schule charlotte
  alpha alfa bravo charlie delta echo foxtrot golf hotel india juliett juliet kilo lima mike november oscar papa quebec romeo sierra
  tango uniform victor whiskey xray yankee zulu`.split(/\s+/),
);

/** "Wie" in the languages callers spell in. */
const like = new Set(['wie', 'as', 'like', 'for']);
/** "Doppel-T" and "zwei T"; never said twice themselves, which would double without end. */
const twice = new Set(['doppel', 'doppelt', 'zweimal', 'zwei', 'double']);
const sharp = new Set(['scharfes', 'scharf']);

/** Fewer letters in a row are initials. */
const fewestLetters = 3;
/** Fewer words of a spelling alphabet in a row are names: Anton Emil. */
const fewestWords = 4;

interface Letter {
  written: string;
  /** How many words it took. */
  length: number;
}

const letterOf = (word: string): string | undefined => (/^[a-z]$/.test(word) ? word : letterNames.get(word));

/** The letter at this place, said on its own, twice, or with a word that begins with it. */
function letterAt(words: readonly string[], at: number): Letter | undefined {
  const word = words[at] ?? '';
  if (sharp.has(word) && letterOf(words[at + 1] ?? '') === 's') return { written: 'ss', length: 2 };
  if (twice.has(word)) {
    const letter = twice.has(words[at + 1] ?? '') ? undefined : letterAt(words, at + 1);
    return letter && { written: letter.written.repeat(2), length: letter.length + 1 };
  }
  const doubled = /^doppel(.+)$/.exec(word)?.[1];
  const single = letterOf(doubled ?? word);
  if (single === undefined) return undefined;
  const written = doubled === undefined ? single : single.repeat(2);
  const [as, inIt, example = ''] = words.slice(at + 1, at + 4);
  if (as !== undefined && like.has(as)) {
    const isIn = as === 'as' && inIt === 'in';
    const said = isIn ? example : (inIt ?? '');
    if (said !== '') return { written: spellingWords.get(said) ?? written, length: isIn ? 4 : 3 };
  }
  return { written, length: 1 };
}

function spelledFrom(words: readonly string[], from: number): Letter | undefined {
  const letters: string[] = [];
  let at = from;
  for (let letter = letterAt(words, at); letter; letter = letterAt(words, at)) {
    letters.push(letter.written);
    at += letter.length;
  }
  return letters.length < fewestLetters ? undefined : { written: letters.join(''), length: at - from };
}

function alphabetFrom(words: readonly string[], from: number): Letter | undefined {
  const end = words.findIndex((word, at) => at >= from && !alphabets.has(word));
  const said = words.slice(from, end < 0 ? undefined : end);
  if (said.length < fewestWords) return undefined;
  return { written: said.map(word => spellingWords.get(word) ?? word.charAt(0)).join(''), length: said.length };
}

/** What may stand before the letters: "Meyer, ich buchstabiere", "geschrieben". */
const announced = new Set([
  'buchstabiert',
  'buchstabiere',
  'geschrieben',
  'spelled',
  'spelt',
  'also',
  'ich',
  'mit',
  'das',
  'schreibt',
  'sich',
  'man',
]);

/**
 * The words with what was spelled as one of them. The letters of a name that was said before take its place, since they are more exact
 * than what was heard; `isHeardAs` says whether they are that name's.
 */
export function joinSpelled(words: readonly string[], isHeardAs: (said: string, spelled: string) => boolean): string[] {
  const joined: string[] = [];
  for (let at = 0; at < words.length; ) {
    const spelled = spelledFrom(words, at) ?? alphabetFrom(words, at);
    if (!spelled) {
      joined.push(words[at] ?? '');
      at += 1;
      continue;
    }
    while (announced.has(joined.at(-1) ?? '')) joined.pop();
    if (isHeardAs(joined.at(-1) ?? '', spelled.written)) joined.pop();
    joined.push(spelled.written);
    at += spelled.length;
  }
  return withoutHint(joined);
}

/** "Schmidt mit D T", "Meyer mit Ypsilon": what follows "mit" tells the spelling of what stands before it. */
function withoutHint(words: readonly string[]): string[] {
  const at = words.findIndex((word, index) => index > 0 && word === 'mit' && isHint(words.slice(index + 1)));
  return at < 0 ? [...words] : words.slice(0, at);
}

const isHint = (words: readonly string[]): boolean =>
  words.length > 0 &&
  words.every(word => letterOf(word) !== undefined || /^(?:doppel.*|zwei|und|am|ende|dt|ck|tz|ai|ei|ey|ay|th|ph)$/.test(word));
