// The caller wants an appointment cancelled.
import { z } from 'zod';
import { modificationKinds } from '../../domain/appointment/modification-kinds.ts';
import { understandAppointment } from '../understand/reference.ts';
import { customerName, day, feeAccepted, isoDay, isoTime, reason, time } from './arguments.ts';
import { defineFunction, sayMessage } from './call-function.ts';

export const cancelAppointment = defineFunction({
  name: modificationKinds.cancel.callFunction,
  arguments: z.object({
    appointment_date: day('Tag des Termins', 'Day of the appointment'),
    appointment_time: time('Uhrzeit des Termins, falls genannt', 'Time of the appointment, if given'),
    appointment_date_iso: isoDay,
    appointment_time_iso: isoTime,
    customer_name: customerName,
    reason,
    fee_accepted: feeAccepted,
  }),
  moments: { appointment: { day: 'appointment_date', time: 'appointment_time' } },
  required: ['appointment_date'],
  description: `Sagt einen Termin des Anrufers ab. Bei „confirmation_required“ die Gebühr nennen, fragen und bei Zustimmung mit fee_accepted=true erneut aufrufen. / Cancels an appointment of the caller. On "confirmation_required" tell the fee, ask, and call again with fee_accepted=true if the caller agrees. ${sayMessage}`,
  understand(args, scope) {
    const words = { day: args.appointment_date, time: args.appointment_time };
    const own = { day: args.appointment_date_iso, time: args.appointment_time_iso };
    const reference = understandAppointment(words, own, scope, { isCancelled: true });
    if (reference.kind === 'unclear') return reference;
    return { kind: 'change', operation: 'cancel', reference, newTime: () => ({ kind: 'none' }) };
  },
});
