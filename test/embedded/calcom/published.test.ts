// The sandbox's answers against Cal.com's own document, where it lies beside the repository: every field the document requires is there.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CalcomSandbox } from '../../../src/embedded/calcom/sandbox.ts';
import { hasPublished, readPublished } from '../../calendar/providers/calcom/published-data.ts';
import { ask, openSandbox, rescheduleTo, uid } from './asking.ts';

const file = 'calcom-openapi.json';
const schemaShape = z.object({
  required: z.array(z.string()).default([]),
  properties: z.record(z.string(), z.unknown()).default({}),
});
const examples = z.object({
  content: z.object({
    'application/json': z.object({ examples: z.record(z.string(), z.object({ value: z.unknown() })).default({}) }),
  }),
});
const document = z.object({
  components: z.object({ schemas: z.record(z.string(), schemaShape) }),
  paths: z.record(z.string(), z.record(z.string(), z.object({ responses: z.record(z.string(), z.unknown()) }))),
});
const published = hasPublished(file) ? document.parse(readPublished(file)) : undefined;

let sandbox: CalcomSandbox;
beforeEach(async () => {
  ({ sandbox } = await openSandbox());
});
afterEach(() => sandbox.stop());

/** What is missing, and what the document does not know, of a schema's fields. */
function compare(schemaName: string, value: unknown) {
  const schema = published?.components.schemas[schemaName];
  const keys = Object.keys(z.record(z.string(), z.unknown()).parse(value));
  return {
    missing: schema?.required.filter(key => !keys.includes(key)) ?? ['the schema'],
    unknown: keys.filter(key => !(key in (schema?.properties ?? {}))),
  };
}
const fits = { missing: [], unknown: [] };
const dataOf = (json: unknown) => z.object({ data: z.unknown() }).parse(json).data;
const people = z.looseObject({ attendees: z.array(z.unknown()), hosts: z.array(z.unknown()) });

describe.runIf(published)('Cal.com’s document', () => {
  it('has every field of a booking, its attendees and its hosts', async () => {
    const moved = dataOf((await rescheduleTo(sandbox, '2026-10-07T12:00:00.000Z')).json);
    const old = dataOf((await ask(sandbox, 'GET', `/v2/bookings/${uid}`)).json);
    for (const booking of [moved, old]) {
      expect(compare('BookingOutput_2024_08_13', booking)).toEqual(fits);
      const { attendees, hosts } = people.parse(booking);
      expect(compare('BookingAttendee', attendees[0])).toEqual(fits);
      expect(compare('BookingHost', hosts[0])).toEqual(fits);
    }
  });

  it('has every field of a recurring and of a seated booking', async () => {
    sandbox.seed({ uid: 'weekly-1', recurringBookingUid: 'weekly', start: '2026-10-12T09:00:00.000Z' });
    sandbox.seed({ uid: 'seated', start: '2026-10-13T09:00:00.000Z', attendees: [{ name: 'A', seatUid: 'seat' }] });
    const recurring = dataOf((await ask(sandbox, 'GET', '/v2/bookings/weekly-1')).json);
    expect(compare('RecurringBookingOutput_2024_08_13', recurring)).toEqual(fits);
    const seated = dataOf((await ask(sandbox, 'GET', '/v2/bookings/seated')).json);
    expect(compare('GetSeatedBookingOutput_2024_08_13', seated).missing).toEqual([]);
    expect(compare('SeatedAttendee', people.parse(seated).attendees[0])).toEqual(fits);
  });

  it('has every field of a page', async () => {
    const { json } = await ask(sandbox, 'GET', '/v2/bookings');
    expect(compare('GetBookingsOutput_2024_08_13', json)).toEqual(fits);
    expect(compare('PaginationMetaDto', z.object({ pagination: z.unknown() }).parse(json).pagination)).toEqual(fits);
  });

  it.each([
    ['reschedule', '400', 'slot_taken', '2026-10-11T09:00:00.000Z'],
    ['reschedule', '400', 'in_the_past', '2026-10-01T09:00:00.000Z'],
  ])('has the same error for %s %s %s', async (operation, status, example, start) => {
    const response = published?.paths[`/v2/bookings/{bookingUid}/${operation}`]?.post?.responses[status];
    const expected = examples.parse(response).content['application/json'].examples[example]?.value;
    const { json } = await rescheduleTo(sandbox, start);
    expect(json).toEqual({
      ...z.looseObject({}).parse(expected),
      timestamp: expect.any(String),
      path: `/v2/bookings/${uid}/${operation}`,
    });
  });

  it('has the same texts as the refusals of a cancellation', async () => {
    const response = published?.paths['/v2/bookings/{bookingUid}/cancel']?.post?.responses['400'];
    const documented = JSON.stringify(examples.parse(response)).replaceAll('abc123', uid);
    sandbox.seed({ uid: 'over', start: '2026-10-01T09:00:00.000Z' });
    await sandbox.staffCancel(uid);
    for (const of of [uid, 'over']) {
      const { json } = await ask(sandbox, 'POST', `/v2/bookings/${of}/cancel`, { body: { cancellationReason: 'x' } });
      const { message } = z
        .union([
          z.object({ message: z.string() }),
          z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error),
        ])
        .parse(json);
      expect(documented).toContain(message);
    }
  });
});
