// Other times are asked for in what is left of the time a caller waits, and not at all where nothing is.
import { expect, test } from 'vitest';
import { deadlineIn } from '../../src/calls/deadline.ts';
import { alternativesFor } from '../../src/calls/decide/free-slots.ts';
import { call } from '../../src/domain/call/call.ts';
import { appointmentStream } from '../../src/domain/ids.ts';
import { metadataOf, type RequestContext } from '../../src/domain/metadata.ts';
import { encode } from '../../src/platform/eventstore/codec.ts';
import { createExecutor } from '../../src/platform/eventstore/execute.ts';
import { createMemoryStore } from '../calendar/support/memory-store.ts';
import { companySettings, companyWith, scheduled } from '../support/appointment.ts';
import { createManualClock } from '../support/manual-clock.ts';

const began = new Date('2026-11-23T09:00:00.000Z');
const wanted = '2026-12-02T10:00:00.000Z';
const { companyId, appointmentId } = scheduled.data;
const booking = { uid: 'bT1LntHUU8qdQNMMFpWFPm', calendarServiceId: 7 };
const context: RequestContext = {
  correlationId: 'test',
  companyId,
  actor: { kind: 'caller', id: 'call_1' },
  channel: 'phone',
};

async function offered(waitedMs: number): Promise<{ within: (number | undefined)[]; times: string[] }> {
  const clock = createManualClock(began.toISOString());
  const store = createMemoryStore(clock);
  const booked = { ...scheduled, data: { ...scheduled.data, booking } };
  const stored = encode(booked, '00000000-0000-5000-8000-000000000002', metadataOf(context, 'test', began));
  await store.append(appointmentStream(companyId, appointmentId), [stored], -1n);
  // A second beyond the reply budget.
  const deadline = deadlineIn(9_000, clock);
  await clock.advance(waitedMs);
  const within: (number | undefined)[] = [];
  const scope = {
    now: began,
    call: call.initial,
    context,
    settings: companySettings,
    company: { state: companyWith({}), revision: 0n },
    deadline,
  };
  const deps = {
    executor: createExecutor(store, clock),
    calendarOf: (of: unknown) => ({
      slots: async (asked: { withinMs?: number | undefined }) => {
        expect(of).toEqual(booking);
        within.push(asked.withinMs);
        return ['2026-12-02T11:00:00.000Z'];
      },
    }),
  };
  const times = await alternativesFor({ id: appointmentId }, wanted, scope, deps);
  deadline.end();
  return { times, within };
}

test.each([
  [200, 7_500],
  [7_000, 700],
])('after %i ms they are asked for within %i', async (waitedMs, within) => {
  expect(await offered(waitedMs)).toEqual({ within: [within], times: ['2026-12-02T11:00:00.000Z'] });
});

test.each([7_500, 9_000])('after %i ms nobody is asked any more', async waitedMs => {
  expect(await offered(waitedMs)).toEqual({ within: [], times: [] });
});
