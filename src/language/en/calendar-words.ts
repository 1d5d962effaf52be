// The English names of days, months, feasts and times of day, as `wordsOf` gives them.
import { type Feasts, type NamedNumbers, numbered, type PartsOfDay } from '../grammar/calendar-words.ts';

/** ISO weekdays, 1 = Monday. */
export const englishWeekdays: NamedNumbers = {
  ...numbered(1, 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'),
  ...numbered(1, 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'),
  tues: 2,
  thur: 4,
  thurs: 4,
};

export const englishMonths: NamedNumbers = {
  ...numbered(1, 'january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november'),
  ...numbered(1, 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'),
  december: 12,
  sept: 9,
};

export const englishFeasts: Feasts = {
  'christmas eve': [24, 12],
  'christmas day': [25, 12],
  'boxing day': [26, 12],
  'new years eve': [31, 12],
  'new years day': [1, 1],
};

export const englishParts: PartsOfDay = {
  morning: 'morning',
  afternoon: 'afternoon',
  evening: 'evening',
  night: 'night',
  am: 'am',
  pm: 'pm',
};
