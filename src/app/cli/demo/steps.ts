// The five calls of the demonstration, each with its expected result.

import type { CalcomSandbox } from '@rebook/calcom-sandbox';
import type { DateTime } from 'luxon';
import type { Answer } from '../../../calls/answer/answer.ts';
import type { ObservedEffects } from './observe-effects.ts';
import { sayings } from './sayings.ts';
import type { DemoDays, DemoStage } from './world.ts';

/** A caller: their number (or `anonymous`), the line they have called, and the call they are in. */
export interface Caller {
  number: string;
  line: string;
  callId: string;
}

export interface Heard {
  answer: Answer;
  /** From the request to the answer, in milliseconds. */
  took: number;
}

export type CallFunction = (caller: Caller, name: string, args: Record<string, unknown>) => Promise<Heard>;

export interface Turn extends Heard {
  who: string;
  says: string;
  /** What was heard, in English, where it was another language. */
  english?: string;
  callId: string;
}

export interface Step {
  title: string;
  short: string;
  /** Which of its answers is printed where there is room for one: the first or the last. */
  telling: 0 | -1;
  /** `circuitIsOpen` asks the service itself. */
  play(call: CallFunction, sandbox: CalcomSandbox, circuitIsOpen: () => Promise<boolean>): Promise<Turn[]>;
  /** The differences from the expected result; empty if there are none. */
  check(turns: Turn[], witnessed: ObservedEffects, refused: number): string[];
}

const day = (at: DateTime): string => at.toFormat('yyyy-MM-dd');
const time = (at: DateTime): string => at.toFormat('HH:mm');

export function demoSteps(days: DemoDays, { salon, neighbour, language, run }: DemoStage): Step[] {
  const appointments = `appointment-${salon.companyId}.`;
  const { moved, movedTo, soon, left, stranded } = days;
  const say = sayings[language];
  const hansi = moved.customer.name;
  const atSalon = (number: string, call: string): Caller => ({ number, line: salon.line, callId: `${run}-${call}` });
  return [
    {
      title: 'A known number moves an appointment',
      short: 'A known number moves',
      telling: -1,
      async play(call) {
        const caller = atSalon(moved.customer.phone, '1');
        const args = { old_date: day(moved.startsAt), new_date: day(movedTo), new_time: time(movedTo) };
        const heard = await call(caller, 'reschedule_appointment', args);
        return [{ who: hansi, says: say.move(moved.startsAt, movedTo), callId: caller.callId, ...heard }];
      },
      check: ([turn], { events, requests }) => [
        ...expectStatus(turn, 'rescheduled'),
        ...expectEvents(events, appointments, ['AppointmentRescheduled', 'CalendarBookingRescheduled']),
        ...expectRequest(requests, `/v2/bookings/${moved.bookingUid}/reschedule`),
      ],
    },
    {
      title: 'Known by name and day alone: the fee is heard before it is taken',
      short: 'A name alone cancels',
      telling: 0,
      async play(call) {
        const caller = atSalon('anonymous', '2');
        const args = { appointment_date: day(movedTo), customer_name: hansi };
        const asked = await call(caller, 'cancel_appointment', args);
        const done = await call(caller, 'cancel_appointment', { ...args, fee_accepted: true });
        return [
          { who: hansi, says: say.cancel(movedTo), callId: caller.callId, ...asked },
          { who: hansi, says: say.acceptFee, callId: caller.callId, ...done },
        ];
      },
      check: ([asked, done], { events, requests }) => [
        ...expectStatus(asked, 'confirmation_required'),
        ...expectStatus(done, 'cancelled'),
        ...expectEvents(events, appointments, ['AppointmentCancelled', 'CalendarBookingCancelled']),
        ...(requests.some(({ path }) => path.endsWith('/cancel') && !path.includes(moved.bookingUid))
          ? []
          : ['the new booking was not cancelled at Cal.com']),
      ],
    },
    {
      title: 'Too late: less than a day of notice',
      short: 'Too late',
      telling: -1,
      async play(call) {
        const caller = atSalon(soon.customer.phone, '3');
        const args = { appointment_date: day(soon.startsAt), appointment_time: time(soon.startsAt) };
        const heard = await call(caller, 'cancel_appointment', args);
        return [{ who: soon.customer.name, says: say.cancel(soon.startsAt), callId: caller.callId, ...heard }];
      },
      check: ([turn], { events, requests }) => [
        ...expectStatus(turn, 'refused'),
        ...expectEvents(events, appointments, []),
        ...(requests.length === 0 ? [] : ['Cal.com was asked though nothing was decided']),
      ],
    },
    {
      title: 'A stranger guesses names: the fourth try is blocked',
      short: 'A stranger guesses',
      telling: -1,
      async play(call) {
        const turns: Turn[] = [];
        for (const [index, name] of ['Hansi Huber', 'Hans Hinterseer', 'Hanni Hintermoser', 'Hansi Hinterhuber'].entries()) {
          const caller = atSalon('+4915199999999', `4${'abcd'[index]}`);
          const args = { appointment_date: day(left.startsAt), customer_name: name };
          const heard = await call(caller, 'cancel_appointment', args);
          turns.push({ who: 'Stranger', says: say.hereIs(name), callId: caller.callId, ...heard });
        }
        return turns;
      },
      check: (turns, { events }) => [
        ...turns.slice(0, 3).flatMap(turn => expectStatus(turn, 'not_found')),
        ...expectStatus(turns[3], 'locked_out'),
        ...expectEvents(events, appointments, []),
        ...(events.some(({ type }) => type === 'CallerLockedOut') ? [] : ['the lockout was not recorded']),
      ],
    },
    {
      title: 'Cal.com is down: five real failures open the circuit, and nothing is promised',
      short: 'Cal.com is down',
      telling: -1,
      async play(call, sandbox, circuitIsOpen) {
        const turns: Turn[] = [];
        const ask = async () => {
          const caller = { number: stranded.customer.phone, line: neighbour.line, callId: `${run}-5${'abcdefg'[turns.length]}` };
          const wanted = stranded.startsAt.plus({ days: 1, minutes: 30 * ((turns.length + 1) % 4) });
          const args = { old_date: day(stranded.startsAt), new_date: day(wanted), new_time: time(wanted) };
          const heard = await call(caller, 'reschedule_appointment', args);
          turns.push({ who: stranded.customer.name, says: say.moveTo(wanted), callId: caller.callId, ...heard });
        };
        await sandbox.goDown();
        try {
          while (turns.length < mostFailingCalls && !(await circuitIsOpen())) await ask();
          await ask();
        } finally {
          await sandbox.comeBack();
        }
        return turns;
      },
      check: (turns, { events }, refused) => [
        ...turns.flatMap(turn => expectStatus(turn, 'calendar_unavailable')),
        ...(refused === failuresThatOpen ? [] : [`expected ${failuresThatOpen} refused connections, got ${refused}`]),
        ...(turns.length > 1 && turns.length <= mostFailingCalls ? [] : ['the circuit did not open']),
        ...(events.filter(({ type }) => type === 'AppointmentRescheduled').length === turns.length - 1
          ? []
          : ['the last call must have appended nothing to the appointment']),
      ],
    },
  ];
}

/** As the circuit breaker has it. */
const failuresThatOpen = 5;
/** Each call fails at least once before it gives up, and five failures in a row open the circuit. */
const mostFailingCalls = 6;

const expectStatus = (turn: Turn | undefined, status: string): string[] =>
  turn?.answer.status === status
    ? []
    : [`expected the answer "${status}", got "${turn?.answer.status ?? 'none'}" (${turn?.answer.code ?? ''})`];

function expectEvents(events: ObservedEffects['events'], prefix: string, types: string[]): string[] {
  const found = events.filter(({ stream }) => stream.startsWith(prefix)).map(({ type }) => type);
  return found.join() === types.join()
    ? []
    : [`expected the events [${types.join(', ')}] on the appointment, got [${found.join(', ')}]`];
}

const expectRequest = (requests: ObservedEffects['requests'], path: string): string[] =>
  requests.some(request => request.path === path) ? [] : [`expected a request to ${path}`];
