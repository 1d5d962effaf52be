// A log whose subscriptions the test cuts off and ends: positions of ours and of others, as a store that is asked with a filter gives them.
import { setImmediate as tick } from 'node:timers/promises';
import { Fault } from '../../../src/domain/fault.ts';
import type { AllItem, AllOptions } from '../../../src/platform/eventstore/subscription.ts';

export interface ScriptedLog {
  /** Another position of an event of ours, or of something that does not concern us. */
  append(kind: 'ours' | 'others'): void;
  /** Positions of our events. */
  ours(): readonly bigint[];
  subscribe(options: AllOptions): AsyncGenerator<AllItem[]>;
  /** From where each subscription was asked for. */
  asked: AllOptions['from'][];
  open(): number;
  /** Events given by all subscriptions together. */
  given(): number;
  /** Every subscription is interrupted, new ones too, and none goes on before `mend`. */
  cut(): void;
  mend(): void;
  /** How many of our events there were then. */
  oursAtMend(): number;
  /** Every subscription ends for good. */
  end(): void;
}

const mostAtOnce = 7;

export function scriptedLog(): ScriptedLog {
  const log: { position: bigint; ours: boolean }[] = [];
  const asked: AllOptions['from'][] = [];
  const open = new Set<{ isCut: boolean; isEnded: boolean }>();
  let given = 0;
  let isAway = false;
  let oursAtMend = 0;

  async function* subscribe({ from, signal, onInterrupted }: AllOptions): AsyncGenerator<AllItem[]> {
    let place = from === 'start' ? -1n : from;
    const nth = asked.push(from);
    const self = { isCut: isAway, isEnded: false };
    open.add(self);
    let hasCaughtUp = false;
    try {
      while (!signal.aborted) {
        await tick();
        if (signal.aborted) return;
        if (self.isEnded) throw new Fault('event_unreadable', 'it ended for good');
        if (self.isCut) {
          onInterrupted?.(new Error('cut'));
          self.isCut = false;
          hasCaughtUp = false;
        }
        if (isAway) continue;
        const next = log.filter(({ position }) => position > place).slice(0, mostAtOnce);
        // Each subscription says in its own way how far it has looked.
        const items = next.flatMap(({ position, ours }): AllItem[] => {
          if (ours) return [eventAt(position)];
          return Number(position) % 3 === nth % 3 ? [{ kind: 'checkpoint', position }] : [];
        });
        place = next.at(-1)?.position ?? place;
        if (next.length < mostAtOnce && !hasCaughtUp) {
          hasCaughtUp = true;
          items.push({ kind: 'caught_up' });
        }
        given += items.filter(({ kind }) => kind === 'unreadable').length;
        if (items.length > 0) yield items;
      }
    } finally {
      open.delete(self);
    }
  }

  return {
    append: kind => void log.push({ position: (log.at(-1)?.position ?? 0n) + 3n, ours: kind === 'ours' }),
    ours: () => log.filter(({ ours }) => ours).map(({ position }) => position),
    subscribe,
    asked,
    open: () => open.size,
    given: () => given,
    cut() {
      isAway = true;
      for (const each of open) each.isCut = true;
    },
    mend() {
      isAway = false;
      oursAtMend = log.filter(({ ours }) => ours).length;
    },
    oursAtMend: () => oursAtMend,
    end() {
      for (const each of open) each.isEnded = true;
    },
  };
}

/** As good as an event for a reader of places, and without its data. */
const eventAt = (position: bigint): AllItem => ({
  kind: 'unreadable',
  position,
  place: { id: `id-${position}`, stream: 'line-1', revision: position, position },
  fault: new Fault('event_unreadable', 'a place is enough'),
});
