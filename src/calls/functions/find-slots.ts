// The caller wants to know when their appointment could be instead.
import { DateTime } from 'luxon';
import { z } from 'zod';
import { appointment } from '../../domain/appointment/appointment.ts';
import { timesRefused } from '../../domain/call/call.ts';
import { nearestTo, withoutRefused } from '../../domain/company/alternatives.ts';
import { hoursOf } from '../../domain/company/company.ts';
import { isAlwaysClosedOn } from '../../domain/company/opening-hours.ts';
import { appointmentStream } from '../../domain/ids.ts';
import { alternativesFor, slotsFor } from '../decide/free-slots.ts';
import type { CallsDependencies } from '../dependencies.ts';
import type { Between, FoundAppointment } from '../lookups.ts';
import { type RequestScope, type Result, resultOf } from '../result.ts';
import { oldAndNew } from '../understand/from-to.ts';
import { type LocalTime, timesOn, type Unclear, wholeDay } from '../understand/moments.ts';
import type { Movable } from '../understand/new-time.ts';
import { theOnlyOne, understandAppointment } from '../understand/reference.ts';
import { understandWanted, type WantedTimes } from '../understand/wanted-times.ts';
import { customerName, day, isoDay, isoTime, time } from './arguments.ts';
import { defineFunction, type KnownCaller, sayMessage } from './call-function.ts';

export const findSlots = defineFunction({
  name: 'find_slots',
  arguments: z.object({
    appointment_date: day('Tag des Termins, der verlegt werden soll', 'Day of the appointment to be moved'),
    appointment_time: time('Uhrzeit dieses Termins, falls genannt', 'Time of that appointment, if given'),
    wanted_date: day('Tag, an dem ein freier Termin gesucht wird', 'Day on which a free time is wanted'),
    wanted_time: time('Gewünschte Uhrzeit oder Tageszeit, falls genannt', 'Time or part of the day wanted, if given'),
    appointment_date_iso: isoDay,
    appointment_time_iso: isoTime,
    wanted_date_iso: isoDay,
    wanted_time_iso: isoTime,
    customer_name: customerName,
  }),
  moments: {
    appointment: { day: 'appointment_date', time: 'appointment_time' },
    new_time: { day: 'wanted_date', time: 'wanted_time' },
  },
  required: ['appointment_date'],
  description: `Sucht freie Zeiten, auf die ein Termin des Anrufers verlegt werden kann. / Finds free times to which an appointment of the caller can be moved. ${sayMessage}`,
  understand(args, scope) {
    const { words, own, wanted } = partsOf(args, scope);
    const isNamed = [words.day, words.time, own.day].some(one => one !== undefined);
    // Free times change nothing: who has one appointment means that one.
    const reference = isNamed ? understandAppointment(words, own, scope) : theOnlyOne(scope);
    if (reference.kind === 'unclear') return reference;
    return {
      kind: 'tell_about_appointment',
      reference,
      answer: (found, caller, deps) => freeTimesFor(found, wanted, caller, scope, deps),
    };
  },
});

/** The arguments that name days and times. */
type Said = Readonly<Partial<Record<`${'appointment' | 'wanted'}_${'date' | 'time'}${'' | '_iso'}`, string | undefined>>>;

/** The words for the appointment, and when free times are wanted once that is known. */
export function partsOf(args: Said, scope: RequestScope) {
  const own = { day: args.appointment_date_iso, time: args.appointment_time_iso };
  const { old: words, wanted } = oldAndNew(
    { day: args.appointment_date, time: args.appointment_time },
    { day: args.wanted_date, time: args.wanted_time },
    { isNamed: own.day !== undefined },
    scope,
  );
  // Left out, the day is the appointment's own; a placeholder in its place is asked about.
  const keepsDay = !('wanted_date' in args) && wanted.day === undefined;
  const ownOfWish = { day: args.wanted_date_iso, time: args.wanted_time_iso };
  return { words, own, wanted: (moved: Movable) => understandWanted(wanted, ownOfWish, moved, scope, { keepsDay }) };
}

/** The free times of the wanted day, or the part of it that was named, nearest to the clock time wanted; else those of days after. */
async function freeTimesFor(
  found: FoundAppointment,
  wantedFor: (moved: Movable) => WantedTimes | Unclear,
  { name: customerName, events }: KnownCaller,
  scope: RequestScope,
  deps: CallsDependencies,
): Promise<Result> {
  const about = { customerName, events, appointmentId: found.id };
  const zone = scope.settings.timeZone;
  const wanted = wantedFor({ branchId: found.branchId ?? undefined, startsAt: found.startsAt });
  if (wanted.kind === 'unclear') {
    const { code, choices, alternatives } = wanted;
    return resultOf(scope, code, { ...about, choices, about: wanted.about, ...(alternatives && { alternatives }) });
  }
  const { date, clock, isFree } = wanted;
  const day = wholeDay(date, zone);
  const free = await slotsFor(found, day, scope, deps);
  // A time whose calendar cannot be asked is not known to be taken.
  if (!free) return resultOf(scope, 'slots_not_available_now', about);
  const { state } = await deps.executor.load(appointment, appointmentStream(scope.context.companyId, found.id));
  const startsAt = day.from.toISOString();
  const wantedTime = clockOn(date, clock, zone) ?? sameClockOn(day, found.startsAt, zone);
  // Its own time is no other, and what this call was refused would be refused again.
  const others = withoutRefused(free.filter(isFree), [state.period.startsAt, ...timesRefused(scope.call, found.id)]);
  if (others.length > 0) return resultOf(scope, 'slots', { ...about, startsAt, alternatives: nearestTo(wantedTime, others) });
  const closed = isAlwaysClosedOn(startsAt, hoursOf(scope.company.state, found.branchId ?? undefined), zone);
  const alternatives = await alternativesFor(found, wantedTime, scope, deps);
  return resultOf(scope, 'no_slots', { ...about, startsAt, alternatives, ...(closed && { closed }) });
}

/** The instant of a clock time that was said. */
function clockOn(date: string, clock: string | undefined, zone: string): string | undefined {
  const [said]: (LocalTime | undefined)[] = clock === undefined ? [] : timesOn(date, { kind: 'time', time: clock }, zone);
  return said?.first;
}

/** A caller who comes at ten would rather come at ten on another day, too. */
function sameClockOn({ from }: Between, startsAt: string, zone: string): string {
  const { hour, minute } = DateTime.fromISO(startsAt, { zone });
  return DateTime.fromJSDate(from, { zone }).set({ hour, minute }).toUTC().toISO() ?? startsAt;
}
