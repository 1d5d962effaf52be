// German, as the companies' callers speak it: put together from its parts.
import type { HeardLanguage, LanguagePack, SpokenLanguage } from '../pack.ts';
import { germanDayRules } from './days.ts';
import { germanMoments } from './moments.ts';
import { germanNotifications } from './notifications.ts';
import { germanCount, germanNumber, germanNumbers } from './number-words.ts';
import { germanSentences } from './sentences.ts';
import { germanSpelling } from './spelling.ts';
import { germanTimeRules } from './times.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const heard: HeardLanguage = {
  spelling: germanSpelling,
  numbers: germanNumbers,
  dayRules: germanDayRules,
  timeRules: germanTimeRules,
  // Language models mix the two.
  or: words('oder or'),
  fillers: words(
    'am an auf den dem der des die das um gegen zum vom von so im fuer bitte also ja aehm aeh hm na dann doch ca ca. circa etwa ' +
      'ungefaehr punkt genau gern gerne ich moechte haette habe hab es ist waere mein meine meinen meiner einen termin tag uhrzeit ' +
      'datum uhr gleich jetzt noch',
  ),
  position: {
    fillers: words(
      'den der die das dem ja also bitte ich meine nehme moechte haette will gern gerne termin nehmen absagen verschieben',
    ),
    last: /^letzte[nrsm]?$/,
    pointing: ['ich meine', 'ich nehme', 'den', 'der', 'die', 'das', 'dem', 'termin'],
  },
  placeholders: {
    nothing: ['unbekannt', 'leer', 'nicht angegeben', 'nicht genannt', 'keine angabe'],
    nobody: [
      'kunde',
      'kundin',
      'der kunde',
      'die kundin',
      'anrufer',
      'anruferin',
      'der anrufer',
      'die anruferin',
      'gast',
      'name',
      'vorname',
      'nachname',
      'vorname nachname',
      'vor und nachname',
      'vollstaendiger name',
    ],
  },
  consent: { yes: ['ja', 'j'], no: ['nein', 'n'] },
};

const spoken: SpokenLanguage = {
  ...germanMoments,
  number: germanNumber,
  count: germanCount,
  joints: { or: 'oder', and: 'und' },
  more: count => (count === 1 ? ', und noch ein weiterer' : `, und ${germanNumber(count)} weitere`),
  booked: (time, service) => `${time} für ${service}`,
  notConfirmed: 'unter Vorbehalt unserer Bestätigung',
  handover: 'Ich verbinde Sie mit einem Mitarbeiter.',
  euro: 'Euro',
  abbreviations: ['dr', 'prof', 'hr', 'fr', 'str', 'nr', 'tel', 'bzw', 'ca', 'usw', 'st', 'inh'],
  sentences: germanSentences,
};

export const german: LanguagePack = { locale: 'de-DE', heard, spoken, written: germanNotifications };
