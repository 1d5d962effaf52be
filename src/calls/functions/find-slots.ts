// The caller wants to know when their appointment could be instead.
import { DateTime } from 'luxon';
import { z } from 'zod';
import { appointment } from '../../domain/appointment/appointment.ts';
import { timesRefused } from '../../domain/call/call.ts';
import { nearestTo, withoutRefused } from '../../domain/company/alternatives.ts';
import { hoursOf } from '../../domain/company/company.ts';
import { isAlwaysClosedOn } from '../../domain/company/opening-hours.ts';
import { appointmentStream } from '../../domain/ids.ts';
import type { SaidWords } from '../../language/parse/meaning.ts';
import { alternativesFor, slotsFor } from '../decide/free-slots.ts';
import type { CallsDependencies } from '../dependencies.ts';
import type { Between, FoundAppointment } from '../lookups.ts';
import { type RequestScope, type Result, resultOf } from '../result.ts';
import { oldWordsOf } from '../understand/from-to.ts';
import { type LocalTime, timesOn, wholeDay } from '../understand/moments.ts';
import { theOnlyOne, understandAppointment } from '../understand/reference.ts';
import { understandWanted } from '../understand/wanted-times.ts';
import { customerName, day, isoDay, isoTime, time } from './arguments.ts';
import { defineFunction, type KnownCaller, lookingUp, sayMessage } from './call-function.ts';

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
  whileRunning: lookingUp,
  understand(args, scope) {
    const own = { day: args.appointment_date_iso, time: args.appointment_time_iso };
    const said = { day: args.appointment_date, time: args.appointment_time };
    const isSaid = [said.day, said.time, own.day].some(one => one !== undefined);
    const words = isSaid ? said : oldWordsOf({ day: args.wanted_date, time: args.wanted_time }, scope);
    const isNamed = [words.day, words.time, own.day].some(one => one !== undefined);
    // Free times change nothing: who has one appointment means that one.
    const reference = isNamed ? understandAppointment(words, own, scope) : theOnlyOne(scope);
    if (reference.kind === 'unclear') return reference;
    const wish = {
      words: { day: args.wanted_date, time: args.wanted_time },
      own: { day: args.wanted_date_iso, time: args.wanted_time_iso },
    };
    return {
      kind: 'tell_about_appointment',
      reference,
      answer: (found, caller, deps) => freeTimesFor(found, wish, caller, scope, deps),
    };
  },
});

/** When free times are wanted, in the caller's words and as the model read them. */
interface Wish {
  words: SaidWords;
  own: SaidWords;
}

/** The free times of the wanted day, or the part of it that was named, nearest to the clock time wanted; else those of days after. */
async function freeTimesFor(
  found: FoundAppointment,
  { words, own }: Wish,
  { name: customerName, events }: KnownCaller,
  scope: RequestScope,
  deps: CallsDependencies,
): Promise<Result> {
  const about = { customerName, events, appointmentId: found.id };
  const zone = scope.settings.timeZone;
  const wanted = understandWanted(words, own, { branchId: found.branchId ?? undefined, startsAt: found.startsAt }, scope);
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
