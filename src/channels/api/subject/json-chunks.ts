// Writes an answer about a person as JSON piece by piece: one with thousands of calls would else keep everybody else waiting while it is made.
import type { Disclosure } from '../../../customers/disclosure/disclosure.ts';
import { appointmentOf, callOf, type PersonalDataHead, requestOf } from './contents.ts';
import type { Reader } from './reader.ts';

/** The text of `PersonalData`, in pieces. */
export async function* jsonChunks(head: PersonalDataHead, found: Disclosure, reader: Reader): AsyncGenerator<string> {
  const { parts } = reader.texts;
  yield JSON.stringify(head).slice(0, -1);
  yield* part('appointments', parts.appointments, found.appointments, one => appointmentOf(one, reader));
  yield* part('calls', parts.calls, found.calls, one => callOf(one, reader));
  yield* part('requests', parts.requests, found.requests, one => requestOf(one, reader));
  yield '}';
}

async function* part<T>(name: string, source: string, items: readonly T[], bodyOf: (item: T) => object): AsyncGenerator<string> {
  yield `,"${name}":{"source":${JSON.stringify(source)},"items":[`;
  for (const [index, item] of items.entries()) {
    yield `${index === 0 ? '' : ','}${JSON.stringify(bodyOf(item))}`;
    await turn();
  }
  yield ']}';
}

/** Others get their turn. */
export const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));
