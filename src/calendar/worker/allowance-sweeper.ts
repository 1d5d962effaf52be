// Gives allowances back: after a revert, and where a claim's modification never appeared. Driven by the live events; what
// happened while no process ran is found at the end of the store's log when one starts.
import type { Logger } from 'pino';
import { releaseAllowanceOf } from '../../customers/merged-customer.ts';
import { appointment } from '../../domain/appointment/appointment.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Recorded } from '../../domain/event-catalogue.ts';
import { appointmentStream, customerStream, derivedId } from '../../domain/ids.ts';
import type { Executor } from '../../platform/eventstore/execute.ts';
import type { EventStore } from '../../platform/eventstore/store.ts';

export interface AllowanceSweeper {
  /** An event of the live subscription. Never throws. */
  observe(event: Recorded): void;
  start(): void;
  stop(): Promise<void>;
}

export interface AllowanceSweeperOptions {
  executor: Executor;
  store: Pick<EventStore, 'newest' | 'read'>;
  clock: Clock;
  log: Logger;
}

/** A decision follows its claim within milliseconds; after this it will not come. A later one would claim again. */
const orphanedAfterMs = 5 * 60_000;
const sweepMs = 60_000;
/** How far back the start looks: what a dying process left undone stands near the end. */
const readBack = 5_000;

interface Claimed {
  companyId: string;
  customerId: string;
  appointmentId: string;
  claimedAt: number;
}

export function createAllowanceSweeper({ executor, store, clock, log }: AllowanceSweeperOptions): AllowanceSweeper {
  /** Claims whose modification has not appeared yet. */
  const waiting = new Map<string, Claimed>();
  const stopping = new AbortController();
  let sweeping: Promise<void> | undefined;
  let releasing: Promise<void> = Promise.resolve();

  function queue(work: () => Promise<void>): void {
    releasing = releasing.then(work).catch(error => {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'internal_fault';
      log.error({ code }, 'allowance could not be released');
    });
  }

  async function release(companyId: string, customerId: string, modificationId: string, code: string): Promise<void> {
    const released = await releaseAllowanceOf(
      {
        companyId,
        recordId: customerId,
        modificationId,
        code,
        commandId: derivedId('sweep-allowance', modificationId),
        context: {
          correlationId: modificationId,
          causationId: modificationId,
          companyId,
          actor: { kind: 'system', id: 'allowance-sweeper' },
          channel: 'calendar',
        },
      },
      executor,
    );
    if (released) log.info({ companyId, modificationId, code }, 'allowance released');
  }

  async function afterRevert(event: Recorded, modificationId: string, code: string): Promise<void> {
    const { companyId, subject } = event.metadata;
    const customerId = subject ?? (await executor.load(appointment, event.stream)).state.details?.customerId;
    if (customerId !== undefined) await release(companyId, customerId, modificationId, code);
  }

  /** The stream decides whether the modification exists, since the live events may be behind. */
  async function sweep(): Promise<void> {
    for (const [modificationId, claimed] of waiting) {
      // What was claimed by a clock that was ahead counts from now.
      claimed.claimedAt = Math.min(claimed.claimedAt, clock.now().getTime());
      if (clock.now().getTime() - claimed.claimedAt < orphanedAfterMs) continue;
      const { companyId, customerId, appointmentId } = claimed;
      const stream = appointmentStream(companyId, appointmentId);
      const decided = (await store.read(stream)).some(({ id }) => id === modificationId);
      waiting.delete(modificationId);
      if (!decided) await release(companyId, customerId, modificationId, 'modification_missing');
    }
  }

  function observe(event: Recorded): void {
    switch (event.type) {
      case 'AllowanceClaimed': {
        const { companyId } = event.metadata;
        const customerId = event.stream.slice(customerStream(companyId, '').length);
        const { modificationId, appointmentId } = event.data;
        waiting.set(modificationId, { companyId, customerId, appointmentId, claimedAt: Date.parse(event.metadata.occurredAt) });
        return;
      }
      case 'AllowanceReleased':
        waiting.delete(event.data.modificationId);
        return;
      case 'AppointmentCancelled':
      case 'AppointmentRescheduled':
        waiting.delete(event.id);
        return;
      case 'AppointmentCancellationReverted':
      case 'AppointmentRescheduleReverted': {
        const { modificationId, code } = event.data;
        queue(() => afterRevert(event, modificationId, code));
        return;
      }
      default:
        return;
    }
  }

  async function sweepForever(): Promise<void> {
    const missed = await store.newest(readBack).catch(() => {
      log.warn({ code: 'event_store_unavailable' }, 'allowances claimed before the start were not checked');
      return [];
    });
    for (const event of missed) observe(event);
    while (!stopping.signal.aborted) {
      queue(sweep);
      await clock.sleep(sweepMs, stopping.signal).catch(() => undefined);
    }
    await releasing;
  }

  return {
    observe,
    start() {
      sweeping ??= sweepForever();
    },
    async stop() {
      stopping.abort();
      await sweeping;
      await releasing;
    },
  };
}
