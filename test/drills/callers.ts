// Who calls in a drill: most ask for their appointments, some cancel or move one that nobody else touches, with a booking at Cal.com or without.
import { setTimeout as sleep } from 'node:timers/promises';
import type { CalcomSandbox } from '@rebook/calcom-sandbox';
import { DateTime } from 'luxon';
import { eventually } from '../promises/killable-service.ts';
import type { ServiceClient } from '../promises/service-client.ts';
import { line, uidFor, zone } from '../support/world.ts';

/** Until it succeeds, or for so long that it never will. */
async function again<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tries === 600) throw error;
      await sleep(200);
    }
  }
}

const companyId = 'salon';
const eventTypeId = 7;
const lister = '+4915177777000';
/** Where callers move their appointments to, and where staff have moved some before. */
const [newTime, timeBefore] = ['15:00', '13:30'];
/** Of ten calls. Cal.com lets two requests a second through, and a move may need three. */
const kinds = ['list', 'cancel', 'list', 'list', 'move', 'list', 'list', 'booked', 'list', 'list'] as const;

/** One appointment, and the change its customer is going to ask for. */
export interface Change {
  id: string;
  operation: 'cancel' | 'reschedule';
  stream: string;
  /** With a booking at Cal.com. */
  uid: string | undefined;
  newStart: string;
  number: string;
}
export interface Caller {
  callId: string;
  raw: string;
  /** Undefined: they ask for their appointments. */
  change: Change | undefined;
  /** The clock time at which the appointment stands that they hear of, where one was made for it. */
  stands?: string | undefined;
}
type Service = Pick<ServiceClient, 'must'>;

export async function createCallers(service: Service, sandbox: CalcomSandbox, apiKey: string) {
  const startsAt = new Date(Date.now() + 30 * 86_400_000);
  startsAt.setUTCHours(10, 0, 0, 0);
  const day = startsAt.toISOString().slice(0, 10);
  const at = (time: string) => DateTime.fromISO(`${day}T${time}`, { zone }).toJSDate().toISOString();
  const endsAt = new Date(startsAt.getTime() + 1_800_000).toISOString();
  const changes: Record<Exclude<(typeof kinds)[number], 'list'>, Change[]> = { cancel: [], move: [], booked: [] };
  /** Numbers of customers who only ask. */
  const standing: string[] = [];
  let serial = 0;
  let calls = 0;

  sandbox.seedEventType({ id: eventTypeId, apiKey, openingHours: null });
  await service.must('POST', '/v1/companies', {
    ...{
      company_id: companyId,
      name: 'Salon',
      language: 'de',
      time_zone: zone,
      currency: 'EUR',
      handover: { number: '+493087654321' },
    },
  });
  await service.must('POST', '/v1/companies/salon/lines', { line });
  await enter('lister', lister, undefined);

  async function enter(id: string, phone: string, uid: string | undefined): Promise<void> {
    const booking = uid === undefined ? {} : { booking: { uid, calendar_service_id: eventTypeId, form: 'single' } };
    await service.must('POST', '/v1/customers', { company_id: companyId, customer_id: id, name: `Gast ${id}`, phone });
    await service.must('POST', '/v1/appointments', {
      ...{
        company_id: companyId,
        appointment_id: id,
        customer_id: id,
        time_zone: zone,
        starts_at: startsAt.toISOString(),
        ends_at: endsAt,
        ...booking,
      },
    });
  }

  async function newChange(kind: keyof typeof changes): Promise<Change> {
    serial += 1;
    const id = `g${serial}`;
    const number = `+49151${20_000_000 + serial}`;
    const uid = kind === 'booked' ? uidFor(id) : undefined;
    if (uid !== undefined) {
      const attendee = { name: 'Gast', email: `${id}@gast.example` };
      sandbox.seed({ uid, apiKey, start: startsAt.toISOString(), end: endsAt, eventTypeId, attendee, hostId: serial });
    }
    await enter(id, number, uid);
    // Who calls has been entered for a while.
    await eventually(async () => void (await service.must('GET', `/v1/appointments/${id}?company=${companyId}`)));
    const operation = kind === 'move' || (kind === 'booked' && serial % 2 === 0) ? 'reschedule' : 'cancel';
    return { id, operation, stream: `appointment-${companyId}.${id}`, uid, newStart: at(newTime), number };
  }

  /** An appointment that staff have moved before, at this service. */
  async function movedBefore(kind: 'cancel' | 'move', by: Service): Promise<Change> {
    // Where there is too much to do it is tried again.
    const change = await again(() => newChange(kind));
    const path = `/v1/appointments/${change.id}`;
    await again(async () => {
      const body = { company_id: companyId, new_starts_at: at(timeBefore) };
      const { status, code } = await by.must('POST', `${path}/reschedule`, body);
      if (status !== 'rescheduled' && code !== 'same_time') throw new Error(`not moved: ${status} ${code}`);
    });
    await again(async () => {
      const { starts_at } = await by.must('GET', `${path}?company=${companyId}`);
      if (Date.parse(String(starts_at)) !== Date.parse(at(timeBefore))) throw new Error('it does not show yet');
    });
    return change;
  }

  const argumentsOf = (change: Change | undefined): { name: string; args: object } => {
    switch (change?.operation) {
      case undefined:
        return { name: 'list_appointments', args: {} };
      case 'cancel':
        return { name: 'cancel_appointment', args: { appointment_date: day } };
      case 'reschedule':
        return { name: 'reschedule_appointment', args: { old_date: day, new_date: day, new_time: newTime } };
    }
  };

  /** `asks`: the number of one whose appointment was moved before, where they only ask. */
  function callerOf(change: Change | undefined, asks?: string): Caller {
    calls += 1;
    const callId = `drill_${calls}`;
    const from_number = change?.number ?? asks ?? lister;
    const call = { call_id: callId, call_type: 'phone_call', direction: 'inbound', from_number, to_number: line };
    return {
      ...{ callId, raw: JSON.stringify({ call, ...argumentsOf(change) }), change },
      stands: change === undefined && asks !== undefined ? timeBefore : undefined,
    };
  }

  return {
    /** Makes sure that so many calls can follow. Staff may have to try again. */
    async stock(next: number): Promise<void> {
      const each = Math.ceil(next / kinds.length);
      await Promise.all(
        (['cancel', 'move', 'booked'] as const).map(async kind => {
          for (let tries = 0; changes[kind].length < each && tries < 2 * each; tries += 1) {
            const change = await newChange(kind).catch(() => undefined);
            if (change) changes[kind].push(change);
          }
        }),
      );
    },
    /** Three who call about an appointment that was moved before at this service: to hear of it, to cancel it, to move it again. */
    async afterMoveBy(by: Service): Promise<Caller[]> {
      const [asked, cancelled, moved] = await Promise.all(
        (['cancel', 'cancel', 'move'] as const).map(kind => movedBefore(kind, by)),
      );
      if (asked) standing.push(asked.number);
      return [callerOf(undefined, asked?.number), callerOf(cancelled), callerOf(moved)];
    },
    /** Where no appointment is left to change, they ask for theirs. */
    next(): Caller {
      const kind = kinds[calls % kinds.length] ?? 'list';
      return callerOf(kind === 'list' ? undefined : changes[kind].shift(), standing[calls % (2 * standing.length)]);
    },
  };
}
