// The client's requests and the sandbox's answers against Cal.com's published document: a validating proxy stands between them.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type CalcomSandbox, startCalcomSandbox } from '@rebook/calcom-sandbox';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CalcomClient, createCalcomClient } from '../../../../src/calendar/providers/calcom/http/client.ts';
import { readRefusal } from '../../../../src/calendar/providers/calcom/http/refusals.ts';
import { systemClock } from '../../../../src/domain/clock.ts';
import { hasPublished, readPublished } from './published-data.ts';

const log = pino({ level: 'silent' });
const apiKey = 'cal_contract';
const prism = resolve(import.meta.dirname, '../../../../node_modules/.bin/prism');

/** Starts prism on a free port; gives its address once it listens. */
async function startPrism(...args: string[]): Promise<{ url: string; stop(): Promise<void> }> {
  const child: ChildProcess = spawn(prism, [...args, '--port', '0', '--errors'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>(done => child.once('exit', () => done()));
  const url = await new Promise<string>((found, failed) => {
    let output = '';
    child.stdout?.on('data', chunk => {
      output += String(chunk);
      const [, address] = /listening on (http:\/\/[\d.:]+)/.exec(output) ?? [];
      if (address !== undefined) found(address);
    });
    child.once('exit', () => failed(new Error(`prism did not start: ${output}`)));
  });
  return {
    url,
    async stop() {
      child.kill();
      await ended;
    },
  };
}

const clientOf = (baseUrl: string): CalcomClient => createCalcomClient({ baseUrl, apiKey, clock: systemClock, log });
const friday = new Date(Date.now() + 5 * 86_400_000);
const at = (hour: number) => new Date(Date.UTC(friday.getUTCFullYear(), friday.getUTCMonth(), friday.getUTCDate(), hour));
const uid = 'bT1LntHUU8qdQNMMFpWFPm';
/** Of the booking in the document's examples: an answer about another one than was asked for is not believed. */
const exampleUid = 'abc123';

/** Every request the product makes of Cal.com. */
const requests: [string, (client: CalcomClient, booking: string) => Promise<{ kind: string }>][] = [
  [
    'reschedule',
    (client, booking) => client.reschedule(booking, { start: at(14).toISOString(), reschedulingReason: 'Vom Kunden verschoben' }),
  ],
  ['cancel', (client, booking) => client.cancel(booking, { cancellationReason: 'Vom Kunden storniert' })],
  ['get', (client, booking) => client.getBooking(booking)],
  [
    'list around a start',
    client =>
      client.listBookings({
        afterStart: at(0).toISOString(),
        beforeEnd: at(23).toISOString(),
        sortStart: 'asc',
        take: 250,
        skip: 0,
      }),
  ],
  [
    'list of what changed',
    client => client.listBookings({ afterUpdatedAt: new Date(0).toISOString(), sortUpdatedAt: 'asc', take: 250, skip: 0 }),
  ],
  [
    'slots of a move',
    client =>
      client.slots({
        eventTypeId: 7,
        start: at(0).toISOString(),
        end: at(23).toISOString(),
        timeZone: 'Europe/Berlin',
        bookingUidToReschedule: uid,
        format: 'range',
      }),
  ],
  [
    'create',
    client =>
      client.createBooking({
        start: at(16).toISOString(),
        eventTypeId: 7,
        attendee: { name: 'Eva Muster', email: 'eva@example.org', timeZone: 'Europe/Berlin', language: 'de' },
        metadata: { rebookAppointmentId: '640' },
      }),
  ],
];

/**
 * The document where it does not contradict itself: the schema of its slots is not that of its own examples, and a body
 * that books once fits two of the three that it says exactly one of must fit.
 */
function amended(document: unknown): unknown {
  const text = JSON.stringify(document, (_, value) => {
    if (value?.oneOf?.[0]?.title === 'Default format (or with format=time)') return slotsAnswer;
    const books = value?.oneOf?.some((one: { $ref?: string }) => one.$ref?.endsWith('/CreateBookingInput_2024_08_13'));
    return books ? { anyOf: value.oneOf } : value;
  });
  return JSON.parse(text);
}
const slotsAnswer = {
  type: 'object',
  required: ['status', 'data'],
  properties: {
    status: { type: 'string', enum: ['success'] },
    data: {
      type: 'object',
      additionalProperties: {
        type: 'array',
        items: { type: 'object', required: ['start'], properties: { start: { type: 'string' }, end: { type: 'string' } } },
      },
    },
  },
  example: { status: 'success', data: { '2050-09-05': [{ start: '2050-09-05T09:00:00.000+02:00' }] } },
};

describe.skipIf(!hasPublished('calcom-openapi.json'))('by the published document', () => {
  let proxy: Awaited<ReturnType<typeof startPrism>>;
  let mock: Awaited<ReturnType<typeof startPrism>>;
  let sandbox: CalcomSandbox;
  let folder: string;
  beforeAll(async () => {
    sandbox = await startCalcomSandbox({ clock: systemClock, log, apiKeys: [apiKey], rateLimit: 'unlimited' });
    sandbox.seedEventType({ id: 7, lengthInMinutes: 60, openingHours: null });
    folder = await mkdtemp(join(tmpdir(), 'rebook-contract-'));
    const document = join(folder, 'calcom-openapi.json');
    await writeFile(document, JSON.stringify(amended(readPublished('calcom-openapi.json'))));
    [proxy, mock] = await Promise.all([startPrism('proxy', document, sandbox.url), startPrism('mock', document)]);
  });
  afterAll(async () => {
    await Promise.all([proxy?.stop(), mock?.stop(), sandbox?.stop()]);
    await rm(folder, { recursive: true });
  });
  beforeEach(() => {
    sandbox.seed({ uid, start: at(10), end: at(11), eventTypeId: 7, attendee: { name: 'Hansi' } });
    sandbox.clearRequests();
  });
  afterEach(() => sandbox.clearFaults());

  test.each(requests)('the request is one the document allows, and its example answer is read: %s', async (_, request) => {
    expect(await request(clientOf(mock.url), exampleUid)).toMatchObject({ kind: 'ok' });
  });

  test.each(requests)('the sandbox answers as the document says: %s', async (_, request) => {
    const result = await request(clientOf(proxy.url), uid);
    expect(result, JSON.stringify(result)).toMatchObject({ kind: 'ok' });
    expect(sandbox.requests()).toHaveLength(1);
  });

  const unknown = 'aUidThatNobodyHas12345';
  const start = at(14).toISOString();
  const busy = () => {
    sandbox.seed({ start, end: at(15), eventTypeId: 7, attendee: { name: 'Eva' } });
  };
  const noes: [string, () => unknown, (client: CalcomClient) => Promise<object>, object][] = [
    ['get of nothing', () => 0, client => client.getBooking(unknown), { code: 'not_found', httpStatus: 404 }],
    ['move of nothing', () => 0, client => client.reschedule(unknown, { start }), { code: 'not_found', httpStatus: 404 }],
    ['move to a taken slot', busy, client => client.reschedule(uid, { start }), { code: 'slot_unavailable', httpStatus: 400 }],
    [
      'move of what was moved',
      () => sandbox.staffReschedule(uid, at(16)),
      client => client.reschedule(uid, { start }),
      { code: 'already_rescheduled', httpStatus: 400 },
    ],
    [
      'cancellation of what is cancelled',
      () => sandbox.staffCancel(uid, 'x'),
      client => client.cancel(uid, { cancellationReason: 'x' }),
      { code: 'already_cancelled', httpStatus: 400 },
    ],
    ['a limit', () => sandbox.setRateLimit(0), client => client.getBooking(uid), { kind: 'rate_limited' }],
  ];
  test.each(noes)('the sandbox says no as the document says: %s', async (_, before, request, expected) => {
    await before();
    const result = await request(clientOf(proxy.url));
    sandbox.setRateLimit('unlimited');
    expect(result).toMatchObject(expected);
  });

  test('the check can fail: an unknown key, or none of the needed ones, is refused', async () => {
    for (const body of [{ start: at(14).toISOString(), rescheduleReason: 'x' }, {}]) {
      const answer = await fetch(`${proxy.url}/v2/bookings/${uid}/reschedule`, {
        method: 'POST',
        headers: { authorization: `Bearer ${apiKey}`, 'cal-api-version': '2024-08-13', 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(answer.status).toBe(422);
      expect(sandbox.requests()).toHaveLength(0);
    }
  });

  /** Every refusal the document has an example of, and what it means to us. */
  const refusals: ['reschedule' | 'cancel', number, string, string | undefined][] = [
    ['reschedule', 400, 'unknown_property', 'bad_request'],
    ['reschedule', 400, 'slot_taken', 'slot_unavailable'],
    ['reschedule', 400, 'already_rescheduled', 'already_rescheduled'],
    ['reschedule', 400, 'cancelled', 'already_cancelled'],
    ['reschedule', 400, 'in_the_past', 'in_the_past'],
    ['reschedule', 400, 'out_of_bounds', 'outside_booking_window'],
    ['reschedule', 400, 'required_booking_field', 'required_field'],
    ['reschedule', 401, 'invalid_api_key', 'unauthorized'],
    ['reschedule', 403, 'minimum_reschedule_notice', 'minimum_notice'],
    ['reschedule', 404, 'not_found', 'not_found'],
    ['reschedule', 404, 'declined_booking', 'not_found'],
    ['reschedule', 409, 'booking_conflict', 'conflict'],
    ['reschedule', 500, 'prisma', undefined],
    ['reschedule', 500, 'bare', undefined],
    ['cancel', 400, 'already_cancelled', 'already_cancelled'],
    ['cancel', 400, 'reason_required', 'reason_required'],
    ['cancel', 400, 'already_ended', 'already_ended'],
    ['cancel', 400, 'disabled', 'cancellation_disabled'],
    ['cancel', 400, 'bad_seat', 'not_supported'],
    ['cancel', 404, 'not_found', 'not_found'],
  ];
  test.each(refusals)('what a %s answers with %i %s is understood as %s', async (operation, status, example, code) => {
    const body = operation === 'cancel' ? { cancellationReason: 'x' } : { start: at(14).toISOString() };
    const answer = await fetch(`${mock.url}/v2/bookings/${uid}/${operation}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${apiKey}`,
        'cal-api-version': '2024-08-13',
        'content-type': 'application/json',
        prefer: `code=${status}, example=${example}`,
      },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(status);
    expect(readRefusal(status, await answer.json(), operation)?.code).toBe(code);
  });
});
