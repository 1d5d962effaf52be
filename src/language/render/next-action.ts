// Whether a sentence hands the caller over, and what the agent does after it: decided here, for every language alike.
import { isNotUnderstood } from '../../domain/call/call.ts';
import { codes, type SpokenCode } from '../../domain/codes.ts';
import { afterHandOver, follows, type HandOverKind, type NextAction } from '../../domain/next-actions.ts';
import { defaultTimeZone, type Language } from '../../domain/values.ts';
import { areAlike, type StaffNames } from './lists.ts';
import type { SpeechParameters } from './parameters.ts';

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
  if (follows[code] === 'hand_over') return true;
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
  const next = follows[code];
  if (next === 'hand_over' || handsOver(code, parameters, language, staffNames)) return afterHandOver[handOverKindOf(parameters)];
  const offered = (parameters.choices?.length ?? 0) + (parameters.alternatives?.length ?? 0);
  return next === 'choose' && offered === 0 ? 'ask' : next;
}
