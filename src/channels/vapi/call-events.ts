// The call's record from Vapi's messages: that it began and ended, how long it was and why it ended. Its transcript is not kept.
import type { CallState } from '../../domain/call/call.ts';
import { ended, type Told } from '../voice/call-record.ts';
import { sourceOf, type VapiMessage } from './payloads.ts';

/** What a message tells of its call; undefined where that is nothing we record. */
export function toldBy(message: VapiMessage): Told | undefined {
  const source = sourceOf(message);
  if (!source) return undefined;
  const { type, status } = message;
  if (type === 'status-update' && status === 'in-progress') {
    const startedAt = source.startedAt ?? message.timestamp;
    return { vendor: 'vapi', event: 'call_started', source: { ...source, startedAt }, events: () => [] };
  }
  if (type !== 'end-of-call-report' && !(type === 'status-update' && status === 'ended')) return undefined;
  // Whichever of the two comes first ends the call.
  const events = (state: CallState) => ended(state, source.callId, endOf(message, state.started?.startedAt));
  return { vendor: 'vapi', event: 'call_ended', source, events };
}

/** Where a message does not say how long the call was, that follows from its beginning, which we may know from an earlier one. */
function endOf({ call, timestamp, endedReason, ...message }: VapiMessage, knownStart: string | undefined) {
  const endedAt = message.endedAt ?? call?.endedAt ?? timestamp;
  const startedAt = message.startedAt ?? call?.startedAt ?? knownStart;
  const said = message.durationMs ?? (message.durationSeconds === undefined ? undefined : message.durationSeconds * 1_000);
  const between = endedAt !== undefined && startedAt !== undefined ? Date.parse(endedAt) - Date.parse(startedAt) : undefined;
  const durationMs = said ?? between;
  return {
    ...(endedReason !== undefined && { disconnectionReason: endedReason }),
    ...(durationMs !== undefined && durationMs >= 0 && { durationMs: Math.round(durationMs) }),
    ...(endedAt !== undefined && { endedAt }),
  };
}
