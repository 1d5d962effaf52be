// A company's own German words as a voice says them: "Mo–Fr 9–18:30 Uhr" is "Montag bis Freitag neun bis achtzehn Uhr dreißig".
import { germanMoments } from './moments.ts';
import { germanCount, germanDay, germanNumber } from './number-words.ts';

const months = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ');
const weekdays: Readonly<Record<string, string>> = {
  Mo: 'Montag',
  Di: 'Dienstag',
  Mi: 'Mittwoch',
  Do: 'Donnerstag',
  Fr: 'Freitag',
  Sa: 'Samstag',
  So: 'Sonntag',
};
const weekday = Object.keys(weekdays).join('|');

/** Written short, said long. What comes first is taken first. */
const abbreviations: readonly (readonly [RegExp, string])[] = [
  [/\bDr\./g, 'Doktor'],
  [/\bProf\./g, 'Professor'],
  // Nobody says what kind of doctor.
  [/(?<=\b(?:Doktor|med|dent)\.?)\s+(?:med|dent|vet|jur|phil|rer|nat)\.(?=\s)/g, ''],
  [/\bDipl\.\s?-?(?=\p{L})/gu, 'Diplom-'],
  [/\bHr\./g, 'Herr'],
  [/\bFr\.(?=\s\p{Lu})/gu, 'Frau'],
  [/\bSt\.(?=\s?\p{Lu})/gu, 'Sankt'],
  [/\bNr\./g, 'Nummer'],
  [/\bTel\./g, 'Telefon'],
  [/\bDurchw\./g, 'Durchwahl'],
  [/(?<=\p{L})str\.(?=\s|$)/gu, 'straße'],
  [/\bStr\./g, 'Straße'],
  [/\bInh\./g, 'Inhaber'],
  [/\bUSt\b\.?/gi, 'Umsatzsteuer'],
  [/\bMwSt\.?/g, 'Mehrwertsteuer'],
  [/\bz\.\s?B\./gi, 'zum Beispiel'],
  [/\bd\.\s?h\./gi, 'das heißt'],
  [/\bu\.\s?a\./gi, 'unter anderem'],
  [/\bbzw\./gi, 'beziehungsweise'],
  [/\bca\./gi, 'circa'],
  [/\busw\./gi, 'und so weiter'],
  [/\binkl\./gi, 'inklusive'],
  [/\bzzgl\./gi, 'zuzüglich'],
  [/\bggf\./gi, 'gegebenenfalls'],
  [/\bevtl\./gi, 'eventuell'],
  [/\btgl\./gi, 'täglich'],
  [/\bOG\b/g, 'Obergeschoss'],
  [/\bEG\b/g, 'Erdgeschoss'],
  [/\bFa\./g, 'Firma'],
];

const beforeDay: Readonly<Record<string, string>> = {
  ab: 'ab dem',
  Ab: 'Ab dem',
  seit: 'seit dem',
  Seit: 'Seit dem',
  bis: 'bis zum',
  Bis: 'Bis zum',
  von: 'vom',
  Von: 'Vom',
};
const wholeNumber = (written: string): number => Number(written.replaceAll('.', ''));
const clock = (hour: string, minute: string | undefined): string | undefined => {
  const [hours, minutes] = [Number(hour), Number(minute ?? 0)];
  if (hours > 24 || minutes > 59) return undefined;
  return `${germanCount(hours)} Uhr${minutes === 0 ? '' : ` ${germanNumber(minutes)}`}`;
};
const currencies: Readonly<Record<string, string>> = { '€': 'EUR', EUR: 'EUR', Euro: 'EUR', CHF: 'CHF', Franken: 'CHF' };

function price(whole: string, cents: string | undefined, sign: string): string {
  const currency = currencies[sign] ?? 'EUR';
  const hundredths = Number(cents?.padEnd(2, '0') ?? 0);
  return germanMoments.money({ currency, letters: currency.split('').join(' '), whole: wholeNumber(whole), cents: hundredths });
}

const day = (written: string, month: string, year: string | undefined): string | undefined => {
  const name = months[Number(month) - 1];
  if (name === undefined || Number(written) < 1 || Number(written) > 31) return undefined;
  const full = year === undefined ? '' : ` ${germanNumber(Number(year.length === 2 ? `20${year}` : year))}`;
  return `${germanDay(Number(written))} ${name}${full}`;
};

/** "1,5" and "1:30" hours. */
function hours(whole: string, mark: string | undefined, part: string | undefined): string {
  const minutes = mark === ':' ? Number(part) : Math.round(Number(`0.${part ?? 0}`) * 60);
  return germanMoments.duration(Number(whole) * 60 + minutes);
}

/** Telephone numbers are no longer in it: they are read figure by figure, whatever the language. */
export function germanReadOut(written: string): string {
  const amount = String.raw`(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}|-{1,2}|–))?`;
  const money = (_: string, whole: string, cents: string | undefined, sign: string) =>
    price(whole, cents !== undefined && /\d/.test(cents) ? cents : undefined, sign);
  const text = written
    .replace(/\b24\s?\/\s?7\b/g, 'rund um die Uhr')
    // Days of the week, where another or a time follows.
    .replace(
      new RegExp(
        `\\b(${weekday})\\.?(?=\\s*(?:[-–—,/&+]|und|bis|u\\.)\\s*(?:${weekday})\\b|:?\\s*\\d{1,2}(?:[:.]\\d{2})?\\s*(?:[-–—]|Uhr|h\\b|bis))`,
        'g',
      ),
      (_, short: string) => weekdays[short] ?? short,
    )
    .replace(
      new RegExp(`(?<=(?:tag|woch)\\s*(?:[-–—,/&+]|und|bis|u\\.)\\s*)(${weekday})\\b\\.?`, 'g'),
      (_, short: string) => weekdays[short] ?? short,
    )
    .replace(/(?<=tag|woch)\s*[-–—]\s*(?=\p{Lu}\p{L}+(?:tag|woch))/gu, ' bis ')
    // Lengths before clock times, since "1:30 Std." is no time.
    .replace(/½\s*(?:Stunde|Std\.?)/g, germanMoments.duration(30))
    .replace(
      /(?<![\d.,:])(\d{1,3})(?:([,:])(\d{1,2}))?\s?(?:Stunden?|Std\b\.?)/g,
      (_, whole: string, mark?: string, part?: string) => hours(whole, mark, part),
    )
    .replace(/(?<![\d.,:])(\d{1,3})\s?Min\b\.?/g, (_, minutes: string) =>
      Number(minutes) === 1 ? 'eine Minute' : `${germanNumber(Number(minutes))} Minuten`,
    )
    // Dates.
    .replace(
      /\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2}(?!\d|[:.]\d|\s*Uhr))?/g,
      (all: string, of: string, month: string, year: string | undefined) => {
        const said = day(of, month, year);
        return said === undefined ? all : `${said} `;
      },
    )
    .replace(new RegExp(`\\b(\\d{1,2})\\.\\s?(?=${months.join('|')})`, 'g'), (_, of: string) => `${germanDay(Number(of))} `)
    .replace(
      new RegExp(`\\b(${Object.keys(beforeDay).join('|')}) (?=\\p{L}+en (?:${months.join('|')}))`, 'gu'),
      (all: string, before: string) => (beforeDay[before] === undefined ? all : `${beforeDay[before]} `),
    )
    // Prices.
    .replace(new RegExp(`${amount}\\s*(€|EUR\\b|Euro\\b|CHF\\b|Franken\\b)`, 'g'), money)
    .replace(new RegExp(`(€|EUR|CHF)\\s*${amount}`, 'g'), (all: string, sign: string, whole: string, cents: string | undefined) =>
      money(all, whole, cents, sign),
    )
    // Clock times: a range first.
    .replace(
      /\b(\d{1,2})(?:[:.](\d{2}))?(?:\s*Uhr)?\s*(?:[-–—]|bis)\s*(\d{1,2})(?:[:.](\d{2}))?\s*(?:Uhr|h)\b/g,
      (all: string, ...[h1, m1, h2, m2]: (string | undefined)[]) => {
        const [from, to] = [clock(h1 ?? '', m1), clock(h2 ?? '', m2)];
        return from === undefined || to === undefined ? all : `${m1 === undefined ? from.replace(' Uhr', '') : from} bis ${to}`;
      },
    )
    .replace(
      /\b(\d{1,2})(?:[:.](\d{2}))?\s*(?:Uhr|h)\b(?:\s(\d{2})\b)?/g,
      (all: string, hour: string, minute?: string, after?: string) => clock(hour, minute ?? after) ?? all,
    )
    .replace(
      /(?<=\b(?:um|bis|ab|von|gegen) )(\d{1,2})\.(\d{2})\b/g,
      (all: string, hour: string, minute: string) => clock(hour, minute) ?? all,
    )
    .replace(/\b(\d{1,2}):(\d{2})\b/g, (all: string, hour: string, minute: string) => clock(hour, minute) ?? all)
    .replace(/(?<= Uhr(?: \p{L}+)?)\s*[-–—]\s*(?=\p{L})/gu, ' bis ')
    // Ranges and parts of numbers.
    .replace(/(?<![\d-])(\d{1,4})\s*[-–—]\s*(\d{1,4})(?=\s+\p{L}|\s*%)/gu, '$1 bis $2')
    .replace(
      /\b(\d+),(\d+)\b/g,
      (_, whole: string, part: string) =>
        `${germanNumber(Number(whole))} Komma ${[...part].map(figure => germanNumber(Number(figure))).join(' ')}`,
    )
    .replace(/%/g, ' Prozent')
    .replace(/€/g, ' Euro')
    .replace(
      /\b(\d{1,2})\.\s?(?=Stock|Etage|Obergeschoss|OG\b|Geschoss|Termin|Mal|Quartal)/g,
      (_, nth: string) => `${germanDay(Number(nth))} `,
    )
    // One thing: its article goes with the noun and with the word before.
    .replace(/\b1\s(?=(?:Stunde|Minute|Woche|Person|Mitarbeiterin)\b)/g, 'eine ')
    .replace(
      /\b([Ii]n|[Nn]ach|[Vv]or|[Mm]it|[Aa]b|[Vv]on|[Ss]eit) eine( halbe)?(?= (?:Stunde|Minute|Woche|Person)\b)/g,
      (_, before: string, half?: string) => `${before} einer${half === undefined ? '' : ' halben'}`,
    )
    .replace(/\b([Ii]n|[Nn]ach|[Vv]or|[Mm]it|[Ss]eit)\s1\s(?=Tag|Monat|Jahr)/g, '$1 einem ')
    .replace(/\b1\s(?=(?:Tag|Monat|Jahr|Termin|Mal)\b)/g, 'ein ');
  return abbreviations.reduce((said, [short, long]) => said.replace(short, written => asBegun(long, written)), text);
}

/** With a capital letter where the short form has one. */
const asBegun = (long: string, short: string): string =>
  /^\p{Lu}/u.test(short) ? long.slice(0, 1).toUpperCase() + long.slice(1) : long;
