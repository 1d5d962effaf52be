// What bounds a request: its deadline, one for the whole of it, from its arrival, passed through every step; and its place, which is
// another's while it waits for a calendar.
import type { AppointmentTimes } from '../calendar/provider.ts';
import { type Clock, waitOver } from '../domain/clock.ts';
import { Fault } from '../domain/fault.ts';
import type { Executor } from '../platform/eventstore/execute.ts';
import type { Place } from '../platform/jobs/admission.ts';
import type { CallsDependencies } from './dependencies.ts';

export interface Deadline {
  /** Aborts when the time is over. */
  readonly signal: AbortSignal;
  /** Milliseconds left; never below zero. */
  remainingMs(): number;
  /** What the work gives, if it comes in time; nothing is begun after that. Throws `deadline_passed`. */
  within<T>(begin: () => Promise<T>): Promise<T>;
  /** The request is over: nothing waits for the time any more. */
  end(): void;
}

/** Beyond the reply budget, for the steps around the wait for the calendar: the answer and its record. */
export const marginMs = 1_000;

/** The time is over after `ms` milliseconds of this process's own time, whatever the clock of the machine says. */
export function deadlineIn(ms: number, clock: Clock): Deadline {
  const overAt = clock.elapsed() + ms;
  const over = new AbortController();
  const ended = new AbortController();
  const passed = new Promise<never>((_, reject) => {
    over.signal.addEventListener('abort', () => reject(tooLate()), { once: true });
  });
  // Nobody may be waiting when the time is over.
  passed.catch(() => undefined);
  clock.sleep(Math.max(0, ms), ended.signal).then(
    () => over.abort(),
    () => undefined,
  );
  const remainingMs = () => Math.max(0, overAt - clock.elapsed());
  return {
    signal: over.signal,
    remainingMs,
    async within(begin) {
      if (over.signal.aborted || remainingMs() === 0) throw tooLate();
      return Promise.race([begin(), passed]);
    },
    end: () => ended.abort(waitOver),
  };
}

const tooLate = () => new Fault('deadline_passed', 'the request has had its time');

/** The same, each step within the deadline; a step that is still in flight then throws `deadline_passed`. */
export function withinDeadline(deps: CallsDependencies, deadline: Deadline): CallsDependencies {
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

/** The calendar knows as well until when somebody waits: it takes several steps by itself. */
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

/** Of who needs none. */
export const noPlace: Place = { leave: () => undefined };

/** Who waits for a calendar costs nothing: the place is another's from then on. */
export function leavingAtCalendar(deps: CallsDependencies, place: Place): CallsDependencies {
  const leaving =
    <Asked extends unknown[], Given>(ask: (...asked: Asked) => Given) =>
    (...asked: Asked): Given => {
      place.leave();
      return ask(...asked);
    };
  return {
    ...deps,
    outcomeOf: leaving(deps.outcomeOf),
    calendarOf: booking => {
      const { slots, reserve, release } = deps.calendarOf(booking);
      return { slots: leaving(slots), reserve: leaving(reserve), release };
    },
  };
}
