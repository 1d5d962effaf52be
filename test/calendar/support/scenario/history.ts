// What has happened in a world, line by line, for people who have to find out why a scenario fails.
import type { World } from '../world.ts';

export function historyOf(world: World): string[] {
  const events = world.store
    .all()
    .filter(({ stream }) => stream.startsWith('appointment-') || stream.startsWith('call-'))
    .map(event => `${event.metadata.occurredAt} ${event.stream} ${event.type} ${event.id} ${detailOf(event.data)}`);
  const requests = world.sandbox
    .requests()
    .map(({ at, operation, path, httpStatus, fault }) => `${at} ${operation} ${path} ${httpStatus} ${fault ?? ''}`);
  return [...events, ...requests];
}

function detailOf(data: object): string {
  const { code, status, to, modificationId, bookingUid, previousBookingUid } = data as Record<string, unknown>;
  return JSON.stringify({ code, status, to, modificationId, previousBookingUid, bookingUid });
}
