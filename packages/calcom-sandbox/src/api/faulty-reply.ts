// Answers a call wrongly, where a fault was asked for.
import { z } from 'zod';
import type { Checked, World } from '../changes/world.ts';
import { failureOfStatus } from '../failures.ts';
import type { Fault } from '../faults.ts';
import { withoutZones } from '../instant.ts';
import { type Answered, type Reply, rendered } from './reply.ts';

/** Faults that lie in the answer alone. */
const takingEffect: readonly Fault['kind'][] = [
  'delay',
  'lost_answer',
  'unusable_body',
  'lagging_pointer',
  'zoneless',
  'another_booking',
];

const answeredUid = z
  .object({ data: z.looseObject({ uid: z.string(), rescheduledFromUid: z.string().optional() }) })
  .catch({ data: { uid: '' } });

/** `hang_up`: the connection ends without an answer. */
export async function withFault(
  { world, stopped }: { world: World; stopped: AbortSignal },
  fault: Fault | undefined,
  effect: (checked?: Checked) => Promise<Reply>,
): Promise<Reply | 'hang_up'> {
  if (!fault) return effect();
  const { kind, afterEffect = false, delayMs = 0 } = fault;
  const late = async () => {
    if (delayMs > 0) await world.clock.sleep(delayMs, stopped).catch(() => undefined);
  };
  if (kind === 'late') {
    const running = effect(late);
    // What stands before Cal.com has given up on it, Cal.com has not.
    return fault.status === undefined ? running : { failure: failureOfStatus(fault.status, fault.message, fault.shape) };
  }
  if (!afterEffect) await late();
  const takesEffect = afterEffect || takingEffect.includes(kind);
  const reply = takesEffect ? await effect() : undefined;
  if (afterEffect) await late();
  if (kind === 'lost_answer' || kind === 'reset') return 'hang_up';
  if (kind === 'status' || !reply) return { failure: failureOfStatus(fault.status ?? 500, fault.message, fault.shape) };
  if ('failure' in reply) return reply;
  if (kind === 'unusable_body') return { status: reply.status, body: { status: 'success', data: {} } };
  if (kind === 'zoneless') return { ...reply, body: JSON.parse(withoutZones(JSON.stringify(reply.body))) };
  if (kind === 'another_booking') return aboutAnother(world, reply);
  return kind === 'lagging_pointer' ? withoutPointer(reply) : reply;
}

/** As what reads from a replica answers. */
function withoutPointer({ status, body }: Answered): Answered {
  const without: object = JSON.parse(JSON.stringify(body, (key, value) => (key === 'rescheduledToUid' ? undefined : value)));
  return { status, body: without };
}

/** Whole and well, and not the one that was asked for: as a cache or a mixed-up edge answers. */
function aboutAnother(world: World, { status, body }: Answered): Answered {
  const { store } = world;
  const asked = answeredUid.parse(body);
  const other = [...store.bookings()].find(({ uid }) => uid !== asked.data.uid && uid !== asked.data.rescheduledFromUid);
  const data = other ? rendered(world, other) : { ...asked.data, uid: store.freshUid('another'), rescheduledFromUid: 'another' };
  return { status, body: { status: 'success', data } };
}
