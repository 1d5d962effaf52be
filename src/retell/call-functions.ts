// From the arguments of a function to what reception is asked for.
import type { CallFunction } from '../calls/request.ts';
import { type FunctionName, functionArguments } from './function-arguments.ts';

/** What is asked, or undefined where the arguments are of no form the function takes (objects, lists). */
export function callFunctionOf(name: FunctionName, args: Record<string, unknown>): CallFunction | undefined {
  switch (name) {
    case 'cancel_appointment': {
      const { data } = functionArguments.cancel_appointment.safeParse(args);
      return (
        data && {
          name,
          date: data.appointment_date,
          time: data.appointment_time,
          customerName: data.customer_name,
          reason: data.reason,
          feeAccepted: data.fee_accepted ?? false,
        }
      );
    }
    case 'reschedule_appointment': {
      const { data } = functionArguments.reschedule_appointment.safeParse(args);
      return (
        data && {
          name,
          date: data.old_date,
          time: data.old_time,
          newDate: data.new_date,
          newTime: data.new_time,
          customerName: data.customer_name,
          reason: data.reason,
          feeAccepted: data.fee_accepted ?? false,
        }
      );
    }
    case 'list_appointments': {
      const { data } = functionArguments.list_appointments.safeParse(args);
      return data && { name, customerName: data.customer_name };
    }
    case 'find_slots': {
      const { data } = functionArguments.find_slots.safeParse(args);
      return (
        data && {
          name,
          date: data.appointment_date,
          time: data.appointment_time,
          wantedDate: data.wanted_date,
          customerName: data.customer_name,
        }
      );
    }
  }
}
