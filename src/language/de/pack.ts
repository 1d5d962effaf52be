// German, as the companies' callers speak it: put together from its parts.
import { wordSet } from '../grammar/words.ts';
import type { HeardLanguage } from '../heard-language.ts';
import type { LanguagePack, SpokenLanguage } from '../pack.ts';
import { germanFeastsElsewhere } from './calendar-words.ts';
import { germanReadOut } from './company-words.ts';
import { germanDayRules } from './days/days.ts';
import { germanDisclosed } from './disclosed/disclosed.ts';
import { germanFillers } from './fillers.ts';
import { germanMoments } from './moments.ts';
import { germanNotifications } from './notifications.ts';
import { germanCount, germanNumber, germanNumbers } from './number-words.ts';
import { germanListRules, germanPickRules } from './picks/picks.ts';
import { germanRemarks } from './remarks.ts';
import { germanRequests } from './requests.ts';
import { germanSentences, germanUnderWay } from './sentences.ts';
import { germanServices } from './services.ts';
import { germanSpelling } from './spelling.ts';
import { germanTimeRules } from './times.ts';
import { germanCorrections, germanDeclining, germanIntroductions, germanTone } from './tone.ts';

const dayName = '(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend)';

const heard: HeardLanguage = {
  spelling: germanSpelling,
  numbers: germanNumbers,
  dayRules: germanDayRules,
  timeRules: germanTimeRules,
  pickRules: germanPickRules,
  // Language models mix the two.
  or: wordSet('oder or beziehungsweise bzw bzw.'),
  notAfterOr: wordSet('spaeter frueher so later earlier'),
  but: wordSet('sondern'),
  instead: wordSet('nein falsch nee quatsch vielmehr sondern korrektur bessergesagt stopp'),
  corrections: germanCorrections,
  remarks: germanRemarks,
  requests: germanRequests,
  services: germanServices,
  fillers: germanFillers,
  feastsIn: germanFeastsElsewhere,
  titles: wordSet('frau herr herrn doktor dr. familie salon praxis studio firma hr. professor'),
  introductions: germanIntroductions,
  possessives: wordSet('meine meiner meinem meinen mein unsere unserer unserem unseren unser deine deiner seine seiner seinem'),
  listRules: germanListRules,
  tone: germanTone,
  fromTo: [
    /^(?:(?:den|der|das|ihn|bitte|gerne?|lieber|nur|einfach|termin|meinen) )*vo[nm] (?<from>.+?) auf (?!jeden|keinen|alle)(?<to>.+)$/i,
    /^(?<from>(?:am |den |der |de[nr] am )?.+? um .+?) auf (?!jeden|keinen|alle)(?<to>.+)$/i,
    new RegExp(`^(?<from>(?:am |den |der )?${dayName}\\b.*?) auf (?<to>(?:den )?${dayName}\\b.*)$`, 'i'),
    /^(?:ich|wir) (?:hab|habe|haben|hätten?) (?<from>.+?) (?:einen|nen|meinen|unseren) termin(?: bei \S+)?,? und (?:ich |wir )?(?:würde|würden|möchte|möchten|will|wollen|wollte|müsste|müssten)(?: (?:den|ihn|das|gerne?|bitte|lieber|mal))* auf (?<to>.+?) (?:schieben|verschieben|verlegen|legen|umbuchen)$/i,
    /^(?<to>.+) (?:statt|anstatt) (?<from>.+)$/i,
    /^(?:den|der|das) (?<from>(?:um|am) .+?) auf (?!jeden|keinen|alle)(?<to>.+)$/i,
  ],
  because: wordSet('weil wenn damit denn nachdem bevor'),
  negations: wordSet('nicht net ned nit noed nid nimmer nix nichts kein keine keinen keinem keiner ausser ohne niemals nie'),
  declining: germanDeclining,
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
  consent: {
    yes: [
      'ja',
      'j',
      'jawohl',
      'jo',
      'jep',
      'okay',
      'ok',
      'einverstanden',
      'in ordnung',
      'klar',
      'passt',
      'gerne',
      'gern',
      'natuerlich',
      'selbstverstaendlich',
      'stimmt',
      'richtig',
      'genau',
      'mach ich',
      'machen sie das',
      'machen wir',
      'von mir aus',
      'kein problem',
      'ist recht',
      'mhm',
      'freilich',
      'sicher',
      'jup',
      'exakt',
      'machen sie',
      'meinetwegen',
    ],
    no: [
      'nein',
      'n',
      'ne',
      'nee',
      'lieber nicht',
      'auf keinen fall',
      'nicht einverstanden',
      'will ich nicht',
      'moechte ich nicht',
    ],
    around: [
      'bitte',
      'danke',
      'doch',
      'also',
      'sehr',
      'das',
      'ist',
      'es',
      'ich',
      'bin',
      'damit',
      'so',
      'dann',
      'mir',
      'recht',
      'gut',
      'alles',
      'aeh',
      'aehm',
      'hm',
      'na',
      'halt',
      'auch',
      'schon',
      'geht',
      'fuer',
      'mich',
      'bezahle',
      'zahle',
      'uebernehme',
      'die',
      'gebuehr',
      'kein',
      'problem',
      'machen',
      'sie',
      'wir',
    ],
  },
};

const spoken: SpokenLanguage = {
  ...germanMoments,
  number: germanNumber,
  count: germanCount,
  joints: { or: 'oder', and: 'und' },
  booked: (time, service) => `${time} für ${service}`,
  bookedWith: (time, staff) => `${time} bei ${staff}`,
  several: (time, count) => `${time} gleich ${germanNumber(count)}mal`,
  notConfirmed: 'unter Vorbehalt unserer Bestätigung',
  underWay: germanUnderWay,
  handover: {
    transfer: 'Ich verbinde Sie.',
    callback: 'Wir rufen Sie zurück.',
    none: 'Bitte melden Sie sich direkt bei uns.',
  },
  waiting: 'Ich sehe nach.',
  plus: 'plus',
  readOut: germanReadOut,
  sentences: germanSentences,
};

export const german: LanguagePack = { locale: 'de-DE', heard, spoken, written: germanNotifications, disclosed: germanDisclosed };
