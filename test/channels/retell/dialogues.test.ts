// Forty written dialogues, with the calls a model makes, good and bad, through the signed endpoints: what is heard after each, and at the
// end what has changed in the streams and at Cal.com, and that nothing else has.
import { readFileSync } from 'node:fs';
import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Answer } from '../../../src/calls/answer/answer.ts';
import { createWorld, line, uidFor, type World, zone } from '../../support/world.ts';

const localTime = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d$/);
const customerSchema = z.strictObject({ customer: z.string(), appointments: z.array(localTime).min(1) });
const dialogueSchema = z.strictObject({
  ...customerSchema.shape,
  name: z.string(),
  company: z.string(),
  /** The caller withholds their number. */
  anonymous: z.boolean().default(false),
  /** Another customer of the company. */
  neighbour: customerSchema.optional(),
  turns: z.array(
    z.strictObject({
      caller: z.string(),
      /** More than one: the model makes them at once. */
      calls: z.array(
        z.strictObject({
          function: z.string(),
          arguments: z.record(z.string(), z.unknown()),
          /** The company whose line is named, if it is another one. */
          to: z.string().optional(),
          hears: z.strictObject({ status: z.string(), next_action: z.string(), says: z.string() }),
        }),
      ),
      /** How long after the last answer. The same call sooner than twenty seconds after its answer is a repeat, and gets it again. */
      after_seconds: z.number().default(0),
      hangs_up: z.boolean().default(false),
    }),
  ),
  /** By the place of the caller's appointment: cancelled, or where it has been moved to. Every other one stays. */
  changes: z.record(z.string(), z.union([z.literal('cancelled'), localTime])),
});
type Dialogue = z.infer<typeof dialogueSchema>;

const dialoguesIn = (language: string): Dialogue[] =>
  z.array(dialogueSchema).parse(JSON.parse(readFileSync(new URL(`./dialogues/${language}.json`, import.meta.url), 'utf8')));
const dialogues = { german: dialoguesIn('german'), english: dialoguesIn('english') };

const fee = { fee: { kind: 'fixed', amount_cents: 1_000 } };
const hours = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map(day => [day, [{ opens: '09:00', closes: '18:00' }]]));
const companies: Record<string, { line: string; extra?: Parameters<World['company']>[2] }> = {
  salon: { line },
  fees: { line: '+493020000001', extra: { hours, policy: { cancel: fee, reschedule: fee } } },
  strict: { line: '+493020000002', extra: { hours, policy: { cancel: { hours_before: 48 }, reschedule: { allowed: false } } } },
  nobody: { line: '+493020000003' },
  studio: { line: '+493020000004', extra: { language: 'en', hours } },
  'studio-fees': { line: '+493020000005', extra: { language: 'en', hours, policy: { cancel: fee, reschedule: fee } } },
};

let world: World;
beforeAll(async () => {
  // No answer is "pending" because the machine is slow.
  world = await createWorld({ replyBudgetMs: 60_000 });
  for (const [id, one] of Object.entries(companies)) if (id !== 'salon') await world.company(id, one.line, one.extra);
  await world.must('PUT', '/v1/companies/salon/hours', { hours });
  await world.must('PATCH', '/v1/companies/nobody', { handover: null });
});
afterAll(() => world?.stop());

const instantOf = (local: string): string =>
  DateTime.fromFormat(local, 'yyyy-MM-dd HH:mm', { zone }).toUTC().toISO({ suppressMilliseconds: true }) ?? '';

let customers = 100;
let appointments = 1_000;
/** Every appointment of every dialogue so far. */
const known: string[] = [];

async function register({ customer, appointments: starts }: z.infer<typeof customerSchema>, company: string, phone?: string) {
  customers += 1;
  const id = String(customers);
  await world.customer(id, customer, phone, company);
  const ids: string[] = [];
  for (const start of starts) {
    appointments += 1;
    const appointment = String(appointments);
    await world.appointment(appointment, id, instantOf(start), uidFor(appointment), {}, company);
    ids.push(appointment);
    known.push(appointment);
  }
  return ids;
}

/** Where each appointment stands at Cal.com: its start, or cancelled. */
const calendar = (): Map<string, string> =>
  new Map(
    known.map(id => {
      const booking = world.sandbox.latest(uidFor(id));
      return [id, booking ? iso(booking.start) : 'cancelled'];
    }),
  );
const liveBookings = (): number => world.sandbox.bookings().filter(({ status }) => status !== 'cancelled').length;

const iso = (instant: string): string => new Date(instant).toISOString().replace('.000Z', 'Z');

/** What has been decided about any appointment beyond the events that `before` counts, in the form of `changes`. */
async function decidedSince(before: Map<string, number>): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const stream of (await streams()).keys()) {
    for (const { type, data } of (await world.events(stream)).slice(before.get(stream) ?? 0)) {
      if (type !== 'AppointmentCancelled' && type !== 'AppointmentRescheduled') continue;
      const id = stream.replace(/^.*\./, '');
      // A second decision on the same appointment is one too many.
      found.set(found.has(id) ? `${id} again` : id, type === 'AppointmentCancelled' ? 'cancelled' : iso(data.to.startsAt));
    }
  }
  return found;
}

async function streams(): Promise<Map<string, number>> {
  await world.settle();
  const rows = await world.sql<{ company_id: string; appointment_id: string }>(
    'select company_id, appointment_id from appointments',
  );
  const counted = await Promise.all(
    rows.map(async row => {
      const stream = `appointment-${row.company_id}.${row.appointment_id}`;
      return [stream, (await world.events(stream)).length] as const;
    }),
  );
  return new Map(counted);
}

async function play(dialogue: Dialogue): Promise<void> {
  const number = `+4915112${340_000 + customers}`;
  const ids = await register(dialogue, dialogue.company, number);
  if (dialogue.neighbour) await register(dialogue.neighbour, dialogue.company, `+4915113${340_000 + customers}`);
  const before = { calendar: calendar(), live: liveBookings(), streams: await streams() };

  const callId = `dialogue_${ids[0]}`;
  const from = dialogue.anonymous ? 'anonymous' : number;
  for (const { caller, calls, after_seconds, hangs_up } of dialogue.turns) {
    world.clock.advance(after_seconds * 1_000);
    const answers = await Promise.all(
      calls.map(async ({ function: name, arguments: args, to = dialogue.company }) => {
        const body = world.callBody(name, args, { from, to: companies[to]?.line ?? '', callId });
        const response = await world.post(`/retell/functions/${name}`, body);
        expect(response.status, caller).toBe(200);
        return (await response.json()) as Answer;
      }),
    );
    for (const [at, { hears }] of calls.entries()) {
      const { status, next_action, message } = answers[at] ?? {};
      expect({ status, next_action, message }, caller).toEqual({
        status: hears.status,
        next_action: hears.next_action,
        message: expect.stringContaining(hears.says),
      });
      for (const other of dialogue.neighbour?.appointments ?? [])
        expect(JSON.stringify(answers[at])).not.toContain(other.slice(0, 10));
    }
    if (hangs_up) {
      const { call } = world.callBody('', {}, { from, to: companies[dialogue.company]?.line ?? '', callId });
      const ended = { event: 'call_ended', call: { ...call, end_timestamp: world.clock.now().getTime() } };
      expect((await world.post('/retell/webhook', ended)).status).toBe(204);
    }
  }

  const changes = new Map(
    Object.entries(dialogue.changes).map(([at, to]) => [ids[Number(at)] ?? '', to === 'cancelled' ? to : instantOf(to)]),
  );
  expect(await decidedSince(before.streams)).toEqual(changes);
  expect(calendar()).toEqual(new Map([...before.calendar, ...changes]));
  const cancelled = [...changes.values()].filter(to => to === 'cancelled').length;
  expect(liveBookings()).toBe(before.live - cancelled);
}

test('are twenty-eight in German and twelve in English, each with a name of its own', () => {
  expect([dialogues.german.length, dialogues.english.length]).toEqual([28, 12]);
  expect(new Set([...dialogues.german, ...dialogues.english].map(({ name }) => name)).size).toBe(40);
});

describe.each(Object.entries(dialogues))('in %s', (_, written) => {
  test.each(written.map((dialogue): [string, Dialogue] => [dialogue.name, dialogue]))('%s', (_, dialogue) => play(dialogue));
});
