// Somebody else has just changed the booking at Cal.com when our request for it goes out.
import type { Stage } from './stage.ts';

export async function othersFirst(stage: Stage, appointmentId: string, firstUid: string): Promise<string> {
  const { world, random, callers, settles, freshTime } = stage;
  const wanted = random.below(3) > 0 ? freshTime() : undefined;
  const theirs = random.pick(['cancel', 'move', 'same', 'same'] as const);
  const elsewhere = freshTime();
  const decidedFirst = random.below(2) === 0;

  async function change(): Promise<void> {
    const live = world.sandbox.latest(firstUid);
    if (live?.status !== 'accepted' || stage.lateUnderWay()) return;
    if (theirs === 'cancel' || (theirs === 'same' && wanted === undefined))
      await settles(world.sandbox.staffCancel(live.uid, 'krank'));
    else await settles(world.sandbox.staffReschedule(live.uid, (theirs === 'same' && wanted) || elsewhere, 'krank'));
  }

  if (!decidedFirst) await change();
  const process = random.pick(stage.processes());
  const ours = await callers.change(process, appointmentId, wanted, decidedFirst ? { beforeItIsSent: change } : {});
  return `${ours}, ${decidedFirst ? 'and before it is sent' : 'just after'} the host does the ${theirs}`;
}
