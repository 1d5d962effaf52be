// One run at one modification under its lease: the saga's steps carried out until it is settled or left to a later time.

import { appointment } from '../../domain/appointment/appointment.ts';
import { pendingOf } from '../../domain/appointment/appointment-state.ts';
import { appointmentStream } from '../../domain/ids.ts';
import type { CalendarJob, Lease, LeaseRelease } from '../lease/lease.ts';
import { releaseAfter } from '../lease/release-lease.ts';
import { createRun, type RunDependencies, type RunOptions } from './carry-out.ts';
import { recordOutcome } from './record-outcome.ts';
import type { Step } from './situation.ts';

/** Gives how the lease is to be released afterwards. Throws `lease_lost`, and what the event store throws. */
export async function pursue(job: CalendarJob, lease: Lease, options: RunOptions, deps: RunDependencies): Promise<LeaseRelease> {
  const { executor, clock } = deps;
  const stream = appointmentStream(job.companyId, job.appointmentId);
  const run = createRun(job, lease, options, deps);
  let { known } = options;
  let step: Step | undefined;
  for (;;) {
    const state = known ?? (await executor.load(appointment, stream, { fresh: true })).state;
    known = undefined;
    const pending = pendingOf(state);
    // Superseded, or settled by another: what was sent under this lease stays remembered for the next run.
    if (pending?.modificationId !== job.modificationId)
      return releaseAfter(job, state, lease, { now: clock.now(), recorded: false });
    const at = { state, pending };
    step ??= await run.react(at, { kind: 'begun' });
    if (step.kind === 'send' || step.kind === 'look' || step.kind === 'ask_slots')
      step = await run.react(at, await run.ask(step.kind, at));
    if (step.kind === 'link') step = await run.react(at, await run.link(step.booking, at));
    switch (step.kind) {
      case 'record':
        return run.through(await recordOutcome(step, at, run, deps));
      case 'nothing':
        return run.through({ recorded: false });
      case 'begin_again':
        step = undefined;
        break;
      case 'send':
      case 'look':
      case 'ask_slots':
      case 'link':
        // Waited before the stream is read again, so that the next try acts on how things stand after the wait.
        if (!(await run.waited(step, at))) return run.through({ recorded: false });
    }
  }
}
