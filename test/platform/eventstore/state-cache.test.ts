// What was sent is known again when the store tells of it, in whichever trace it was written.
import { expect, test } from 'vitest';
import type { Recorded } from '../../../src/domain/event-catalogue.ts';
import { createStateCache } from '../../../src/platform/eventstore/state-cache.ts';

const traceparent = (digit: string) => `00-${digit.repeat(32)}-${digit.repeat(16)}-01`;

const event = (occurredAt: string, traced?: string): Recorded =>
  ({
    id: 'one',
    type: 'PauseLifted' as Recorded['type'],
    data: {},
    metadata: {
      $correlationId: 'call',
      commandId: 'command',
      companyId: 'salon',
      actor: { kind: 'system', id: 'test' },
      channel: 'operator',
      schemaVersion: 1,
      rulesVersion: 2,
      tzdata: '2026a',
      occurredAt,
      ...(traced !== undefined && { traceparent: traced }),
    },
    stream: 'company-salon',
    revision: 0n,
    position: 1n,
    recordedAt: occurredAt,
  }) as Recorded;

const noon = '2026-11-23T12:00:00.000Z';
const later = '2026-11-23T12:00:01.000Z';

test.each([
  ['the same event', event(noon, traceparent('a')), true],
  ['one that was traced otherwise', event(noon, traceparent('b')), true],
  ['one that was not traced', event(noon), true],
  ['another decision of the same id', event(later, traceparent('a')), false],
])('%s is told apart by what was decided', async (_, seen, own) => {
  const cache = createStateCache();
  cache.following(true);
  const expectation = cache.expect([event(noon, traceparent('a'))]);
  cache.observe(seen);
  expect(await expectation.seen).toBe(own);
});
