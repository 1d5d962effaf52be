// A stream for the eye, without anything personal unless asked for.
import { expect, test } from 'vitest';
import { decidedIn, eventLines, eventRecord } from '../../../src/app/cli/operate/replay-events.ts';
import { isWithin } from '../../../src/app/cli/operate/replay-until.ts';
import { derivedId } from '../../../src/domain/ids.ts';
import { appointmentHistory, cancelled, scheduled } from '../../channels/events/appointment-events.ts';

const history = appointmentHistory(scheduled(), cancelled(derivedId('test', 'cancellation')));

test('an event is one line: revision, time, type, who, what', () => {
  const [header, first, second, ...rest] = eventLines(history, false).split('\n');
  expect(header).toMatch(/^REV\s+TIME\s+EVENT\s+BY\s+WHAT$/);
  expect(first).toMatch(
    /^0\s+2025-10-06T08:00:00.000Z\s+AppointmentScheduled\s+caller call-1 \(phone\)\s+.*startsAt=2025-10-10T12:00:00.000Z/,
  );
  expect(second).toContain('from=2025-10-10T12:00:00.000Z/2025-10-10T13:00:00.000Z');
  expect(second).toContain('fee=1000ct EUR');
  expect(rest).toEqual([]);
});

test('what is personal is shown only where asked for', () => {
  const [, event] = history;
  if (!event) throw new Error('a history of two');
  expect(eventLines(history, false)).not.toContain('flat tyre');
  expect(JSON.stringify(eventRecord(event, false), (_, item) => (typeof item === 'bigint' ? String(item) : item))).not.toContain(
    'flat tyre',
  );
  expect(eventLines(history, true)).toContain('flat tyre');
});

test('a replay ends at a revision or a time, both inclusive', () => {
  const revisions = (until: Parameters<typeof isWithin>[1]) =>
    history.filter(event => isWithin(event, until)).map(({ revision }) => revision);
  expect(revisions({ at: undefined, revision: 0n })).toEqual([0n]);
  expect(revisions({ at: new Date('2025-10-06T08:00:00.000Z'), revision: undefined })).toEqual([0n, 1n]);
  expect(revisions({ at: new Date('2025-10-06T07:59:59.999Z'), revision: undefined })).toEqual([]);
});

test('an appointment’s decisions name the call or the request they were made in, each once', () => {
  const as = (channel: 'phone' | 'operator' | 'calendar', $correlationId: string) => {
    const event = cancelled(derivedId('test', channel));
    return { ...event, metadata: { ...event.metadata, companyId: 'salon', channel, $correlationId } };
  };
  const events = [scheduled(), as('phone', 'c-1'), as('operator', 'r-1'), as('operator', 'r-1'), as('calendar', 'x')];
  expect(decidedIn(appointmentHistory(...events))).toEqual(['call-c-1', 'request-salon.r-1']);
});
