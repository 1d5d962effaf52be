// What an event tells those who watch: ids and its type, nothing a person said or is called.
import type { Recorded } from '../../../domain/event-catalogue.ts';

export interface Change {
  position: bigint;
  companyId: string;
  type: string;
  stream: string;
  appointmentId: string | undefined;
  customerId: string | undefined;
  callId: string | undefined;
}

/** The ids come from the name of the stream and from the event itself. */
export function changeOf({ position, type, stream, metadata, data }: Recorded): Change {
  const { companyId, subject } = metadata;
  const named = (field: string): string | undefined => {
    const value: unknown = Object.entries(data).find(([name]) => name === field)?.[1];
    return typeof value === 'string' ? value : undefined;
  };
  const own = (category: string): string | undefined => {
    const prefix = `${category}-${companyId}.`;
    return stream.startsWith(prefix) ? stream.slice(prefix.length) : undefined;
  };
  return {
    ...{ position, companyId, type, stream },
    appointmentId: own('appointment') ?? named('appointmentId'),
    customerId: own('customer') ?? named('customerId') ?? subject,
    callId: stream.startsWith('call-') ? stream.slice('call-'.length) : named('callId'),
  };
}
