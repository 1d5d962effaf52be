// The caller wants an appointment moved to another time.
import { z } from 'zod';
import { modificationKinds } from '../../domain/appointment/modification-kinds.ts';
import { oldAndNew } from '../understand/from-to.ts';
import { understandNewTime } from '../understand/new-time.ts';
import { understandAppointment } from '../understand/reference.ts';
import { customerName, day, feeAccepted, isoDay, isoTime, reason, time } from './arguments.ts';
import { defineFunction, sayMessage } from './call-function.ts';

export const rescheduleAppointment = defineFunction({
  name: modificationKinds.reschedule.callFunction,
  arguments: z.object({
    old_date: day('Tag des bisherigen Termins', 'Day of the present appointment'),
    old_time: time('Uhrzeit des bisherigen Termins, falls genannt', 'Time of the present appointment, if given'),
    new_date: day(
      'Gewünschter neuer Tag; weglassen, wenn nur die Uhrzeit eine andere sein soll',
      'The new day wanted; leave out where only the time is to be another',
    ),
    new_time: time('Gewünschte neue Uhrzeit', 'The new time wanted'),
    old_date_iso: isoDay,
    old_time_iso: isoTime,
    new_date_iso: isoDay,
    new_time_iso: isoTime,
    customer_name: customerName,
    reason,
    fee_accepted: feeAccepted,
  }),
  moments: { appointment: { day: 'old_date', time: 'old_time' }, new_time: { day: 'new_date', time: 'new_time' } },
  required: ['old_date', 'new_time'],
  description: `Verlegt einen Termin des Anrufers. Bei „slot_unavailable“ die Alternativen anbieten. Bei „confirmation_required“ die Gebühr nennen, fragen und bei Zustimmung mit fee_accepted=true erneut aufrufen. / Moves an appointment of the caller. On "slot_unavailable" offer the alternatives. On "confirmation_required" tell the fee, ask, and call again with fee_accepted=true if the caller agrees. ${sayMessage}`,
  understand(args, scope) {
    const own = { day: args.old_date_iso, time: args.old_time_iso };
    const { old, wanted } = oldAndNew(
      { day: args.old_date, time: args.old_time },
      { day: args.new_date, time: args.new_time },
      { isNamed: own.day !== undefined },
      scope,
    );
    const reference = understandAppointment(old, own, scope);
    if (reference.kind === 'unclear') return reference;
    return {
      kind: 'change',
      operation: 'reschedule',
      reference,
      newTime: moved =>
        understandNewTime(
          wanted,
          { day: args.new_date_iso, time: args.new_time_iso },
          moved,
          scope,
          // The day stays where the agent left this out. A placeholder in its place is asked about.
          { keepsDay: !('new_date' in args) && wanted.day === undefined },
        ),
    };
  },
});
