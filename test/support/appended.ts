// Appends events to a world's store as the service would, for what is hard to bring about from outside.
import type { NewEvent } from '../../src/domain/event-catalogue.ts';
import { metadataOf } from '../../src/domain/metadata.ts';
import { encode } from '../../src/platform/eventstore/codec.ts';
import type { World } from './world.ts';

export async function appended(
  world: World,
  stream: string,
  events: NewEvent[],
  {
    subject,
    actor = { kind: 'caller' as const, id: 'unknown' },
  }: { subject?: string; actor?: Parameters<typeof metadataOf>[0]['actor'] } = {},
): Promise<void> {
  const context = {
    correlationId: stream,
    companyId: 'salon',
    actor,
    channel: stream.startsWith('call-') ? ('phone' as const) : ('operator' as const),
    ...(subject !== undefined && { subject }),
  };
  const metadata = metadataOf(context, crypto.randomUUID(), world.clock.now());
  const known = await world.events(stream);
  const data = events.map(event => encode(event, event.id ?? crypto.randomUUID(), metadata));
  await world.rebook.store.append(stream, data, BigInt(known.length) - 1n);
}
