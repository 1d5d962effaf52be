// Renders the sentence of a code from the one catalogue of spoken sentences, and says what the agent does after it, in every language alike. Missing parameters are left out, never filled in.
import { DateTime } from 'luxon';
import { isNotUnderstood } from '../../domain/call/call.ts';
import { afterHandOver, codes, type HandOverKind, type NextAction, type SpokenCode } from '../../domain/codes.ts';
import { defaultTimeZone, type Language } from '../../domain/values.ts';
import type { DateForm, Listing, Sayer } from '../pack.ts';
import { packOf } from '../packs.ts';
import { areAlike, mostRead, type StaffNames, spokenChoices } from './lists.ts';
import { isOneCoin, spokenDate, spokenMoment, spokenMoney, spokenTime } from './moments.ts';
import { bounded, countWords, numberWords } from './number-in-words.ts';
import { operationOf, type SpeechParameters, type SpokenChoice } from './parameters.ts';

/** One or two speakable sentences; the same code and parameters always give the same words. */
export function renderAnswer(
  code: SpokenCode,
  parameters: SpeechParameters,
  language: Language,
  staffNames: StaffNames = {},
): string {
  return packOf(language).spoken.sentences[code](sayer(code, parameters, language, staffNames));
}

/** Words that were not understood are asked for three times, the last time with an example; times that cannot be had, twice. */
const mostNotUnderstood = 2;
const mostRefused = 1;

/** The sentence ends with the hand-over: nobody hears the same question again and again. */
export function handsOver(
  code: SpokenCode,
  parameters: SpeechParameters,
  language: Language,
  staffNames: StaffNames = {},
): boolean {
  if (codes[code].next === 'hand_over') return true;
  const { unclearBefore = 0, refusedBefore = 0, choices = [], zone = defaultTimeZone } = parameters;
  if (isNotUnderstood({ code, parameters })) return unclearBefore > mostNotUnderstood;
  if (codes[code].status === 'slot_unavailable') return refusedBefore > mostRefused;
  return code === 'choose_appointment' && choices.length > 1 && areAlike(choices, { zone, language, staffNames });
}

/** Nothing is promised where nothing is known. */
export const handOverKindOf = ({ handover }: SpeechParameters): HandOverKind => handover?.kind ?? 'none';

/**
 * A pure function of what was recorded with the answer.
 *
 *     nextActionOf('company_paused', { handover: { kind: 'callback' } }, 'de')   // 'end': "Wir rufen Sie zurück."
 */
export function nextActionOf(
  code: SpokenCode,
  parameters: SpeechParameters,
  language: Language,
  staffNames: StaffNames = {},
): NextAction {
  const next = codes[code].next;
  if (next === 'hand_over' || handsOver(code, parameters, language, staffNames)) return afterHandOver[handOverKindOf(parameters)];
  const offered = (parameters.choices?.length ?? 0) + (parameters.alternatives?.length ?? 0);
  return next === 'choose' && offered === 0 ? 'ask' : next;
}

function sayer(code: SpokenCode, p: SpeechParameters, language: Language, staffNames: StaffNames): Sayer {
  const { spoken } = packOf(language);
  const zone = p.zone ?? defaultTimeZone;
  const placed = (instant: string | undefined, said: typeof spokenMoment) => (before: string, form?: DateForm) =>
    instant === undefined ? '' : `${before} ${said(instant, zone, language, p.answeredAt, form)}`;
  const unformed = (instant: string | undefined, said: (instant: string) => string) => (before: string) =>
    instant === undefined ? '' : `${before} ${said(instant)}`;
  const listed = (choices: readonly SpokenChoice[]) => (listing: Listing) =>
    spokenChoices(choices, listing, { zone, language, relativeTo: p.answeredAt, staffNames });
  const choices = p.choices ?? [];
  const alternatives = (p.alternatives ?? []).map(startsAt => ({ startsAt }));
  const fee = p.fee && p.fee.amountCents > 0 ? p.fee : undefined;
  const noticeMinutes = bounded(Math.round((p.hoursBefore ?? 0) * 60));
  const closedDay = p.closed === true ? (p.newStartsAt ?? p.startsAt) : undefined;
  return {
    old: placed(p.oldStartsAt ?? p.startsAt, spokenMoment),
    new: placed(p.newStartsAt, spokenMoment),
    at: placed(p.startsAt ?? p.oldStartsAt, spokenMoment),
    day: placed(p.startsAt, spokenDate),
    closed: unformed(closedDay, instant => spoken.weekday(DateTime.fromISO(instant, { zone }))),
    until: placed(p.until, spokenMoment),
    example: placed(p.exampleAt, spokenMoment),
    exampleTime: unformed(p.exampleAt, instant => spoken.at(spokenTime(instant, zone, language), true)),
    fee: fee && spokenMoney(fee, language),
    oneCoin: fee !== undefined && isOneCoin(fee),
    operation: operationOf(p),
    hasEnded: p.endsAt !== undefined && p.answeredAt !== undefined && Date.parse(p.endsAt) <= Date.parse(p.answeredAt),
    quota: p.quota === undefined || p.quota < 1 ? undefined : countWords(p.quota, language),
    quotaIsOne: p.quota === 1,
    notice: noticeMinutes < 1 ? undefined : spoken.duration(noticeMinutes),
    choices: listed(choices),
    choiceCount: choices.length,
    choicesGoOn: choices.length > mostRead,
    choiceWords: numberWords(choices.length, language),
    alternatives: listed(alternatives),
    alternativesCount: alternatives.length,
    alternativesGoOn: alternatives.length > mostRead,
    refusedBefore: p.refusedBefore ?? 0,
    unclear: p.namesTwo === true ? (p.about ?? 'only') : 'only',
    unclearBefore: p.unclearBefore ?? 0,
    handsOver: handsOver(code, p, language, staffNames),
    handover: spoken.handover[handOverKindOf(p)],
  };
}
