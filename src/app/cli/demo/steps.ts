// The five calls of the demonstration, each with its expected result.

import type { CalcomSandbox } from '@rebook/calcom-sandbox';
import type { DateTime } from 'luxon';
import type { Answer } from '../../../calls/answer/answer.ts';
import type { ObservedEffects } from './observe-effects.ts';
import { type DemoDays, type DemoStage, language } from './world.ts';

/** A caller: their number (or `anonymous`) and the call they are in. */
export interface Caller {
  number: string;
  callId: string;
}

export type CallFunction = (caller: Caller, name: string, args: Record<string, unknown>) => Promise<Answer>;

export interface Turn {
  says: string;
  answer: Answer;
}

export interface Step {
  title: string;
  /** `circuitIsOpen` asks the service itself. */
  play(call: CallFunction, sandbox: CalcomSandbox, circuitIsOpen: () => Promise<boolean>): Promise<Turn[]>;
  /** The differences from the expected result; empty if there are none. */
  check(turns: Turn[], witnessed: ObservedEffects, refused: number): string[];
}

const day = (at: DateTime): string => at.toFormat('yyyy-MM-dd');
const time = (at: DateTime): string => at.toFormat('HH:mm');
const spoken = (at: DateTime): string => at.setLocale(language).toFormat("cccc, d. MMMM, HH:mm 'Uhr'");

export function demoSteps(days: DemoDays, { companyId, run }: DemoStage): Step[] {
  const appointments = `appointment-${companyId}.`;
  const { moved, movedTo, soon, stranded } = days;
  const hansi = moved.customer.name;
  return [
    {
      title: 'A caller without a number moves their appointment',
      async play(call) {
        const caller = { number: 'anonymous', callId: `call_${run}_1` };
        const answer = await call(caller, 'reschedule_appointment', {
          old_date: day(moved.startsAt),
          new_date: day(movedTo),
          new_time: time(movedTo),
          customer_name: hansi,
        });
        return [{ says: `${hansi}: "Bitte von ${spoken(moved.startsAt)}, auf ${spoken(movedTo)}."`, answer }];
      },
      check: ([turn], { events, requests }) => [
        ...expectStatus(turn, 'rescheduled'),
        ...expectEvents(events, appointments, ['AppointmentRescheduled', 'CalendarBookingRescheduled']),
        ...expectRequest(requests, `/v2/bookings/${moved.bookingUid}/reschedule`),
      ],
    },
    {
      title: 'They cancel it after all, and hear the fee before it is taken',
      async play(call) {
        const caller = { number: 'anonymous', callId: `call_${run}_2` };
        const args = { appointment_date: day(movedTo), customer_name: hansi };
        const asked = await call(caller, 'cancel_appointment', args);
        const done = await call(caller, 'cancel_appointment', { ...args, fee_accepted: true });
        return [
          { says: `${hansi}: "Ich muss den Termin am ${spoken(movedTo)} doch absagen."`, answer: asked },
          { says: `${hansi}: "Ja, die Gebühr ist in Ordnung."`, answer: done },
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
      async play(call) {
        const caller = { number: soon.customer.phone ?? '', callId: `call_${run}_3` };
        const answer = await call(caller, 'cancel_appointment', {
          appointment_date: day(soon.startsAt),
          appointment_time: time(soon.startsAt),
        });
        return [{ says: `${soon.customer.name}: "Ich möchte meinen Termin am ${spoken(soon.startsAt)}, absagen."`, answer }];
      },
      check: ([turn], { events, requests }) => [
        ...expectStatus(turn, 'refused'),
        ...expectEvents(events, appointments, []),
        ...(requests.length === 0 ? [] : ['Cal.com was asked though nothing was decided']),
      ],
    },
    {
      title: 'A stranger guesses names: the fourth try in an hour is blocked',
      async play(call) {
        const turns: Turn[] = [];
        for (const [index, name] of ['Hansi Huber', 'Hans Hinterseer', 'Hanni Hintermoser', 'Hansi Hinterhuber'].entries()) {
          const caller = { number: '+4915199999999', callId: `call_${run}_4${index}` };
          const answer = await call(caller, 'cancel_appointment', {
            appointment_date: day(stranded.startsAt),
            customer_name: name,
          });
          turns.push({ says: `Unbekannte Nummer: "Hier ist ${name}."`, answer });
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
      title: 'Cal.com is down: five real failures open the circuit, then nothing is promised any more',
      async play(call, sandbox, circuitIsOpen) {
        const number = stranded.customer.phone ?? '';
        const turns: Turn[] = [];
        const ask = async () => {
          const attempt = turns.length + 1;
          const wanted = stranded.startsAt.plus({ days: 1, minutes: 30 * (attempt % 4) });
          const answer = await call({ number, callId: `call_${run}_5${attempt}` }, 'reschedule_appointment', {
            old_date: day(stranded.startsAt),
            new_date: day(wanted),
            new_time: time(wanted),
          });
          turns.push({ says: `${stranded.customer.name}: "Bitte auf ${spoken(wanted)}." (Anruf ${attempt})`, answer });
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
