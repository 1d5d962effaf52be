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

/** The rules are those of `date-holidays`; a test compares the dates with that library's own names. */
export const englishFeasts: Feasts = {
  'christmas eve': '12-24',
  'christmas day': '12-25',
  'boxing day': '12-26',
  'st stephens day': '12-26',
  'new years eve': '12-31',
  'new years day': '01-01',
  'valentines day': '02-14',
  'st patricks day': '03-17',
  'shrove tuesday': 'easter -47',
  'pancake day': 'easter -47',
  'pancake tuesday': 'easter -47',
  'ash wednesday': 'easter -46',
  'maundy thursday': 'easter -3',
  'good friday': 'easter -2',
  'easter saturday': 'easter -1',
  'easter sunday': 'easter',
  'easter monday': 'easter 1',
  'whit monday': 'easter 50',
  'early may bank holiday': '1st monday in May',
  'may day bank holiday': '1st monday in May',
  'spring bank holiday': '1st monday before 06-01',
  'summer bank holiday': '1st monday before 09-01',
  'august bank holiday': '1st monday before 09-01',
  'mothers day': 'easter -21',
  'fathers day': '3rd sunday in June',
  'memorial day': 'monday before 06-01',
  'independence day': '07-04',
  'labor day': '1st monday in September',
  'st nicholas day': '12-06',
  'saint nicholas day': '12-06',
  epiphany: '01-06',
  'palm sunday': 'easter -7',
  'whit sunday': 'easter 49',
  'ascension day': 'easter 39',
  'all saints day': '11-01',
  'all souls day': '11-02',
  'fourth of july': '07-04',
  halloween: '10-31',
  'bonfire night': '11-05',
  'guy fawkes': '11-05',
  thanksgiving: '4th thursday in November',
  'thanksgiving day': '4th thursday in November',
  'black friday': 'friday after 4th thursday in November',
  'cyber monday': 'monday after 4th thursday in November',
};

/** More than a day, so that they only say what another day is beside: "the Tuesday after Easter". */
export const englishFeastSeasons: Feasts = {
  easter: 'easter',
  christmas: '12-25',
  whitsun: 'easter 49',
  'new year': '01-01',
  'new years': '01-01',
};

/** In Britain unless it is said here: by country. */
export const englishFeastsElsewhere: ReadonlyMap<string, Feasts> = new Map<string, Feasts>([
  ['IE', { 'august bank holiday': '1st monday in August', 'mothers day': 'easter -21' }],
  ['US', { 'mothers day': '2nd sunday in May', 'memorial day': 'monday before 06-01' }],
]);

export const englishParts: PartsOfDay = {
  morning: 'morning',
  afternoon: 'afternoon',
  evening: 'evening',
  night: 'night',
  lunchtime: 'noon',
  am: 'am',
  pm: 'pm',
  amclock: 'am',
  pmclock: 'pm',
};
