// The tables of the analysis, cell by cell: a guest, one request, and all that it really did.
import { answerSchema } from '../../src/calls/answer/answer.ts';
import { createWatch, type Watched } from './watch.ts';
import type { CallOptions } from './world.ts';
import { createWorld, uidFor, type World } from './world.ts';

export type Operation = 'cancel' | 'reschedule';
export const both: readonly Operation[] = ['cancel', 'reschedule'];

export interface Guest {
  id: string;
  name: string;
  number: string | undefined;
  /** Local day of the appointment, which is at ten. */
  day: string;
}

export interface Asked {
  /** Whose appointment is asked for, and what must not be touched where the answer is no. */
  of: Guest;
  day?: string;
  args?: object;
  call?: CallOptions & { data?: object };
  /** Another appointment than the guest's own. */
  appointment?: string;
}

/** Clock times of the tables are local; Berlin is an hour or two ahead of UTC. */
export const at = (day: string, utc: string): string => {
  const summer = day >= '2027-03-28' && day < '2027-10-31';
  const [hours = '0', minutes] = utc.split(':');
  return `${day}T${String(Number(hours) - (summer ? 1 : 0)).padStart(2, '0')}:${minutes}:00.000Z`;
};

export type Cells = Awaited<ReturnType<typeof createCells>>;

/** A world whose guests and requests are numbered from `first` on. */
export async function createCells(first: number) {
  const world: World = await createWorld({ replyBudgetMs: 2_500 });
  const watching = await createWatch(world);
  let serial = first;
  const next = (): number => {
    serial += 1;
    return serial;
  };

  const booking = (
    id: string,
    customerId: string,
    day: string,
    { bookedAt = '2026-10-01T08:00:00.000Z', time = '09:00', ...more }: { bookedAt?: string; time?: string; price?: object } = {},
  ) => world.appointment(id, customerId, at(day, time), uidFor(id), { booked_at: bookedAt, ...more });

  /** A customer with an appointment booked long ago; every guest has a day of their own. */
  async function guest(
    options: Partial<Guest> & { booked?: string; appointment?: boolean; price?: object } = {},
  ): Promise<Guest> {
    const own = next();
    const id = options.id ?? String(own);
    const name = options.name ?? `Gast Nummer${own}heim`;
    const number = 'number' in options ? options.number : `+4915112${own}777`;
    const month = String(2 + Math.floor((own % 200) / 28)).padStart(2, '0');
    const day = options.day ?? `2027-${month}-${String((own % 28) + 1).padStart(2, '0')}`;
    await world.customer(id, name, number);
    const { booked, price } = options;
    if (options.appointment !== false)
      await booking(id, id, day, { ...(booked && { bookedAt: booked }), ...(price && { price }) });
    return { id, name, number, day };
  }

  async function ask(operation: Operation, { of, day = of.day, args = {}, call = {}, appointment = of.id }: Asked) {
    const callId = call.callId ?? `cell_${next()}`;
    const name = operation === 'cancel' ? 'cancel_appointment' : 'reschedule_appointment';
    const moments = operation === 'cancel' ? { appointment_date: day } : { old_date: day, new_date: day, new_time: '15:00' };
    const body = world.callBody(name, { ...moments, ...args }, { from: of.number ?? 'anonymous', callId, ...call });
    if (call.data) Object.assign(body.call, { metadata: call.data });
    const streams = { appointment: `appointment-salon.${appointment}`, call: `call-${callId}` };
    const watched = await watching.watch(streams, async () =>
      answerSchema.parse(await (await world.post('/retell/functions', body)).json()),
    );
    const found = (await world.events(streams.call)).findLast(
      event => event.type === 'CallerIdentified' || event.type === 'CallerNotIdentified',
    );
    const { answer, ...facts } = watched;
    return { answer, facts, identified: found?.type === 'CallerIdentified' ? found.data : undefined, tried: found?.data };
  }

  return {
    world,
    next,
    booking,
    guest,
    ask,
    unknownNumber: () => `+49160555${String(serial).padStart(5, '0')}`,
    async close() {
      await watching.close();
      await world.stop();
    },
  };
}

export const begun = ['CallStarted', 'FunctionCalled'];
const notNotified = { appointment_modifications: [], calls: [], notifications: [] };

/** All that a change does. */
export const yes: Record<Operation, Watched> = {
  cancel: {
    status: 'cancelled',
    code: 'cancelled',
    appointment: ['AppointmentCancelled', 'CalendarBookingCancelled'],
    call: [...begun, 'CallerIdentified', 'FunctionAnswered'],
    requests: ['POST cancel 200'],
    rows: { ...notNotified, appointments: ['cancelled_at', 'status'] },
  },
  reschedule: {
    status: 'rescheduled',
    code: 'rescheduled',
    appointment: ['AppointmentRescheduled', 'CalendarBookingRescheduled'],
    call: [...begun, 'CallerIdentified', 'FunctionAnswered'],
    requests: ['GET slots 200', 'POST reschedule 201'],
    rows: { ...notNotified, appointments: ['calcom_v2_booking_id', 'metadata', 'starts_at'] },
  },
};
/** A no: nothing of the appointment, nothing at Cal.com, no row but the call's own. */
export const no = (status: string, code: string, identified: boolean): Watched => ({
  status,
  code,
  appointment: [],
  call: [...begun, identified ? 'CallerIdentified' : 'CallerNotIdentified', 'FunctionAnswered'],
  requests: [],
  rows: { calls: [] },
});
