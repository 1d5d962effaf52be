// The names of days, months, feasts and times of day, folded as `wordsOf` gives them.
import type { PartOfDay } from './phrases.ts';

type Words = Readonly<Record<string, number>>;

/** ISO weekdays, 1 = Monday. Abbreviations as language models write them; "so" is also a filler and needs its full stop. */
export const germanWeekdays: Words = {
  ...numbered(1, 'montag', 'dienstag', 'mittwoch', 'donnerstag', 'freitag', 'samstag', 'sonntag'),
  ...numbered(1, 'mo', 'di', 'mi', 'do', 'fr', 'sa', 'so.'),
  ...numbered(1, 'mo.', 'di.', 'mi.', 'do.', 'fr.', 'sa.'),
  sonnabend: 6,
};

export const englishWeekdays: Words = {
  ...numbered(1, 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'),
  ...numbered(1, 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'),
  tues: 2,
  thur: 4,
  thurs: 4,
};

export const germanMonths: Words = {
  ...numbered(1, 'januar', 'februar', 'maerz', 'april', 'mai', 'juni', 'juli', 'august', 'september', 'oktober', 'november'),
  ...numbered(1, 'jan', 'feb', 'mrz', 'apr', 'mai', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dez'),
  dezember: 12,
  // Austrian, and how "Juni" and "Juli" are told apart on the telephone.
  jaenner: 1,
  feber: 2,
  maer: 3,
  juno: 6,
  julei: 7,
  sept: 9,
};

export const englishMonths: Words = {
  ...numbered(1, 'january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november'),
  ...numbered(1, 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'),
  december: 12,
  sept: 9,
};

/** Feasts that fall on the same day each year, as [day, month]. */
export const germanFeasts: Readonly<Record<string, readonly [number, number]>> = {
  heiligabend: [24, 12],
  silvester: [31, 12],
  neujahr: [1, 1],
  neujahrstag: [1, 1],
  'heilige drei koenige': [6, 1],
  'tag der arbeit': [1, 5],
  maifeiertag: [1, 5],
  'tag der deutschen einheit': [3, 10],
  allerheiligen: [1, 11],
  nikolaus: [6, 12],
  nikolaustag: [6, 12],
};

export const englishFeasts: Readonly<Record<string, readonly [number, number]>> = {
  'christmas eve': [24, 12],
  'christmas day': [25, 12],
  'boxing day': [26, 12],
  'new years eve': [31, 12],
  'new years day': [1, 1],
};

export const germanParts: Readonly<Record<string, PartOfDay>> = {
  frueh: 'morning',
  fruehs: 'morning',
  fruehe: 'morning',
  fruehmorgens: 'morning',
  morgens: 'morning',
  vormittag: 'forenoon',
  vormittags: 'forenoon',
  mittag: 'noon',
  mittags: 'noon',
  nachmittag: 'afternoon',
  nachmittags: 'afternoon',
  abend: 'evening',
  abends: 'evening',
  nacht: 'night',
  nachts: 'night',
};

export const englishParts: Readonly<Record<string, PartOfDay>> = {
  morning: 'morning',
  afternoon: 'afternoon',
  evening: 'evening',
  night: 'night',
  am: 'am',
  pm: 'pm',
};

function numbered(first: number, ...names: string[]): Words {
  return Object.fromEntries(names.map((name, index) => [name, index + first]));
}
