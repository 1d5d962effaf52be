// Whether Cal.com takes an account's key. A key that is turned away fails every change of its companies until somebody renews it.

import type { Clock } from '../../../../domain/clock.ts';
import { type CalendarResult, refusesKey } from '../../../result.ts';
import type { CalcomOperation } from './operations.ts';

export interface KeyRefused {
  since: Date;
  /** `unauthorized` or `forbidden`. */
  code: string;
}

export interface KeyWatch {
  observe(operation: CalcomOperation, result: CalendarResult<unknown>): void;
  refused(): KeyRefused | undefined;
}

/** One booking and free times are given to anybody: that they are given says less of the key than a list or a change does. */
const givenToAnybody: readonly CalcomOperation[] = ['get', 'slots'];

/** `onChange` is called with the code where the key is turned away from now on, and without one where it is taken again. */
export function createKeyWatch(clock: Clock, onChange: (refused: string | undefined) => void): KeyWatch {
  const refusedFor = new Map<CalcomOperation, KeyRefused>();
  const first = (): KeyRefused | undefined => [...refusedFor.values()][0];
  return {
    observe(operation, result) {
      const before = first();
      if (result.kind === 'refused' && refusesKey(result.code)) {
        if (!refusedFor.has(operation)) refusedFor.set(operation, { since: clock.now(), code: result.code });
      } else if (result.kind === 'ok') {
        if (givenToAnybody.includes(operation)) refusedFor.delete(operation);
        else refusedFor.clear();
      }
      const after = first();
      if ((before === undefined) !== (after === undefined)) onChange(after?.code);
    },
    refused: first,
  };
}
