// The German names of days, months, feasts and times of day, as `wordsOf` gives them.
import { type Feasts, type NamedNumbers, numbered, type PartsOfDay } from '../grammar/calendar-words.ts';

/** ISO weekdays, 1 = Monday. Abbreviations as language models write them; "so" is also a filler and needs its full stop. */
export const germanWeekdays: NamedNumbers = {
  ...numbered(1, 'montag', 'dienstag', 'mittwoch', 'donnerstag', 'freitag', 'samstag', 'sonntag'),
  ...numbered(1, 'mo', 'di', 'mi', 'do', 'fr', 'sa', 'so.'),
  ...numbered(1, 'mo.', 'di.', 'mi.', 'do.', 'fr.', 'sa.'),
  sonnabend: 6,
};

export const germanMonths: NamedNumbers = {
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

export const germanFeasts: Feasts = {
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

export const germanParts: PartsOfDay = {
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
