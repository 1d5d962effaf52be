// How German callers name a company's services: forms of their names, everyday words, and which words are no name.
import type { ServiceWords } from '../grammar/service-names.ts';
import { wordSet } from '../grammar/words.ts';

/** "Färben", "gefärbt" of "Farbe", "geprüft" of "Prüfung". */
function germanForms(word: string): string[] {
  const plain = [`${word}n`, `${word}en`, `${word}s`, `${word}e`];
  const ofVerb = (stem: string) => [`${stem}en`, `${stem}ung`, `${stem}ungen`, `ge${stem}t`, `ge${stem}en`];
  const stem = /^(.+?)(?:ung|en|e)$/.exec(word)?.[1];
  if (stem === undefined) return [...plain, word.replace(/n$/, '')];
  const umlaut = stem.replace(/([aou])(?!e)(?=[^aeiou]+$)/, '$1e');
  const noUmlaut = stem.replace(/([aou])e(?=[^aeiou]+$)/, '$1');
  return [...plain, stem, `${stem}e`, `${noUmlaut}e`, `${stem}chen`, ...ofVerb(stem), ...ofVerb(umlaut)];
}

const [cutting, colouring] = [
  /(?<!bart|pony)schnitt\b|haare? ?schneiden|^schneiden|\bschneiden\b|haircut/,
  /farb|faerb|toenung|color|colour/,
];

/** How callers name what is done for them, whatever the company calls it. */
export const germanServices: ServiceWords = {
  formsOf: germanForms,
  heads: wordSet(
    'schnitt farbe faerbung massage reinigung wechsel pflege behandlung therapie gymnastik drainage untersuchung beratung kontrolle ' +
      'verlaengerung vermessung abnahme welle packung pruefung naegel lifting gespraech besprechung impfung entfernung frisur toenung',
  ),
  everyday: [
    ...[
      'schnitt',
      'haare schneiden',
      'haareschneiden',
      'haarschneiden',
      'haare geschnitten',
      'wo ich die haare geschnitten',
      'haare schnitt',
      'haarschnitt',
      'haircut',
    ].map(said => [said, cutting] as const),
    ...[
      'farbe',
      'faerben',
      'haare faerben',
      'haarefaerben',
      'haare gefaerbt',
      'wo ich die haare gefaerbt',
      'gefaerbt',
      'faerbung',
      'haarfarbe',
    ].map(said => [said, colouring] as const),
    ...['straehnen', 'straehnchen', 'haarstraehnen'].map(said => [said, /straehn|highlight|balayage/] as const),
    ...['haare waschen', 'haarewaschen'].map(said => [said, /wasch/] as const),
    ...['rasieren', 'rasur', 'bart rasieren'].map(said => [said, /rasur|rasier/] as const),
    ...['naegel', 'naegel machen', 'naegelmachen', 'nagel', 'fingernaegel'].map(
      said => [said, /naegel|\bnagel|manikuere/] as const,
    ),
    ...['fusspflege', 'fuesse'].map(said => [said, /fuss|pedikuere/] as const),
    ...['reifen', 'reifen wechseln', 'reifenwechseln', 'raeder', 'raeder wechseln', 'raederwechsel', 'radwechsel'].map(
      said => [said, /reifen|raeder|radwechsel/] as const,
    ),
    ...['oelwechsel', 'oel wechseln', 'oel'].map(said => [said, /\boel/] as const),
    ...['bremsen', 'bremse'].map(said => [said, /brems/] as const),
    ...['tuev', 'hu', 'hauptuntersuchung'].map(said => [said, /\btuev|hauptuntersuchung|\bhu\b/] as const),
    ...['kontrolle', 'kontrolltermin', 'kontrolluntersuchung', 'nachkontrolle'].map(
      said => [said, /kontroll|check ?up/] as const,
    ),
    ...['zahnreinigung', 'zaehne reinigen', 'reinigung', 'prophylaxe', 'pzr'].map(
      said => [said, /zahnreinigung|prophylaxe|\bpzr\b|mundhygiene/] as const,
    ),
    ...['krankengymnastik', 'kg', 'physio', 'physiotherapie', 'gymnastik'].map(
      said => [said, /gymnastik|\bkg\b|physio/] as const,
    ),
    ...['massieren', 'massiert', 'durchkneten'].map(said => [said, /massage/] as const),
    ...['roentgen', 'roentgenbild', 'geroentgt'].map(said => [said, /roentgen/] as const),
    ...['blutabnahme', 'blut abnehmen', 'blutabnehmen'].map(said => [said, /blut/] as const),
    ...['augenbrauen', 'brauen'].map(said => [said, /braue/] as const),
  ],
  nouns: wordSet(
    'abdruck bruecke fuellung implantat krone plombe schiene wurzelbehandlung ' +
      'ansatz ansatzfarbe coloration augenbrauen balayage bartpflege bartschnitt blondieren blondierung brauen brautfrisur damenschnitt ' +
      'dauerwelle extensions faerben faerbung farbe foehnen formschnitt glossing haareschneiden haarkur haarschnitt haarverlaengerung ' +
      'herrenschnitt highlights hochsteckfrisur keratin kinderhaarschnitt kopfmassage maschinenschnitt nachschneiden olaplex pony ' +
      'rasur schnitt steckfrisur straehnchen straehnen toenung trockenschnitt wimpern akupunktur bartschneiden bartstutzen ' +
      'befundbesprechung befundgespraech bleaching dentalhygiene enthaarung erstberatung erstbesprechung erstgespraech erstuntersuchung ' +
      'fangopackung farbberatung fussmassage fusspflege gesichtspflege haarwaesche hautanalyse hoertest impfberatung klimaservice ' +
      'kopfhautbehandlung kosmetikbehandlung kurzhaarschnitt laserbehandlung lymphdrainage mikroneedling nachkontrolle nageldesign ' +
      'neuschnitt prophylaxe radwechsel raederwechsel rueckenmassage schminken sehtest sportmassage thaimassage waxing wimpernlifting ' +
      'wimpernverlaengerung wurzelbehandlung zahnreinigung zahnsteinentfernung blutabnahme ergotherapie gelnaegel gesichtsbehandlung ' +
      'impfung inspektion kontrolle kontrolltermin kosmetik krankengymnastik logopaedie manikuere massage naegel oelwechsel ' +
      'pedikuere physio physiotherapie reifenwechsel roentgen tuev bart kur',
  ),
  appointmentOf: /^([a-z]{3,})termin(?:e?s)?$/,
  beside: wordSet(
    'und mit ohne inkl inklusive plus fuer bei bis ab damen herren kinder frauen maenner lang kurz gross klein neu alt min minuten ' +
      'std stunde halbe ganze termin service neukunde neukunden stammkunden erste zweite premium basic standard paket spezial extra',
  ),
  around: wordSet(
    'der die das den dem des mein meine meinen meinem meiner meines unser unsere unseren mich mir ich wir uns es geht um wegen zur zum ' +
      'fuer fuers beim bei mit im am von vom termin termins nur bloss einfach bitte gern gerne leider doch also aeh aehm ja genau und ' +
      'hallo guten tag morgen moin danke wo kriege krieg kriegt bekomme bekommen haare naegel zu ab sage sag oder nein sondern ' +
      'ach nicht jetzt da man mal erste ersten letzte letzten naechste naechsten zweite zweiten',
  ),
  wishes: wordSet(
    'will wollte wollen moechte moecht muss muesste wuerde wuerd kann koennen koennten koennte sie bitte haette hab habe gerne',
  ),
};
