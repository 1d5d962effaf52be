// The caller wants to know when their appointment could be instead.
import { DateTime } from 'luxon';
import { z } from 'zod';
import { appointment } from '../../domain/appointment/appointment.ts';
import { timesRefused } from '../../domain/call/call.ts';
import { nearestTo, withoutRefused } from '../../domain/company/alternatives.ts';
import { appointmentStream } from '../../domain/ids.ts';
import { alternativesFor, slotsFor } from '../decide/free-slots.ts';
import type { CallsDependencies } from '../dependencies.ts';
import type { Between, FoundAppointment } from '../lookups.ts';
import { type RequestScope, type Result, resultOf } from '../result.ts';
import { understandAppointment } from '../understand/appointment.ts';
import { understandDay, wholeDay } from '../understand/moments.ts';
import { customerName, day, time } from './arguments.ts';
import { defineFunction, type KnownCaller, lookingUp, sayMessage } from './call-function.ts';

export const findSlots = defineFunction({
  name: 'find_slots',
  arguments: z.object({
    appointment_date: day('Tag des Termins, der verlegt werden soll', 'Day of the appointment to be moved'),
    appointment_time: time('Uhrzeit dieses Termins, falls genannt', 'Time of that appointment, if given'),
    wanted_date: day('Tag, an dem ein freier Termin gesucht wird', 'Day on which a free time is wanted'),
    customer_name: customerName,
  }),
  required: ['appointment_date'],
  description: `Sucht freie Zeiten, auf die ein Termin des Anrufers verlegt werden kann. / Finds free times to which an appointment of the caller can be moved. ${sayMessage}`,
  whileRunning: lookingUp,
  understand(args, scope) {
    const reference = understandAppointment(args.appointment_date, args.appointment_time, scope);
    if (reference.kind === 'unclear') return reference;
    const wanted = args.wanted_date === undefined ? undefined : understandDay(args.wanted_date, undefined, scope);
    if (wanted?.kind === 'unclear') return wanted;
    return {
      kind: 'tell_about_appointment',
      reference,
      answer: (found, caller, deps) => freeTimesFor(found, wanted?.days ?? [], caller, scope, deps),
    };
  },
});

/** The free times of the wanted day nearest to the appointment's own clock time; where there are none, those of days after. */
async function freeTimesFor(
  found: FoundAppointment,
  wantedDays: readonly Between[],
  { name: customerName, events }: KnownCaller,
  scope: RequestScope,
  deps: CallsDependencies,
): Promise<Result> {
  const about = { customerName, events, appointmentId: found.id };
  const zone = scope.settings.timeZone;
  const [day = wholeDay(found.startsAt, zone), ...otherDays] = wantedDays;
  if (otherDays.length > 0) {
    const choices = [day, ...otherDays].map(one => ({ startsAt: sameClockOn(one, found.startsAt, zone) }));
    return resultOf(scope, 'date_ambiguous', { ...about, choices });
  }
  const free = await slotsFor(found, day, scope, deps);
  // A time whose calendar cannot be asked is not known to be taken.
  if (!free) return resultOf(scope, 'slots_not_available_now', about);
  const { state } = await deps.executor.load(appointment, appointmentStream(scope.context.companyId, found.id));
  const startsAt = day.from.toISOString();
  const wantedTime = sameClockOn(day, found.startsAt, zone);
  // Its own time is no other, and what this call was refused would be refused again.
  const others = withoutRefused(free, [state.period.startsAt, ...timesRefused(scope.call, found.id)]);
  if (others.length > 0) return resultOf(scope, 'slots', { ...about, startsAt, alternatives: nearestTo(wantedTime, others) });
  return resultOf(scope, 'no_slots', { ...about, startsAt, alternatives: await alternativesFor(found, wantedTime, scope, deps) });
}

/** A caller who comes at ten would rather come at ten on another day, too. */
function sameClockOn({ from }: Between, startsAt: string, zone: string): string {
  const { hour, minute } = DateTime.fromISO(startsAt, { zone });
  return DateTime.fromJSDate(from, { zone }).set({ hour, minute }).toUTC().toISO() ?? startsAt;
}
