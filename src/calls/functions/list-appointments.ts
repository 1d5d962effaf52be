// The caller wants to hear which appointments they have.
import { z } from 'zod';
import { isLinkedByMore } from '../../domain/call/call.ts';
import { withholdsNumber } from '../call-source.ts';
import { asTheyStand } from '../find/find.ts';
import { choicesOf, resultOf } from '../result.ts';
import { noDay } from '../understand/moments.ts';
import { customerName } from './arguments.ts';
import { defineFunction, sayMessage } from './call-function.ts';

const listAheadMs = 366 * 24 * 3_600_000;
const mostListed = 31;

/** Said only to callers who are known by more than a name. */
export const listAppointments = defineFunction({
  name: 'list_appointments',
  arguments: z.object({ customer_name: customerName }),
  required: [],
  description: `Nennt die kommenden Termine des Anrufers. / Lists the caller's coming appointments. ${sayMessage}`,
  understand(_, scope, source) {
    // A name would show them whether its bearer is a customer, so it is not even looked up.
    if (withholdsNumber(source) && !isLinkedByMore(scope.call))
      return { kind: 'unclear', code: 'number_needed', about: 'appointment' };
    return {
      kind: 'tell_caller',
      reference: noDay,
      async answer(caller, deps) {
        const about = { customerName: caller.name, events: caller.events };
        // Otherwise anyone who knows a name would learn when its bearer can be met.
        if (caller.isKnownByNameOnly) {
          await caller.fail();
          return resultOf(scope, 'number_needed', about);
        }
        await caller.clear();
        const ahead = { from: scope.now, to: new Date(scope.now.getTime() + listAheadMs) };
        const coming = async () => {
          const known = await deps.queries.appointmentsOf(scope.context.companyId, caller.customerId, source.callId, ahead);
          return known.filter(({ newTimeRequested }) => !newTimeRequested).slice(0, mostListed);
        };
        const standing = await asTheyStand(coming, named => named, scope, deps);
        const listed = choicesOf(standing, scope);
        return resultOf(scope, standing.length > 0 ? 'listed' : 'nothing_listed', { ...about, ...listed });
      },
    };
  },
});
