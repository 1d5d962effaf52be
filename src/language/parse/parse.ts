// Takes a text apart into phrases, with the grammar of the company's language or of another one.
import type { Language } from '../../domain/values.ts';
import type { Phrase, Rule } from '../grammar/phrases.ts';
import { readingsOf, type TextReading } from '../grammar/readings.ts';
import { type Service, saysOnlyServices } from '../grammar/service-names.ts';
import { wordsOf } from '../grammar/words.ts';
import type { HeardLanguage, Tone } from '../heard-language.ts';
import { packsFrom } from '../packs.ts';
import { groupOf } from './alternatives.ts';
import { type Expected, readOnce, rulesOf, rulesOfServices } from './rules.ts';
import { meantInstead, withHesitation, withoutReasons } from './sentence/correction.ts';
import { withoutDeclining } from './sentence/declining.ts';
import { hasCalendarName, withoutIntroduction, withoutNames } from './sentence/names.ts';
import { withoutRemarks, withoutThings } from './sentence/remarks.ts';
import { askedOutright } from './sentence/requests.ts';

/** What a text is read with, beside its words. */
interface Around {
  /** The day or time is wanted for an appointment, and not its own. */
  isWish?: boolean | undefined;
  /** The appointment is to be cancelled, and not to be moved. */
  isCancelled?: boolean | undefined;
  /** The caller cannot come then: what suits is no wish. */
  isDeclined?: boolean;
  /** Something was just read out to choose from. */
  listed?: boolean | undefined;
  country?: string | undefined;
  services?: readonly Service[] | undefined;
}

/** The rules of each language that may read a text, as one. */
type Rules = ReadonlyMap<HeardLanguage, Rule>;

/**
 * All readings of a text: in the company's language; where that does not know every word, in another one, since language models
 * answer in any of them; then with the words of all ("tomorrow um 15 Uhr"). Empty where nothing is understood.
 */
export function understand(text: string, language: Language, expected: Expected, around: Around = {}): TextReading[] {
  const packs = packsFrom(language).map(({ heard }) => heard);
  const rules = new Map(
    packs.map(heard => [
      heard,
      readOnce([...rulesOf(heard, expected, around.listed), ...rulesOfServices(around.services, heard, packs)]),
    ]),
  );
  let uncertain: TextReading[] = [];
  for (const heard of packs) {
    const read = readingsIn(text, heard, [heard], rules, around);
    if (read.some(isCertain)) return read;
    if (uncertain.length === 0) uncertain = read;
  }
  const [own] = packs;
  const mixed = own ? readingsIn(text, own, packs, rules, around) : [];
  return mixed.some(isCertain) ? mixed : uncertain;
}

export const isCertain = ({ unknown, doubted, contrary }: TextReading): boolean => unknown.length === 0 && !doubted && !contrary;

function readingsIn(
  text: string,
  { spelling }: HeardLanguage,
  packs: readonly HeardLanguage[],
  rules: Rules,
  around: Around,
): TextReading[] {
  const isFillerWord = (word: string) => isFiller(word, packs, around);
  const written = withoutIntroduction(wordsOf(text, spelling), packs, isFillerWord);
  const named = withoutNames(written, packs, isFillerWord);
  // "Statt Freitag", said of the appointment.
  const isInstead =
    !around.isWish && around.isCancelled === false && packs.some(({ corrections }) => corrections.insteadOf.has(named[0] ?? ''));
  const words = isInstead ? named.slice(1) : named;
  // A story that is left out below may still say that nobody asks for this.
  const isUnasked = !around.isWish && (words.length > mostJudged || says(packs, ({ unasked }) => unasked, words.join(' ')));
  const read = (some: readonly string[]) => {
    const readings = readingsAsSaid(some, hasCalendarName(written, packs), text, packs, rules, around);
    return isUnasked ? readings.map(contrary) : readings;
  };
  const isKnown = (readings: readonly TextReading[]) => readings.some(({ unknown }) => unknown.length === 0);
  const clauses = { packs, rules: packs.flatMap(heard => rules.get(heard) ?? []), isWish: around.isWish === true };
  const readRest = (some: readonly string[], whole: TextReading[]): TextReading[] => {
    const rest = withoutRemarks(some, clauses);
    let readings = rest ? read(rest) : whole;
    if (!isKnown(readings)) readings = read(withoutThings(rest ?? some, readings[0]?.unknown ?? [], clauses));
    return isKnown(readings) ? readings : whole;
  };
  const readAny = (some: readonly string[]) => {
    const whole = read(some);
    return isKnown(whole) ? whole : readRest(some, whole);
  };
  const whole = read(words);
  if (isKnown(whole)) return whole;
  const isCancelled = around.isCancelled === true;
  return askedOutright(words, { ...clauses, isCancelled, read: readAny, isCertain }) ?? readRest(words, whole);
}

/** Nobody says more in one breath; what it means is not judged by patterns, and the caller is asked. */
const mostJudged = 120;

const says = (packs: readonly HeardLanguage[], of: (tone: Tone) => readonly RegExp[], said: string): boolean =>
  packs.some(({ tone }) => of(tone).some(pattern => pattern.test(said)));

const isNegatedIn = (words: readonly string[], packs: readonly HeardLanguage[]): boolean =>
  words.some(word => packs.some(({ negations }) => negations.has(word)));

function readingsAsSaid(
  words: readonly string[],
  isCalendarName: boolean,
  text: string,
  packs: readonly HeardLanguage[],
  rules: Rules,
  around: Around,
): TextReading[] {
  const isFillerWord = (word: string) => isFiller(word, packs, around);
  const read = (some: readonly string[]) => readingsOfWords(some, packs, rules, around);
  const readReason = (some: readonly string[]) =>
    [true, false].flatMap(isWish => readingsOfWords(some, packs, rules, { ...around, isWish }));
  const whole = { packs, text, isWish: around.isWish === true, isFillerWord, read, readReason, isListed: around.listed === true };
  const reasoned = isCalendarName ? undefined : withoutReasons(words, whole);
  if (reasoned)
    return reasoned.flatMap(some =>
      read(some).map(one => (isContrary(some.join(' '), packs, false, around) ? contrary(one) : one)),
    );
  const meant = isCalendarName ? undefined : (meantInstead(words, whole) ?? withHesitation(words, whole));
  if (meant) {
    const readings = read(meant);
    return isContrary(meant.join(' '), packs, false, around) ? readings.map(contrary) : readings;
  }
  const corrected = afterCorrection(words, packs);
  if (corrected) {
    const readings = corrected.length === 0 ? [] : readingsOfWords(corrected, packs, rules, around).map(unsure);
    // "Nicht absagen, sondern verschieben": of what follows alone.
    return readings.length > 0 && isContrary(corrected.join(' '), packs, false, around) ? readings.map(contrary) : readings;
  }
  const isNegated = isNegatedIn(words, packs);
  const asserted = isNegated && !around.isWish ? withoutDeclining(words, packs) : words;
  if (!asserted || (isNegated && around.isWish)) return [];
  const readings = readingsOfWords(asserted, packs, rules, { ...around, isDeclined: isNegated });
  const toned = readings.length > 0 && isContrary(words.join(' '), packs, isNegated, around) ? readings.map(contrary) : readings;
  return isCalendarName ? toned.map(unsure) : toned;
}

function readingsOfWords(words: readonly string[], packs: readonly HeardLanguage[], rules: Rules, around: Around): TextReading[] {
  const ofPacks = packs.flatMap(heard => rules.get(heard) ?? []);
  const reason = words.findIndex((word, at) => at > 0 && packs.some(({ because }) => because.has(word)));
  const isReason = (at: number) => reason > 0 && at >= reason;
  const isFillerOfReason = (word: string) => isFiller(word, packs, around) || isFiller(word, packs, { ...around, isWish: false });
  const isFillerAt = (word: string, at: number) => (isReason(at) ? isFillerOfReason(word) : isFiller(word, packs, around));
  // "Freitag, weil ich um vier frei habe" says when somebody is free.
  const isTornReason =
    reason > 0 && readingsOf(words.slice(reason), ofPacks, isFillerOfReason).some(({ phrases }) => phrases.length > 0);
  const isPlain = saysServicePlainly(words, packs, around);
  return readingsOf(words, ofPacks, isFillerAt).map(reading => ({
    ...reading,
    ...((isTornReason || (!isPlain && namesOnlyService(reading))) && { doubted: true as const }),
    phrases: reading.phrases.map(phrase => ofCountry(phrase, around.country, packs)),
  }));
}

/** No day and no time, and a service: it alone names the appointment. */
const namesOnlyService = ({ phrases }: TextReading): boolean =>
  phrases.some(({ kind }) => kind === 'service') && phrases.every(({ kind }) => !['day', 'of', 'time'].includes(groupOf[kind]));

/** "Die Massage absagen", and not "haben Sie Massage": who names a day means their appointment, who names a service may not. */
function saysServicePlainly(words: readonly string[], packs: readonly HeardLanguage[], around: Around): boolean {
  const isChange = (word: string) =>
    packs.some(({ tone, declining }) => (around.isCancelled ? tone.goes.test(word) : declining.changes.test(word)));
  const isChanged = words.some(isChange);
  const isOfDeclining = (word: string) =>
    around.isDeclined === true &&
    packs.some(({ declining: { verbs, after, between } }) => [verbs, after, between].some(some => some.has(word)));
  const isAround = (word: string) =>
    packs.some(({ services }) => services.around.has(word) || (isChanged && services.wishes.has(word))) ||
    isChange(word) ||
    isOfDeclining(word);
  return saysOnlyServices(
    words,
    packs.flatMap(heard => rulesOfServices(around.services, heard, packs)),
    isAround,
  );
}

/** All words may be known and the sentence still mean the contrary of what is asked. */
function isContrary(said: string, packs: readonly HeardLanguage[], isNegated: boolean, around: Around): boolean {
  const { isWish, isCancelled, listed } = around;
  const says = (patterns: readonly RegExp[]) => patterns.some(pattern => pattern.test(said));
  if (isWish) return packs.some(({ tone }) => says(tone.hinders));
  const goes = isNegated || packs.some(({ tone }) => tone.goes.test(said));
  // "Mein Rücken wird nicht besser, also komme ich": what was denied before it is the reason.
  const follows = isNegated ? whatFollows(said.split(' '), packs) : undefined;
  if (follows !== undefined && isContrary(follows, packs, false, around)) return true;
  return packs.some(
    ({ tone }) =>
      says(tone.tells) ||
      (!isNegated && says(tone.keeps)) ||
      (!goes && ((!listed && says(tone.prefers)) || (isCancelled === true && says(tone.moves)))),
  );
}

/** What follows from what was denied before it, and denies nothing itself. */
function whatFollows(words: readonly string[], packs: readonly HeardLanguage[]): string | undefined {
  const at = words.findLastIndex(word => packs.some(({ requests }) => requests.follows.has(word)));
  const after = words.slice(at + 1);
  return at > 0 && isNegatedIn(words.slice(0, at), packs) && after.length > 1 && !isNegatedIn(after, packs)
    ? after.join(' ')
    : undefined;
}

const isFiller = (word: string, packs: readonly HeardLanguage[], { isWish, isDeclined }: Around): boolean =>
  packs.some(
    ({ fillers }) =>
      fillers.anywhere.has(word) ||
      fillers.things.has(word) ||
      ((isWish || isDeclined) && fillers.ofWish.has(word)) ||
      (!isWish && fillers.ofAppointment.has(word)),
  );

/** Some feasts fall on other days elsewhere. */
function ofCountry(phrase: Phrase, country: string | undefined, packs: readonly HeardLanguage[]): Phrase {
  if (phrase.kind !== 'feast' || country === undefined) return phrase;
  const rule = packs.map(({ feastsIn }) => feastsIn.get(country)?.[phrase.name]).find(one => one !== undefined);
  return rule === undefined ? phrase : { ...phrase, rule };
}

const contrary = (reading: TextReading): TextReading => ({ ...reading, contrary: true });
const unsure = (reading: TextReading): TextReading => ({ ...reading, doubted: true });

/** "Nicht am Freitag, sondern am Samstag": what comes after is asked about. Undefined where it is no such correction. */
function afterCorrection(words: readonly string[], packs: readonly HeardLanguage[]): string[] | undefined {
  const isNegated = (some: readonly string[]) => some.some(word => packs.some(({ negations }) => negations.has(word)));
  const but = words.findLastIndex(word => packs.some(heard => heard.but.has(word)));
  if (but <= 0 || !isNegated(words.slice(0, but))) return undefined;
  const after = words.slice(but + 1);
  return isNegated(after) ? [] : after;
}
