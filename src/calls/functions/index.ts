// Every function the agent can call.
import type { CallFunction } from './call-function.ts';
import { cancelAppointment } from './cancel-appointment.ts';
import { findSlots } from './find-slots.ts';
import { listAppointments } from './list-appointments.ts';
import { rescheduleAppointment } from './reschedule-appointment.ts';

export const callFunctions: readonly CallFunction[] = [cancelAppointment, rescheduleAppointment, listAppointments, findSlots];

const byName = new Map(callFunctions.map(one => [one.name, one]));

/** Undefined where no function has this name. */
export const callFunctionNamed = (name: string): CallFunction | undefined => byName.get(name);
