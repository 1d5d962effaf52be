// The pieces a sentence takes from its parameters; what is missing has a plain word that is still true.
import type { Language } from '../../domain/values.ts';
import { spokenChoices } from './lists.ts';
import { spokenDate, spokenMoment, spokenMoney } from './moments.ts';
import type { SpeechParameters } from './parameters.ts';
import { numberWords } from './words.ts';

const fallbackZone = 'Europe/Berlin';
const unknown = { de: 'der genannten Zeit', en: 'the time you named' };

export interface Sayer {
  old: string;
  new: string;
  /** Where the appointment stands. */
  at: string;
  /** The day asked about. */
  day: string;
  until: string;
  fee: string | undefined;
  quota: string;
  hours: string;
  choices(joint: 'or' | 'and'): string;
  choiceCount: number;
  alternatives: string | undefined;
  handover: string;
}

export function sayer(p: SpeechParameters, language: Language): Sayer {
  const zone = p.zone ?? fallbackZone;
  const moment = (instant: string | undefined) =>
    instant === undefined ? unknown[language] : spokenMoment(instant, zone, language, p.answeredAt);
  const choices = (p.choices ?? []).map(({ startsAt }) => startsAt);
  const alternatives = p.alternatives ?? [];
  return {
    old: moment(p.oldStartsAt ?? p.startsAt),
    new: moment(p.newStartsAt),
    at: moment(p.startsAt ?? p.oldStartsAt),
    day: p.startsAt === undefined ? unknown[language] : spokenDate(p.startsAt, zone, language, p.answeredAt),
    until: moment(p.until),
    fee: p.fee && p.fee.amountCents > 0 ? spokenMoney(p.fee, language) : undefined,
    quota: numberWords(p.quota ?? 0, language),
    hours: numberWords(p.hoursBefore ?? 0, language),
    choices: joint => spokenChoices(choices, zone, language, joint, p.answeredAt),
    choiceCount: choices.length,
    alternatives: alternatives.length === 0 ? undefined : spokenChoices(alternatives, zone, language, 'or', p.answeredAt),
    handover:
      speakable(p.handover) ??
      { de: 'Ich verbinde Sie mit einem Mitarbeiter.', en: 'I will put you through to a colleague.' }[language],
  };
}

/** A company's own sentence, without what a voice would stumble on; one sentence, since another stands before it. */
function speakable(text: string | undefined): string | undefined {
  const [sentence] = (text ?? '')
    .replace(/[{}[\]<>]/g, '')
    .trim()
    .split(/(?<=[.!?])\s+/);
  if (sentence === undefined || sentence === '') return undefined;
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
