// Every sentence a caller may hear, with its variants, as docs/speech.md shows it to the people who review them.
import { codes, isSpokenCode, type NextAction, type SpokenCode } from '../../src/domain/codes.ts';
import { defaultLanguage, type Language, languageSchema } from '../../src/domain/values.ts';
import { packOf } from '../../src/language/packs.ts';
import type { HandedOver, SpeechParameters } from '../../src/language/render/parameters.ts';
import { handsOver, nextActionOf, renderAnswer } from '../../src/language/render/say.ts';

const zone = 'Europe/Berlin';
/** A Thursday morning. */
const answeredAt = '2026-10-01T08:00:00.000Z';
const friday = (time: string) => `2026-10-09T${time}:00.000Z`;
const monday = (time: string) => `2026-10-12T${time}:00.000Z`;
const sunday = '2026-10-11T08:00:00.000Z';
const nextYear = '2027-09-30T06:05:00.000Z';
const euros = (amountCents: number) => ({ amountCents, currency: 'EUR' });
const at = (...instants: string[]) => instants.map(startsAt => ({ startsAt }));
const everyDay = (count: number) =>
  Array.from({ length: count }, (_, day) => new Date(Date.UTC(2026, 9, 5 + day, 9)).toISOString());

export const staffNames = { s1: 'Anna', s2: 'Ben' };
/** Every way to hand a caller over, by what a reader is told of it. */
const handOvers: Record<string, HandedOver> = {
  'somebody answers': { kind: 'transfer', number: '+493087654321' },
  'nobody answers now': { kind: 'callback' },
  'no hand-over': { kind: 'none' },
};

/** What a variant adds, or takes away where undefined. */
type Variants = Record<string, SpeechParameters>;

const old = { oldStartsAt: friday('12:00') };
const move = { ...old, newStartsAt: monday('08:30') };
const one = { alternatives: [monday('09:00')] };
const sameDay = { alternatives: [friday('09:00'), friday('10:30')] };
const severalDays = { alternatives: [friday('09:00'), friday('10:30'), monday('07:00')] };
const threeDays = { alternatives: [friday('09:00'), monday('09:00'), '2026-10-13T09:00:00.000Z'] };

const fees: Variants = {
  'without a fee': {},
  'ten euros': { fee: euros(1000) },
  'twelve fifty': { fee: euros(1250) },
  'one euro': { fee: euros(100) },
  'one euro fifty': { fee: euros(150) },
  'one euro and one cent': { fee: euros(101) },
  'one cent': { fee: euros(1) },
  francs: { fee: { amountCents: 2005, currency: 'CHF' } },
};
const offers: Variants = {
  'no other time': {},
  'one time': one,
  'two of one day': sameDay,
  'two days': severalDays,
  'three days': threeDays,
};
const refusals: Variants = {
  ...offers,
  'the second time': { ...threeDays, refusedBefore: 1 },
  'the second time, nothing left': { refusedBefore: 1, alternatives: [] },
  'the third time': { refusedBefore: 2, alternatives: [] },
};
const closed: Variants = {
  'closed that day': { newStartsAt: sunday, closed: true, ...one },
  'closed that day as well': { newStartsAt: sunday, closed: true, ...threeDays, refusedBefore: 1 },
};
const choices: Variants = {
  'none is named': {},
  one: { choices: at(friday('12:00')) },
  'two of one day': { choices: at(friday('12:00'), friday('14:00')) },
  'two days': { choices: at(friday('12:00'), friday('14:00'), monday('07:00')) },
  'three days': { choices: at(friday('12:00'), monday('07:00'), nextYear) },
  'four, one day after the other': { choices: at(...everyDay(4)) },
  'thirty-one': { choices: at(...everyDay(31)) },
  'one yet to be confirmed': { choices: [{ startsAt: friday('12:00'), awaitingConfirmation: true }, ...at(monday('07:00'))] },
  'one to be cancelled, as is on record already': {
    choices: [{ startsAt: friday('12:00'), underWay: 'cancel' }, ...at(monday('07:00'))],
  },
  'at one time, distinguished by service': {
    choices: [
      { startsAt: friday('12:00'), service: 'Massage 90 Min.' },
      { startsAt: friday('12:00'), service: 'Sauna' },
    ],
  },
  'at one time, distinguished by staff': {
    choices: [
      { startsAt: friday('12:00'), service: 'Massage', staffId: 's1' },
      { startsAt: friday('12:00'), service: 'Massage', staffId: 's2' },
    ],
  },
  'at one time, distinguished by both': {
    choices: [
      { startsAt: friday('12:00'), service: 'Massage', staffId: 's1' },
      { startsAt: friday('12:00'), service: 'Massage', staffId: 's2' },
      { startsAt: friday('12:00'), service: 'Sauna', staffId: 's2' },
    ],
  },
  'at one time, not to be distinguished': { choices: at(friday('12:00'), friday('12:00'), friday('14:00')) },
};
const failures = (about?: 'appointment' | 'new_time'): Variants =>
  Object.fromEntries(
    ['first', 'second', 'third', 'fourth'].map((nth, unclearBefore) => [
      `${about === undefined ? '' : `of a move, the ${about === 'new_time' ? 'new time' : 'appointment'}, `}the ${nth} time`,
      {
        unclearBefore,
        ...(about && { about, namesTwo: true }),
        ...(unclearBefore === 2 && { exampleAt: '2026-10-14T13:00:00.000Z' }),
      },
    ]),
  );
const everyFailure: Variants = { ...failures(), ...failures('appointment'), ...failures('new_time') };
const aboutEither: Variants = {
  'one thing is named': {},
  'of a move, the appointment': { about: 'appointment', namesTwo: true },
  'of a move, the new time': { about: 'new_time', namesTwo: true },
};
const latest: Variants = {
  'until a moment': { ...old, until: '2026-10-08T12:00:00.000Z' },
  'one hour before': { ...old, hoursBefore: 1 },
  'one and a half hours before': { ...old, hoursBefore: 1.5 },
  'two and a half hours before': { ...old, hoursBefore: 2.5 },
  'a quarter of an hour before': { ...old, hoursBefore: 0.25 },
  'twenty-four hours before': { ...old, hoursBefore: 24 },
  'nothing known': {},
};
const quotas: Variants = { one: { quota: 1 }, two: { quota: 2 }, 'twenty-one': { quota: 21 }, 'not known': {} };
const standing: Variants = { 'the time known': { startsAt: friday('12:00') }, 'not known': {} };
const over = (base: SpeechParameters, variants: Variants): Variants =>
  Object.fromEntries(Object.entries(variants).map(([name, added]) => [name, { ...base, ...added }]));

const variantsOf: Partial<Record<SpokenCode, Variants>> = {
  cancelled: { ...over(old, fees), 'a year ahead': { oldStartsAt: nextYear }, 'at midnight': { oldStartsAt: friday('22:00') } },
  already_cancelled_by_this_call: over(old, { '': {} }),
  rescheduled: over(move, fees),
  already_at_that_time: over(move, { '': {} }),
  listed: choices,
  slots: offers,
  no_slots: {
    ...over({ startsAt: friday('00:00') }, offers),
    'closed that day': { startsAt: sunday, closed: true, ...severalDays },
  },
  cancellation_pending: over(old, { '': {} }),
  reschedule_pending: over(move, { '': {} }),
  reschedule_deferred: over(move, { '': {} }),
  reschedule_requested: over(move, { '': {} }),
  cancellation_needs_operator: over(old, { '': {} }),
  reschedule_needs_operator: over(move, { '': {} }),
  fee_confirmation_required: {
    ...over(old, fees),
    'a move': { ...move, fee: euros(1000) },
    'a move, one euro and one cent': { ...move, fee: euros(101) },
  },
  choose_appointment: choices,
  other_day_offered: choices,
  too_late_to_cancel: latest,
  too_late_to_reschedule: latest,
  cancel_quota_used: quotas,
  reschedule_quota_used: quotas,
  appointment_reschedule_limit: quotas,
  appointment_past: {
    begun: { answeredAt, startsAt: '2026-10-01T07:30:00.000Z', endsAt: '2026-10-01T08:30:00.000Z' },
    over: { answeredAt, startsAt: '2026-10-01T06:30:00.000Z', endsAt: '2026-10-01T07:30:00.000Z' },
    'not known': {},
  },
  new_time_requested: standing,
  appointment_changed: standing,
  moved_elsewhere: standing,
  calendar_refused: standing,
  same_time: standing,
  slot_unavailable: { ...over(move, refusals), ...over(move, closed) },
  new_time_past: over(move, refusals),
  outside_opening_hours: { ...over(move, refusals), ...over(move, closed) },
  day_full: over(move, refusals),
  date_unclear: everyFailure,
  date_ambiguous: { one: choices.one ?? {}, 'two days': choices['two days'] ?? {}, ...everyFailure },
  time_unclear: everyFailure,
  time_ambiguous: { 'no times are named': {}, 'either half of the day': { alternatives: [friday('06:00'), friday('18:00')] } },
  date_past: aboutEither,
  date_too_far: aboutEither,
  arguments_invalid: failures(),
};

export interface Spoken {
  code: SpokenCode;
  variant: string;
  language: Language;
  parameters: SpeechParameters;
  said: string;
  next: NextAction;
}

/** Every code with its variants, in every language; what hands the caller over, in every way to do so. */
export function everySentence(): Spoken[] {
  return Object.keys(codes)
    .filter(isSpokenCode)
    .flatMap(code =>
      Object.entries(handedOverWays(code)).flatMap(([variant, parameters]) =>
        languageSchema.options.map(language => ({
          code,
          variant,
          language,
          parameters,
          said: renderAnswer(code, parameters, language, staffNames),
          next: nextActionOf(code, parameters, language, staffNames),
        })),
      ),
    );
}

function handedOverWays(code: SpokenCode): Variants {
  const variants = Object.entries(over({ zone, answeredAt }, variantsOf[code] ?? { '': {} }));
  return Object.fromEntries(
    variants.flatMap(([variant, parameters]) =>
      handsOver(code, parameters, defaultLanguage, staffNames)
        ? Object.entries(handOvers).map(([way, handover]) => [
            variant === '' ? way : `${variant}, ${way}`,
            { ...parameters, handover },
          ])
        : [[variant, parameters]],
    ),
  );
}

export function speechDocument(): string {
  const sentences = everySentence();
  const inCodes = [...new Set(sentences.map(({ code }) => code))].map(code => {
    const ofCode = sentences.filter(sentence => sentence.code === code);
    const rows = [...new Set(ofCode.map(({ variant }) => variant))].map(variant => {
      const said = ofCode
        .filter(sentence => sentence.variant === variant)
        .map(sentence => `- ${sentence.language}: ${sentence.said}`);
      return [...(variant === '' ? [] : [`*${variant}*`, '']), ...said].join('\n');
    });
    return [`## \`${code}\``, ...rows].join('\n\n');
  });
  const waiting = languageSchema.options.map(language => `- ${language}: ${packOf(language).spoken.waiting}`);
  return [
    '# What callers hear',
    'Every sentence with its variants, as a voice gets it, for the people who review the words. Made by `npm run docs` from `src/language/`; a test holds it current.\nA new variant is a line in `test/support/speech-document.ts`.',
    'A voice has read them all: `espeak-ng -v de -x -q` and `-v en-gb` print the sounds. No figure, sign or abbreviation is left to it, and it takes no word for\none of another language. Whoever changes sentences has them read again: what a voice stumbles on is seldom seen.',
    ...inCodes,
    '## While a function runs',
    waiting.join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}
