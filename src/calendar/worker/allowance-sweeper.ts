// Gives allowances back: after a revert, and where a claim's modification never appeared. The live events tell it of both; what
// happened while no process ran is found at the end of the store's log by the first pass.
import type { Logger } from 'pino';
import { releaseAllowanceOf } from '../../customers/merged-customer.ts';
import { appointment } from '../../domain/appointment/appointment.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Recorded } from '../../domain/event-catalogue.ts';
import { appointmentStream, customerStream, derivedId } from '../../domain/ids.ts';
import type { RequestContext } from '../../domain/metadata.ts';
import type { Executor } from '../../platform/eventstore/execute.ts';
import type { EventStore } from '../../platform/eventstore/store.ts';
import { createPollLoop, type PollLoop } from '../../platform/jobs/poll-loop.ts';

export interface AllowanceSweeper extends Pick<PollLoop, 'start' | 'stop'> {
  /** An event of the live subscription. Never throws. */
  observe(event: Recorded): void;
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
/** How far back the first pass looks: what a dying process left undone stands near the end. */
const readBack = 5_000;

interface Claimed {
  companyId: string;
  customerId: string;
  appointmentId: string;
  claimedAt: number;
}

export function createAllowanceSweeper({ executor, store, clock, log }: AllowanceSweeperOptions): AllowanceSweeper {
  /** Claims whose modification has not appeared yet, by its id. */
  const waiting = new Map<string, Claimed>();
  /** Reverts whose allowance has not been given back yet, by the modification's id. */
  const reverted = new Map<string, { event: Recorded; code: string }>();
  let endOfLogRead = false;

  async function release(companyId: string, customerId: string, modificationId: string, code: string): Promise<void> {
    const context: RequestContext = {
      correlationId: modificationId,
      causationId: modificationId,
      companyId,
      actor: { kind: 'system', id: 'allowance-sweeper' },
      channel: 'calendar',
    };
    const commandId = derivedId('sweep-allowance', modificationId);
    const released = await releaseAllowanceOf(
      { companyId, recordId: customerId, modificationId, code, commandId, context },
      executor,
    );
    if (released) log.info({ companyId, modificationId, code }, 'allowance released');
  }

  async function afterRevert(modificationId: string, event: Recorded, code: string): Promise<void> {
    const { companyId, subject } = event.metadata;
    const customerId = subject ?? (await executor.load(appointment, event.stream)).state.details?.customerId;
    if (customerId !== undefined) await release(companyId, customerId, modificationId, code);
    reverted.delete(modificationId);
  }

  /** The stream decides whether the modification exists, since the live events may be behind. */
  async function whereOrphaned(modificationId: string, claimed: Claimed): Promise<void> {
    // What was claimed by a clock that was ahead counts from now.
    claimed.claimedAt = Math.min(claimed.claimedAt, clock.now().getTime());
    if (clock.now().getTime() - claimed.claimedAt < orphanedAfterMs) return;
    const { companyId, customerId, appointmentId } = claimed;
    const decided = (await store.read(appointmentStream(companyId, appointmentId))).some(({ id }) => id === modificationId);
    if (!decided) await release(companyId, customerId, modificationId, 'modification_missing');
    // A resumed request may have claimed it again meanwhile.
    if (waiting.get(modificationId) === claimed) waiting.delete(modificationId);
  }

  /** What cannot be given back keeps nothing else from it, and is tried again by the next pass. */
  async function pass(): Promise<number> {
    if (!endOfLogRead) {
      for (const event of await store.newest(readBack)) observe(event);
      endOfLogRead = true;
    }
    const faults: unknown[] = [];
    for (const [id, { event, code }] of reverted) await afterRevert(id, event, code).catch(fault => faults.push(fault));
    for (const [id, claimed] of waiting) await whereOrphaned(id, claimed).catch(fault => faults.push(fault));
    if (faults.length > 0) throw faults[0];
    return sweepMs;
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
        reverted.set(modificationId, { event, code });
        loop.wake();
        return;
      }
      default:
        return;
    }
  }

  const loop = createPollLoop({
    name: 'allowance-sweeper',
    pass,
    afterFault: { firstMs: sweepMs, mostMs: sweepMs },
    failed: 'allowance could not be released',
    level: 'error',
    clock,
    log,
  });
  return { observe, start: loop.start, stop: loop.stop };
}
