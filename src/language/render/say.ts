// The pieces a sentence takes from its parameters. What is missing is left out, never filled in.
import type { Language } from '../../domain/values.ts';
import { speakableSentence } from './company-words.ts';
import { spokenChoices, spokenMoments } from './lists.ts';
import { isOneCoin, spokenDate, spokenMoment, spokenMoney } from './moments.ts';
import { countWords } from './number-in-words.ts';
import type { SpeechParameters } from './parameters.ts';

const fallbackZone = 'Europe/Berlin';
const handOver = { de: 'Ich verbinde Sie mit einem Mitarbeiter.', en: 'I will put you through to a colleague.' };

/** An instant in a sentence: the words before it and the instant, or nothing at all where it is not known. */
type Placed = (before: string) => string;

export interface Sayer {
  /** Where the appointment was or is, before any change: `s.old(' am')` gives " am Freitag, den zehnten Oktober um elf Uhr". */
  old: Placed;
  new: Placed;
  /** Where the appointment stands now. */
  at: Placed;
  /** The day asked about, without a time. */
  day: Placed;
  until: Placed;
  fee: string | undefined;
  /** The fee is one euro or one cent. */
  oneCoin: boolean;
  /** True where the change at hand is a move. */
  isMove: boolean;
  /** How many are allowed, in words before a noun; undefined where none is. */
  quota: string | undefined;
  quotaIsOne: boolean;
  hours: string | undefined;
  hoursIsOne: boolean;
  choices(joint: 'or' | 'and'): string;
  choiceCount: number;
  alternatives: string | undefined;
  alternativesCount: number;
  /** How often this call could not have a time before this one. */
  refusedBefore: number;
  handover: string;
}

export function sayer(p: SpeechParameters, language: Language): Sayer {
  const zone = p.zone ?? fallbackZone;
  const placed =
    (instant: string | undefined, spoken: typeof spokenMoment): Placed =>
    before =>
      instant === undefined ? '' : `${before} ${spoken(instant, zone, language, p.answeredAt)}`;
  const counted = (count: number | undefined) => (count === undefined || count < 1 ? undefined : countWords(count, language));
  const choices = p.choices ?? [];
  const alternatives = p.alternatives ?? [];
  const fee = p.fee && p.fee.amountCents > 0 ? p.fee : undefined;
  return {
    old: placed(p.oldStartsAt ?? p.startsAt, spokenMoment),
    new: placed(p.newStartsAt, spokenMoment),
    at: placed(p.startsAt ?? p.oldStartsAt, spokenMoment),
    day: placed(p.startsAt, spokenDate),
    until: placed(p.until, spokenMoment),
    fee: fee && spokenMoney(fee, language),
    oneCoin: fee !== undefined && isOneCoin(fee),
    isMove: p.newStartsAt !== undefined,
    quota: counted(p.quota),
    quotaIsOne: p.quota === 1,
    hours: counted(p.hoursBefore),
    hoursIsOne: p.hoursBefore === 1,
    choices: joint => spokenChoices(choices, { zone, language, joint, relativeTo: p.answeredAt }),
    choiceCount: choices.length,
    alternatives:
      alternatives.length === 0
        ? undefined
        : spokenMoments(alternatives, { zone, language, joint: 'or', relativeTo: p.answeredAt }),
    alternativesCount: alternatives.length,
    refusedBefore: p.refusedBefore ?? 0,
    handover: speakableSentence(p.handover, language) ?? handOver[language],
  };
}
