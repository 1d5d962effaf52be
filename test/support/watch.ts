// What one request really did: its answer, the events it added, what Cal.com was asked, and the rows that are different.

import { createEffectObserver } from '../../src/app/cli/demo/observe-effects.ts';
import type { Answer } from '../../src/calls/answer/answer.ts';
import type { World } from './world.ts';

export interface Watched {
  status: string;
  code: string;
  /** Types of the events added to the appointment's stream. */
  appointment: string[];
  /** Types of the events added to the call's stream. */
  call: string[];
  /** As in `POST cancel 200`. */
  requests: string[];
  /** The tables with rows that are new or different, and of the appointment the columns. */
  rows: Record<string, string[]>;
}

/** Columns that every change of an appointment's row moves on. */
const always = new Set(['version', 'calendar_ends_at', 'ends_at']);

/** Runs the step and compares before and after; `close` lets go of what it reads through. */
export async function createWatch(world: World) {
  const witness = await createEffectObserver(world.rebook.servers);
  return {
    close: witness.close,
    async watch(
      streams: { appointment: string; call: string },
      step: () => Promise<Answer>,
    ): Promise<Watched & { answer: Answer }> {
      const [appointmentBefore, callBefore] = [await world.types(streams.appointment), await world.types(streams.call)];
      const { result: answer, witnessed } = await witness.watch(step, () => world.settle());
      const rows: Record<string, string[]> = {};
      for (const { table, changes } of witnessed.rows) {
        const columns = table === 'appointments' ? Object.keys(changes).filter(column => !always.has(column)) : [];
        rows[table] = [...new Set([...(rows[table] ?? []), ...columns])].sort();
      }
      return {
        answer,
        status: answer.status,
        code: answer.code,
        appointment: (await world.types(streams.appointment)).slice(appointmentBefore.length),
        call: (await world.types(streams.call)).slice(callBefore.length),
        requests: witnessed.requests.map(
          ({ method, path, status }) => `${method} ${path.replace(/\?.*/, '').split('/').at(-1)} ${status}`,
        ),
        rows,
      };
    },
  };
}
