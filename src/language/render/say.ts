// Renders the sentence of a code from the one catalogue of spoken sentences. Missing parameters are left out, never filled in.
import type { SpokenCode } from '../../domain/codes.ts';
import { defaultTimeZone, type Language } from '../../domain/values.ts';
import type { Sayer } from '../pack.ts';
import { packOf } from '../packs.ts';
import { speakableSentence } from './company-words.ts';
import { spokenChoices, spokenMoments } from './lists.ts';
import { isOneCoin, spokenDate, spokenMoment, spokenMoney } from './moments.ts';
import { countWords } from './number-in-words.ts';
import type { SpeechParameters } from './parameters.ts';

/** One or two speakable sentences; the same code and parameters always give the same words. */
export function renderAnswer(code: SpokenCode, parameters: SpeechParameters, language: Language): string {
  return packOf(language).spoken.sentences[code](sayer(parameters, language));
}

function sayer(p: SpeechParameters, language: Language): Sayer {
  const zone = p.zone ?? defaultTimeZone;
  const placed = (instant: string | undefined, spoken: typeof spokenMoment) => (before: string) =>
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
    handover: speakableSentence(p.handover, language) ?? packOf(language).spoken.handover,
  };
}
