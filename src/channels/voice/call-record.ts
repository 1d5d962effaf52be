// Writes what an agent's vendor tells of a call to the call's stream: that it began, that it ended, and what else the vendor knows.
import { type CallSource, startedEvent } from '../../calls/call-source.ts';
import type { Deadline } from '../../calls/deadline.ts';
import type { CompanyOfCall } from '../../calls/line.ts';
import { type CallState, call } from '../../domain/call/call.ts';
import { accepted } from '../../domain/decision.ts';
import type { CallEvent, DataOf, NewEvent } from '../../domain/event-catalogue.ts';
import { callStream, derivedId } from '../../domain/ids.ts';
import type { Command, Executor } from '../../platform/eventstore/execute.ts';

export interface Told {
  /** Who tells it; the actor of the events. */
  vendor: 'retell' | 'vapi';
  /** What is told, by the vendor's name: the same is written once. */
  event: string;
  source: CallSource;
  /** What it adds to the call, beside that it began. */
  events(state: CallState): NewEvent<CallEvent>[];
}

export type RecordCall = (found: CompanyOfCall, told: Told, deadline: Deadline) => Promise<void>;

export const createCallRecord =
  (executor: Executor): RecordCall =>
  async ({ companyId, country }, { vendor, event, source, events }, deadline) => {
    const { callId } = source;
    const recording: Command<CallState, CallEvent> = {
      signal: deadline.signal,
      aggregate: call,
      stream: callStream(callId),
      commandId: derivedId('lifecycle', callId, event),
      context: { correlationId: callId, companyId, actor: { kind: 'system', id: vendor }, channel: 'phone' },
      decide: (state: CallState) => {
        // A call id of another company's: nothing is written to a stream that is not this company's.
        if (state.companyId !== undefined && state.companyId !== companyId) return accepted<CallEvent>();
        const data = startedEvent(companyId, { ...source, country });
        const started: NewEvent<CallEvent>[] = state.started
          ? []
          : [{ id: derivedId('call-started', callId), type: 'CallStarted', data }];
        return accepted<CallEvent>(...started, ...events(state));
      },
    };
    await deadline.within(() => executor.execute(recording));
  };

/** That a call ended, once. */
export function ended(state: CallState, callId: string, data: DataOf<'CallEnded'>): NewEvent<CallEvent>[] {
  return state.ended ? [] : [{ type: 'CallEnded', id: derivedId('call-ended', callId), data }];
}
