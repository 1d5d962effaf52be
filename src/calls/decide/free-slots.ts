// Free times for an appointment that is to be moved, as the calendar that keeps it has them.
import { DateTime } from 'luxon';
import type { AppointmentTimes } from '../../calendar/provider.ts';
import { appointment } from '../../domain/appointment/appointment.ts';
import type { BookingReference } from '../../domain/appointment/events.ts';
import { timesRefused } from '../../domain/call/call.ts';
import { alternativesTo, onOtherDays } from '../../domain/company/alternatives.ts';
import { appointmentStream } from '../../domain/ids.ts';
import { marginMs } from '../deadline.ts';
import type { CallsDependencies } from '../dependencies.ts';
import type { Between } from '../lookups.ts';
import type { RequestScope } from '../result.ts';

/** How far ahead is looked for something else, from the wanted day on. */
const daysAhead = 7;
/** Part of the reply budget, kept for the answer itself; and the least time in which it is worth asking a provider. */
const answerMs = 300;
const leastMs = 300;
/** A call that was refused so often before is handed over. */
const mostRefusals = 2;

/** What of a request and of the parts of the program the free times rest on. */
type Request = Pick<RequestScope, 'now' | 'call' | 'context' | 'settings' | 'company' | 'deadline'>;
interface Dependencies {
  executor: Pick<CallsDependencies['executor'], 'load'>;
  calendarOf(booking: BookingReference | undefined): Pick<AppointmentTimes, 'slots'>;
}

/** Free starts in the period, in order; its own time does not block one. Undefined where they are not known. */
export async function slotsFor(
  found: { id: string },
  between: Between,
  scope: Request,
  deps: Dependencies,
  withinMs?: number,
): Promise<string[] | undefined> {
  const { companyId } = scope.context;
  const { state } = await deps.executor.load(appointment, appointmentStream(companyId, found.id));
  const coming = { from: new Date(Math.max(between.from.getTime(), scope.now.getTime())), to: between.to };
  const { state: company } = scope.company;
  return deps.calendarOf(state.booking).slots({ companyId, state, company, between: coming, withinMs });
}

/**
 * Other times to offer to someone who cannot have the one they want. With `otherDays`, and from the second refusal on, on none of
 * the wanted days; from the third on nothing. Empty where there are none, or where they cannot be found in the time that is left.
 */
export async function alternativesFor(
  found: { id: string },
  wanted: string,
  scope: Request,
  deps: Dependencies,
  { otherDays = false }: { otherDays?: boolean } = {},
): Promise<string[]> {
  const before = timesRefused(scope.call, found.id);
  const left = scope.deadline.remainingMs() - answerMs - marginMs;
  if (left < leastMs || before.length >= mostRefusals) return [];
  const zone = scope.settings.timeZone;
  const day = DateTime.max(DateTime.fromISO(wanted, { zone }), DateTime.fromJSDate(scope.now, { zone })).startOf('day');
  const from = otherDays ? day.plus({ days: 1 }) : day;
  const between = { from: from.toJSDate(), to: from.plus({ days: daysAhead }).toJSDate() };
  const free = (await slotsFor(found, between, scope, deps, left)) ?? [];
  return alternativesTo(wanted, before.length === 0 && !otherDays ? free : onOtherDays(free, [...before, wanted], zone), zone);
}
