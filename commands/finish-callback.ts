// Staff have called somebody back, or have settled it otherwise.
import type { CallState } from '../src/domain/call/call.ts';
import { accepted, type Decision } from '../src/domain/decision.ts';
import type { CallEvent, DataOf } from '../src/domain/event-catalogue.ts';

/** Nothing where no callback is open: it is done already. */
export const finishCallback = ({ callback }: CallState, data: DataOf<'CallbackDone'>): Decision<CallEvent> =>
  callback === 'open' ? accepted<CallEvent>({ type: 'CallbackDone', data }) : accepted<CallEvent>();
