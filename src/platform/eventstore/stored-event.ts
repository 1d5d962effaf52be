// An event as it lies in the store, of this program or another: what is personal in it is not opened.
import type { AllStreamRecordedEvent } from '@eventstore/db-client';

export interface StoredEvent {
  id: string;
  stream: string;
  revision: bigint;
  type: string;
  data: unknown;
  position: bigint;
  created: Date;
}

export function storedEventOf({ streamId: stream, position, ...event }: AllStreamRecordedEvent): StoredEvent {
  const { id, revision, type, data, created } = event;
  return { id, stream, revision, type, data, created, position: position.commit };
}
