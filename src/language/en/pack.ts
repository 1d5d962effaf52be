// English: put together from its parts.
import type { HeardLanguage, LanguagePack, SpokenLanguage } from '../pack.ts';
import { englishDayRules } from './days.ts';
import { englishMoments } from './moments.ts';
import { englishNotifications } from './notifications.ts';
import { englishNumber, englishNumbers } from './number-words.ts';
import { englishSentences } from './sentences.ts';
import { englishTimeRules } from './times.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const heard: HeardLanguage = {
  spelling: { text: text => text.replace(/\bo clock\b/g, 'oclock'), word: word => [word] },
  numbers: englishNumbers,
  dayRules: englishDayRules,
  timeRules: englishTimeRules,
  // Language models mix the two.
  or: words('or oder'),
  fillers: words(
    'on at the for to please well yes um uh er hm then about around exactly i would like my a an appointment day date time ' +
      'is it one',
  ),
  position: {
    fillers: words('the one yes well please i mean take want would like to id appointment'),
    last: /^last$/,
    pointing: ['the', 'one', 'appointment'],
  },
  placeholders: {
    nothing: ['unknown', 'empty', 'not provided', 'not specified', 'not given'],
    nobody: [
      'customer',
      'the customer',
      'caller',
      'the caller',
      'guest',
      'user',
      'name',
      'full name',
      'customer name',
      'caller name',
      'first name',
      'last name',
      'first name last name',
      'firstname lastname',
    ],
  },
  consent: { yes: ['yes', 'y'], no: ['no', 'n'] },
};

const spoken: SpokenLanguage = {
  ...englishMoments,
  number: englishNumber,
  count: englishNumber,
  joints: { or: 'or', and: 'and' },
  more: count => `, and ${englishNumber(count)} more`,
  booked: (time, service) => `${time} for ${service}`,
  notConfirmed: 'subject to our confirmation',
  handover: 'I will put you through to a colleague.',
  euro: 'Euro',
  abbreviations: ['dr', 'prof', 'mr', 'mrs', 'ms', 'st', 'no'],
  sentences: englishSentences,
};

export const english: LanguagePack = { locale: 'en-GB', heard, spoken, written: englishNotifications };
