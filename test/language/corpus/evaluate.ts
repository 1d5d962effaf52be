// Runs what callers say through everything that understands it, without a store or a calendar: what would be done, or asked.
import { findAppointment } from '../../../src/calls/find/search.ts';
import { partsOf } from '../../../src/calls/functions/find-slots.ts';
import { callFunctionNamed } from '../../../src/calls/functions/index.ts';
import type { RequestScope } from '../../../src/calls/result.ts';
import { openOn, type Unclear, type UnclearAbout } from '../../../src/calls/understand/moments.ts';
import { hoursOf } from '../../../src/domain/company/company.ts';
import { isAlwaysClosedOn, isWithinOpeningHours } from '../../../src/domain/company/opening-hours.ts';
import { saidText } from '../../../src/language/parse/placeholders.ts';
import { foundAt, lookupsOf, scopeOf, sourceOf } from './situation.ts';
import { functionOf, instantOf, localOf, type Utterance, zone } from './utterances.ts';

/** Times are local, as in the corpus. */
export type Outcome =
  | { kind: 'act'; appointment: string; to?: string }
  /** Free times of this day, from the first start that fits to the last, by the clock alone. */
  | { kind: 'slots'; of: string; day: string; from: string; to: string }
  /** `named`: what the question suggests; empty where it is open. */
  | { kind: 'ask'; code: string; about: UnclearAbout; named: string[] }
  /** There is no appointment on these days; what there is on others is offered. */
  | { kind: 'none'; days: string[] }
  | { kind: 'past' };

export async function outcomeOf(said: Utterance): Promise<Outcome> {
  const scope = scopeOf(said);
  const asked = callFunctionNamed(functionOf[said.do])?.read(said.args);
  if (!asked) throw new Error('the arguments have no form the function takes');
  const wish = asked.understand(scope, sourceOf(said));
  if (wish.kind === 'unclear') return questionOf(wish);
  const appointments = said.appointments.map(foundAt);
  const found = await findAppointment(
    {
      companyId: 'salon',
      customerId: 'customer',
      callId: 'call',
      days: wish.reference.days,
      readings: wish.reference.readings,
      otherwise: wish.reference.otherwise,
      known: undefined,
      mayOffer: true,
      timeMustFit: false,
      now: scope.now,
    },
    lookupsOf(appointments),
  );
  if (found.kind === 'unsure') return { kind: 'ask', code: 'date_unclear', about: 'appointment', named: [] };
  if (found.kind === 'none' || found.kind === 'other_day')
    return { kind: 'none', days: wish.reference.days.map(({ from }) => localOf(from.toISOString()).slice(0, 10)) };
  if (found.kind === 'choose')
    return {
      kind: 'ask',
      code: 'choose_appointment',
      about: 'appointment',
      named: found.choices.map(({ startsAt }) => localOf(startsAt)),
    };
  const { startsAt } = found.appointment;
  if (said.do === 'slots') return wantedOf(said, startsAt, scope);
  if (wish.kind !== 'change') throw new Error('no change is asked for');
  const time = wish.newTime({ branchId: undefined, startsAt });
  if (time.kind === 'unclear') return questionOf(time);
  if (time.kind === 'none') return { kind: 'act', appointment: localOf(startsAt) };
  // What is closed or past is refused with other times, and nothing is changed.
  const period = { startsAt: time.startsAt, endsAt: time.startsAt };
  const isOpen = isWithinOpeningHours(hoursOf(scope.company.state, undefined), period, zone);
  if (!isOpen || time.startsAt <= scope.now.toISOString())
    return { kind: 'ask', code: 'refused', about: 'new_time', named: [localOf(time.startsAt)] };
  return { kind: 'act', appointment: localOf(startsAt), to: localOf(time.startsAt) };
}

function questionOf({ code, about, choices, alternatives }: Unclear): Outcome {
  if (code === 'date_past' || code === 'appointment_past') return { kind: 'past' };
  const named = [...(choices ?? []).map(({ startsAt }) => startsAt), ...(alternatives ?? [])].map(localOf);
  return { kind: 'ask', code, about, named };
}

/** Starts are tried this far apart. */
export const stepMinutes = 5;
const clocksOfDay = Array.from({ length: 1440 / stepMinutes }, (_, index) => {
  const minutes = index * stepMinutes;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
});

function wantedOf({ args }: Utterance, startsAt: string, scope: RequestScope): Outcome {
  const said = Object.fromEntries(Object.entries(args).map(([name, text]) => [name, saidText(text)]));
  const wanted = partsOf(said, scope).wanted({ branchId: undefined, startsAt });
  if (wanted.kind === 'unclear') return questionOf(wanted);
  const { date, clock, isFree } = wanted;
  const isAhead = (time: string) => instantOf(`${date} ${time}`) > scope.now.toISOString();
  const clocks = clocksOfDay.filter(time => isAhead(time) && isFree(instantOf(`${date} ${time}`)));
  const opens = openOn(date, undefined, scope);
  // Of a day that is always closed that is said, and days that are not are offered.
  const isClosed = isAlwaysClosedOn(instantOf(`${date} 12:00`), hoursOf(scope.company.state, undefined), zone);
  if (isClosed) return { kind: 'ask', code: 'no_slots', about: 'new_time', named: [] };
  if (clock !== undefined && opens && (clock < opens.opens || clock >= opens.closes))
    return { kind: 'ask', code: 'no_slots', about: 'new_time', named: [] };
  const from = clock ?? clocks[0] ?? '';
  return { kind: 'slots', of: localOf(startsAt), day: date, from, to: clock ?? clocks.at(-1) ?? '' };
}
