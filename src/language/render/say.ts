// Renders the sentence of a code from the one catalogue of spoken sentences. Missing parameters are left out, never filled in.
import { DateTime } from 'luxon';
import type { SpokenCode } from '../../domain/codes.ts';
import { defaultTimeZone, type Language } from '../../domain/values.ts';
import type { DateForm, Listing, Sayer } from '../pack.ts';
import { packOf } from '../packs.ts';
import { mostRead, type StaffNames, spokenChoices } from './lists.ts';
import { isOneCoin, spokenDate, spokenMoment, spokenMoney, spokenTime } from './moments.ts';
import { handOverKindOf, handsOver } from './next-action.ts';
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
