// German, as the companies' callers speak it: put together from its parts.
import type { HeardLanguage, LanguagePack, SpokenLanguage } from '../pack.ts';
import { germanFeastsElsewhere } from './calendar-words.ts';
import { germanReadOut } from './company-words.ts';
import { germanDayRules } from './days.ts';
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
  instead: words('nein nee quatsch vielmehr sondern korrektur bessergesagt'),
  fillers: words(
    '- am an auf den dem der des die das um gegen zum zur so im in fuer bei ' +
      'bitte danke also ja jawohl aehm aeh hm hmm oeh naja na ne nun tja dann doch halt eben mal schon einfach noch jetzt gleich ' +
      'ca ca. circa etwa ungefaehr so rund punkt genau richtig exakt okay ok gut super prima perfekt passt klar alles ' +
      'gern gerne lieber am besten ich wir moechte moechten haette haetten habe habn haben hab hatte wollte will wollen wuerde ' +
      'kann koennte koennten nehme nehm nehmen waere waers wars war ist es er sie mir uns ihnen ihr euch ' +
      'mein meine meinen meinem meiner meins unser unsere unseren einen einem eine einer ' +
      'termin termins termine tag uhrzeit datum uhr zeit wann ' +
      ' denen gesagt haben wenn wenns geht gegeben vorgelesen genannt genannten kam als waer wuerd wuerds sagen sag rum herum passen ' +
      'besser steht schau schaue mal moment tut leid leider muess muesst muesste muss gell gelle gel angebot wie auch moecht ' +
      'schlag uma a sollte soll ganz ganze ganzen ganzer dem jener jenen drin drinnen liegt faellt fest bekommen gebucht eingetragen ausgemacht vereinbart ' +
      'brauche brauch braeuchte haett haetts nur bloss heisst eigentlich vielleicht irgendwie ebenfalls genannte ' +
      'wuerds jederzeit hallo servus gruess gott tach moin ick meene meen mach ma machen wa zwecks wegen halte ' +
      'du dich dir sich ihn ihm euch man jemand was dass sind bin bist sein seid hast habt hattest gehabt werden wurde wurden geworden kannst koennt konnte ' +
      'musste mag moegen darf duerfen wollt mache gemacht tun tue getan sage sagte reden sehen sehe sieht gesehen komm komme kommt kommen gekommen geh gehe ' +
      'finde finden wissen weiss wusste denken stehen stand sitze sitz rufe ruf anrufen angerufen melde schaff schaffe schaffen schafft kriege kriegen geben gibts gebe ' +
      'canceln loeschen dank sehr schoen echt wirklich natuerlich bestimmt irgendwas ziemlich ueberhaupt endlich weil damit dafuer dazu dabei darum deshalb deswegen mit zu aus ins beim durch ' +
      'auto hund laden ' +
      '                      ' +
      'zettel brille handy telefon nachgucken gucken guck stressig eilig vorgemerkt steh eintragen tragen trag genommen passts och ooch ach oh ei hats isses ists denn aber bittschoen schoenen bleibt eigentliche junge dame nem wollt ' +
      'egal beliebig irgendwann is grad muessten schieben bus sache erst vorlesen mer wieder ' +
      'glaub glaube denke meine meinte gemeint naemlich wohl da dort wird werden geht ginge gehen ' +
      'verschieben verlegen absagen stornieren streichen umbuchen abzusagen zu verlegt verschoben frei freien hallo',
  ),
  feastsIn: germanFeastsElsewhere,
  titles: words('frau herr herrn doktor dr. familie salon praxis studio firma hr. professor'),
  listRules: germanListRules,
  negations: words('nicht nich net ned kein keine keinen keinem keiner ausser ohne niemals nie'),
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
