// German, as the companies' callers speak it: put together from its parts.
import type { HeardLanguage, LanguagePack, SpokenLanguage } from '../pack.ts';
import { germanFeastsElsewhere } from './calendar-words.ts';
import { germanReadOut } from './company-words.ts';
import { germanDayRules } from './days.ts';
import { germanFillers } from './fillers.ts';
import { germanMoments } from './moments.ts';
import { germanNotifications } from './notifications.ts';
import { germanCount, germanNumber, germanNumbers } from './number-words.ts';
import { germanListRules, germanPickRules } from './picks.ts';
import { germanSentences } from './sentences.ts';
import { germanSpelling } from './spelling.ts';
import { germanTimeRules } from './times.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const heard: HeardLanguage = {
  spelling: germanSpelling,
  numbers: germanNumbers,
  dayRules: germanDayRules,
  timeRules: germanTimeRules,
  pickRules: germanPickRules,
  // Language models mix the two.
  or: words('oder or beziehungsweise bzw bzw.'),
  notAfterOr: words('spaeter frueher so later earlier'),
  but: words('sondern'),
  instead: words('nein falsch nee quatsch vielmehr sondern korrektur bessergesagt'),
  fillers: germanFillers,
  feastsIn: germanFeastsElsewhere,
  titles: words('frau herr herrn doktor dr. familie salon praxis studio firma hr. professor'),
  listRules: germanListRules,
  tone: {
    keeps:
      /\b(?:(?:brauche?|braeuchte|schaff\w*|komme?) (?:ich|wir|es)|(?:ich|wir) (?:brauche?n?|braeuchten?|schaff\w*|komme?n?)|bin ich (?:ja |auch )?(?:da|dabei|frei)|will ich (?:ja )?kommen|in ordnung|bleib\w*|wichtig|geht(?: gut| klar| schon)?$|kann ich$|ich kann(?: am| den)? \S+$)/,
    prefers:
      /\b(?:besser|am besten|bevorzug\w*|wuensch\w*|nehme? (?:ich|wir)|(?:ich|wir) nehme?n?|passt (?:mir|uns|ihm|ihr|gut|besser|super|wunderbar|prima)|klappt|auf (?:den |die )?\S+ (?:legen|verschieben|verlegen|umbuchen|schieben)|(?:legen|verschieben|verlegen|umbuchen|schieben) auf)\b/,
    goes: /\b(?:ab(?:zu)?sag|abgesagt|storn|streich|gestrichen|loesch|can[cz]el)/,
    hinders:
      /\b(?:hab\w* (?:ich|wir) (?:(?:da|schon|ja|leider) )*(?:ein\w*|was|mein\w*|unser\w*|kein\w*)|einen termin hab|muss (?:ich|wir|er|sie)|(?:ist|kommt|kommen|will|braucht) (?:mein|unser)|(?:ist|hat) zu\b|brauche? (?:ich|wir) |kriege? ich|melde (?:ich )?mich|frage? (?:ich|wir)\b|ich frage?\b|sage? ich(?! mal)|wissen wir|war(?:en)? (?:ich|wir)|gehen (?:mein|wir))/,
  },
  because: words('weil wenn damit denn nachdem bevor'),
  negations: words('nicht nich net ned nit noed nid nimmer nix nichts kein keine keinen keinem keiner ausser ohne niemals nie'),
  declining: {
    verbs: words(
      'braeucht braeuchte braeuchten chan kumm ging kann kannst koennen koennt koennte koennten ko koa schaff schaffe schaffs schafft schaffen klappt klappts klappen geht gehts gehen passt passts passen ' +
        'komm komme kommt kommen brauch brauche brauchs braucht brauchen will wollen wird werden wuerd taugt haut hinhaut schaff schaffma geh i kanns kanni koennens',
    ),
    after: words(
      'kommen kumma kemma erscheinen wahrnehmen einhalten teilnehmen antreten hingehen hinkommen vorbeikommen dabei da hin weg raus los statt aus moeglich ' +
        'noetig gebraucht drin ausgehen hinhauen machbar einzuhalten wahrzunehmen her rein verfuegbar abkoemmlich',
    ),
    between: words('mehr so ganz recht zu zum'),
    clauses: words(
      'weil da denn und also wegen drum darum deshalb deswegen daher bitte wir er sie unsere unser meine mein die das',
    ),
    changes:
      /^(?:ab(?:zu)?sag|abgesagt|storn|verschieb|verschob|verleg|streich|gestrichen|loesch|geloescht|can[cz]el|umbuch|umgebucht|aender|umleg|vorzieh|vergess|verlier|verpass|hergeb|wegfall|ausfall)/,
    doubts: words('ob sicher weiss falls vielleicht eventuell moeglicherweise womoeglich'),
    none: words('kein keine keinen keinem keiner'),
    lacking: words(
      'zeit lust moeglichkeit chance gelegenheit auto wagen betreuung kinderbetreuung babysitter fahrer mitfahrgelegenheit luft kraft nerven ' +
        'geld umstaende fahrgelegenheit zug bus kapazitaet frei urlaub',
    ),
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
  handover: 'Ich verbinde Sie mit einem Mitarbeiter.',
  plus: 'plus',
  readOut: germanReadOut,
  abbreviations: ['dr', 'prof', 'hr', 'fr', 'str', 'nr', 'tel', 'bzw', 'ca', 'usw', 'st', 'inh'],
  sentences: germanSentences,
};

export const german: LanguagePack = { locale: 'de-DE', heard, spoken, written: germanNotifications };
