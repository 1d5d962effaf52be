// What reception works with, for one request: no step of it lasts longer than the request, and none begins after it.
import type { AppointmentTimes } from '../calendar/provider.ts';
import type { Executor } from '../eventstore/execute.ts';
import type { Deadline } from './deadline.ts';
import type { ReceptionDependencies } from './dependencies.ts';

/** The same, each step within the deadline; a step that is still under way then throws `deadline_passed`. */
export function withinDeadline(deps: ReceptionDependencies, deadline: Deadline): ReceptionDependencies {
  const { executor, outcomeOf, caughtUp, history } = deps;
  const bounded: Executor = {
    ...executor,
    load: (...asked) => deadline.within(() => executor.load(...asked)),
    execute: command => deadline.within(() => executor.execute({ ...command, signal: deadline.signal })),
  };
  return {
    ...deps,
    executor: bounded,
    queries: each(deps.queries, deadline),
    lockout: each(deps.lockout, deadline),
    repeatedDeliveries: each(deps.repeatedDeliveries, deadline),
    calendarOf: booking => timesWithin(deps.calendarOf(booking), deadline),
    outcomeOf: (modificationId, timeoutMs) => outcomeOf(modificationId, Math.min(timeoutMs, deadline.remainingMs())),
    caughtUp: timeoutMs => deadline.within(() => caughtUp(Math.min(timeoutMs, deadline.remainingMs()))),
    history: stream => deadline.within(() => history(stream)),
  };
}

/** The calendar is told as well until when somebody waits: it takes several steps by itself. */
function timesWithin(calendar: AppointmentTimes, deadline: Deadline): AppointmentTimes {
  const until = (withinMs = Number.POSITIVE_INFINITY) => ({
    signal: deadline.signal,
    withinMs: Math.min(withinMs, deadline.remainingMs()),
  });
  return {
    slots: wanted => deadline.within(() => calendar.slots({ ...wanted, ...until(wanted.withinMs) })),
    reserve: (wanted, wouldAccept) =>
      deadline.within(() => calendar.reserve({ ...wanted, ...until(wanted.withinMs) }, wouldAccept)),
    release: (companyId, appointmentId) => deadline.within(() => calendar.release(companyId, appointmentId)),
  };
}

/** Every method of an object of asynchronous methods. */
function each<T extends object>(parts: T, deadline: Deadline): T {
  return new Proxy(parts, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      return typeof method === 'function'
        ? (...asked: unknown[]) => deadline.within(async () => Reflect.apply(method, target, asked))
        : method;
    },
  });
}
