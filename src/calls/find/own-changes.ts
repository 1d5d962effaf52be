// Finds what this call has changed already: a caller who asks for it once more, in whatever words, hears that it is done, and
// nothing else is changed.
import { mergedCustomer } from '../../customers/merged-customer.ts';
import { appointment } from '../../domain/appointment/appointment.ts';
import { modificationKinds } from '../../domain/appointment/modification-kinds.ts';
import type { CallState } from '../../domain/call/call.ts';
import { appointmentStream } from '../../domain/ids.ts';
import type { ModificationKind } from '../../domain/values.ts';
import type { CallsDependencies } from '../dependencies.ts';
import type { FoundAppointment } from '../lookups.ts';
import type { RequestScope } from '../result.ts';
import { isWithin, type Moments } from '../understand/moments.ts';
import type { SearchResult } from './search.ts';

/** The last change of an appointment that this call has changed; most often this call's own. */
export interface OwnChange {
  operation: ModificationKind;
  /** As it is found now. */
  appointment: Pick<FoundAppointment, 'id' | 'startsAt' | 'bookingUid' | 'branchId'> & { serviceId?: string | null };
  from: string;
  /** Of a move. */
  to: string | undefined;
  /** Every start this call has taken it from or brought it to. */
  places: readonly string[];
}

/** What is asked for in this request. */
export interface WantedAction {
  operation: ModificationKind;
  /** Day and times of the appointment that is meant. */
  reference: Moments;
  /** Of a move: the new times that may be meant. */
  wanted: readonly string[];
}

export type ComparedWithOwnChanges =
  /** It is done: of this appointment, by this call. */
  | { kind: 'repeat'; of: OwnChange; newStartsAt: string | undefined }
  /** Another change, whose appointment is not named clearly enough beside what was changed. */
  | { kind: 'unclear'; choices: FoundAppointment[] }
  /** The search counts. */
  | { kind: 'search' };

/** This call's changes of this customer's appointments, the latest first. Their outcomes come from the streams. */
export async function ownChangesOf(scope: RequestScope, customerId: string, deps: CallsDependencies): Promise<OwnChange[]> {
  const { companyId } = scope.context;
  const made = modificationsOf(scope.call);
  const changes = await Promise.all(
    made.map(async ({ appointmentId, modificationId, places }): Promise<OwnChange[]> => {
      const { state } = await deps.executor.load(appointment, appointmentStream(companyId, appointmentId), { fresh: true });
      const { last, details, period, booking } = state;
      if (!details || !last) return [];
      // A change of this call that was reverted leaves the appointment where it was before.
      if (last.modificationId === modificationId && last.state === 'reverted') return [];
      if ((await mergedCustomer(companyId, details.customerId, deps.executor)).customerId !== customerId) return [];
      return [
        {
          operation: last.kind,
          appointment: {
            id: appointmentId,
            startsAt: period.startsAt,
            bookingUid: booking?.uid ?? null,
            branchId: details.branchId ?? null,
            serviceId: details.serviceId ?? null,
          },
          from: last.from.startsAt,
          to: last.to?.startsAt,
          places: [...places, last.from.startsAt, ...(last.to ? [last.to.startsAt] : [])],
        },
      ];
    }),
  );
  return changes.flat();
}

interface Changed {
  appointmentId: string;
  /** The latest. */
  modificationId: string;
  /** The times in the answers, for each modification. */
  places: string[];
}

/** The appointments this call was answered a change for, the latest changed first. */
function modificationsOf({ answers }: CallState): Changed[] {
  const changed = new Map<string, Changed>();
  for (const { appointmentId, modificationId, parameters } of answers.values()) {
    if (appointmentId === undefined || modificationId === undefined) continue;
    const named = [parameters.oldStartsAt, parameters.newStartsAt].filter(place => typeof place === 'string');
    const places = [...(changed.get(appointmentId)?.places ?? []), ...named];
    changed.delete(appointmentId);
    changed.set(appointmentId, { appointmentId, modificationId, places });
  }
  return [...changed.values()].reverse();
}

/**
 * Language models repeat themselves in other words: the old time left out, the new time named as the old one, another function. An
 * appointment is named clearly by its time, also by one that was offered, or by a day this call has changed nothing on.
 */
export function compareWithOwnChanges(
  wish: WantedAction,
  own: readonly OwnChange[],
  search: SearchResult,
): ComparedWithOwnChanges {
  const { operation, reference, wanted } = wish;
  const found = search.kind === 'found' ? search.appointment : undefined;
  const timed = reference.times.length > 0;
  const isOwn = own.some(change => change.appointment.id === found?.id);
  const saysService = reference.readings.some(({ services }) => services !== undefined);
  // A time, or a service, that fits another appointment names that one, whatever was done before.
  const namesAnother = (timed || saysService) && found !== undefined && !isOwn;
  if (namesAnother) return { kind: 'search' };

  for (const change of own) {
    if (change.operation !== operation || !mayBeOfService(change, reference)) continue;
    if (modificationKinds[operation].moves) {
      const again = wanted.find(instant => sameInstant(instant, change.to));
      // Another day is another appointment's: that one would be moved to the very same time, so it is asked about below.
      const another = found !== undefined && found.id !== change.appointment.id && !touches(change, reference);
      if (again !== undefined && !another) return { kind: 'repeat', of: change, newStartsAt: again };
    } else if (isOnDay(change.from, reference) && (!timed || isNamed(change.from, reference) || search.kind !== 'choose')) {
      return { kind: 'repeat', of: change, newStartsAt: undefined };
    }
  }
  const touched = own.filter(change => touches(change, reference));
  const ended = touched.find(change => modificationKinds[change.operation].ends);
  // An appointment this call has cancelled is neither moved nor cancelled again: the answer says so, not that nothing was found.
  if (ended && found === undefined && search.kind !== 'choose') return { kind: 'repeat', of: ended, newStartsAt: wanted[0] };
  if (found === undefined || timed) return { kind: 'search' };
  const corrects = own.some(change => change.appointment.id === found.id && change.operation === operation);
  const sameGoal = own.some(change => wanted.some(instant => sameInstant(instant, change.to)));
  return !corrects && (touched.length > 0 || sameGoal) ? { kind: 'unclear', choices: [found] } : { kind: 'search' };
}

/** False where another service was said than the one of the changed appointment. */
const mayBeOfService = ({ appointment: { serviceId } }: OwnChange, { readings }: Moments): boolean =>
  readings.length === 0 || readings.some(({ services }) => services === undefined || !serviceId || services.includes(serviceId));

/** Whether the day is one this call took the appointment from, or brought it to. */
const touches = ({ places }: OwnChange, reference: Moments): boolean => places.some(place => isOnDay(place, reference));

const isOnDay = (instant: string, { days }: Moments): boolean => isWithin(instant, days);

const isNamed = (instant: string, { times }: Moments): boolean => times.some(time => sameInstant(time, instant));
const sameInstant = (a: string, b: string | undefined): boolean => b !== undefined && Date.parse(a) === Date.parse(b);
