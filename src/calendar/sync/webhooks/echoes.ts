// Webhooks that only repeat a change of ours: kept in memory until its outcome is known, and stored only where they say anything else.
import type { Logger } from 'pino';
import { appointment } from '../../../domain/appointment/appointment.ts';
import { type AppointmentState, pendingOf } from '../../../domain/appointment/appointment-state.ts';
import type { Clock } from '../../../domain/clock.ts';
import { appointmentStream } from '../../../domain/ids.ts';
import type { Executor } from '../../../platform/eventstore/execute.ts';
import type { CalendarJob } from '../../lease/lease.ts';
import { factsInWebhook, tellsOtherwise } from '../../record/booking-facts.ts';
import type { OutcomeHub } from '../../record/outcome-hub.ts';
import type { OwnChanges, ToldOfBooking } from '../../record/own-changes.ts';
import type { StoredWebhook } from './stored-webhooks.ts';

/**
 * The calendar tells of a change of ours before it answers us, and waits until it is acknowledged: so it is acknowledged at once, the
 * answer is recorded meanwhile, and the webhook is an echo then.
 */
export interface Echoes {
  /** True where nothing is left to be done with it: it repeats what the stream holds, or is held until that is known. */
  takes(arrived: ArrivedWebhook, told: ToldOfBooking): boolean;
  /** Stores what is held. */
  stop(): Promise<void>;
}

export type ArrivedWebhook = Omit<StoredWebhook, 'attempts'>;

export interface EchoesOptions {
  executor: Pick<Executor, 'peek'>;
  hub: Pick<OutcomeHub, 'outcomeOf'>;
  ownChanges: Pick<OwnChanges, 'of'>;
  clock: Clock;
  log: Logger;
  /** The whole way, for what is no echo. */
  store(arrived: ArrivedWebhook): Promise<unknown>;
  observe(result: 'echo'): void;
}

/** How long an outcome is waited for. */
export const echoPauseMs = 250;
/** More are stored as they come. */
export const mostHeld = 500;
const storeAgainMs = 1_000;

export function createEchoes({ executor, hub, ownChanges, clock, log, store, observe }: EchoesOptions): Echoes {
  const stopping = new AbortController();
  const stopped = new Promise<void>(resolve => {
    stopping.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const held = new Set<Promise<void>>();
  const stateOf = ({ companyId, appointmentId }: CalendarJob): AppointmentState | undefined =>
    executor.peek(appointment, appointmentStream(companyId, appointmentId))?.state;

  function isEcho(job: CalendarJob, told: ToldOfBooking): boolean {
    const state = stateOf(job);
    if (!state || !isEchoOf(state, told)) return false;
    observe('echo');
    return true;
  }

  async function hold(job: CalendarJob, arrived: ArrivedWebhook, told: ToldOfBooking): Promise<void> {
    await Promise.race([hub.outcomeOf(job.modificationId, echoPauseMs), stopped]);
    while (!isEcho(job, told)) {
      // It was acknowledged, and does not come again.
      const fault = await store(arrived).then(
        () => false,
        () => true,
      );
      if (!fault) return;
      const { companyId, digest } = arrived;
      log.warn({ companyId, digest, code: 'database_unavailable' }, 'webhook could not be stored');
      if (stopping.signal.aborted) return;
      await clock.sleep(storeAgainMs, stopping.signal).catch(() => undefined);
    }
  }

  return {
    takes(arrived, told) {
      const job = ownChanges.of(arrived.companyId, told);
      if (!job) return false;
      if (isEcho(job, told)) return true;
      // Only what is pending in the stream is looked at again where this process dies.
      const state = stateOf(job);
      const isPending = state !== undefined && pendingOf(state)?.modificationId === job.modificationId;
      if (!isPending || stopping.signal.aborted || held.size >= mostHeld) return false;
      const holding: Promise<void> = hold(job, arrived, told).finally(() => held.delete(holding));
      held.add(holding);
      return true;
    },
    async stop() {
      stopping.abort();
      await Promise.all(held);
    },
  };
}

/** Whether the appointment's stream holds all that is told. */
export function isEchoOf(state: AppointmentState, { news, booking }: ToldOfBooking): boolean {
  if (state.booking?.uid !== booking.uid || pendingOf(state)) return false;
  if (news === 'cancelled') return state.status === 'cancelled' && !booking.newTimeRequested;
  // Only a move that says from where names the booking it led to.
  const isMove = news === 'moved' && booking.movedFrom !== null;
  const asWeHaveIt = state.awaiting === undefined && !tellsOtherwise(state, factsInWebhook(booking));
  return isMove && state.status === 'scheduled' && asWeHaveIt;
}
