// Asking a sandbox over HTTP as any client would, and reading what it answers.
import pino from 'pino';
import { expect } from 'vitest';
import { z } from 'zod';
import { type CalcomSandbox, startCalcomSandbox } from '../src/sandbox.ts';
import { createManualClock } from './manual-clock.ts';

export const apiKey = 'cal_test_key';
export const uid = 'bT1LntHUU8qdQNMMFpWFPm';

/** A sandbox with one booking, on a Monday at ten in the morning in Berlin. */
export async function openSandbox() {
  const clock = createManualClock('2026-10-05T08:00:00.000Z');
  const sandbox = await startCalcomSandbox({ clock, log: pino({ level: 'silent' }), apiKeys: [apiKey] });
  const attendee = { name: 'Hansi', email: 'h@example.com' };
  sandbox.seed({ uid, id: 640, start: '2026-10-06T09:00:00.000Z', attendee, metadata: { rebookAppointmentId: '640' } });
  return { clock, sandbox };
}

export type Question = { body?: unknown; version?: string | null; key?: string | null };

/** One request with the right key and version header unless given; `null` leaves a header out. */
export async function ask(sandbox: CalcomSandbox, method: string, path: string, question: Question = {}) {
  const { body, version = path.startsWith('/v2/slots') ? '2024-09-04' : '2024-08-13', key = apiKey } = question;
  const answer = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(version === null ? {} : { 'cal-api-version': version }),
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const json: unknown = await answer.json();
  return { status: answer.status, json, headers: answer.headers };
}

export function rescheduleTo(sandbox: CalcomSandbox, start: string, of = uid) {
  return ask(sandbox, 'POST', `/v2/bookings/${of}/reschedule`, { body: { start } });
}

export function cancel(sandbox: CalcomSandbox, of = uid) {
  return ask(sandbox, 'POST', `/v2/bookings/${of}/cancel`, { body: { cancellationReason: 'Vom Kunden storniert' } });
}

const wrapped = z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error.message);
const bare = z.object({ message: z.string() }).transform(({ message }) => message);

/** The text of an error, to the letter. */
export const textOf = (json: unknown) => z.union([wrapped, bare]).parse(json);
/** The booking of an answer: the fields a test needs a name for. */
export const bookingOf = (json: unknown) =>
  z.object({ data: z.looseObject({ id: z.number(), uid: z.string() }) }).parse(json).data;
export const bookingsOf = (json: unknown) => z.object({ data: z.array(z.looseObject({ uid: z.string() })) }).parse(json).data;
export const daysOf = (json: unknown) =>
  z.object({ data: z.record(z.string(), z.array(z.looseObject({ start: z.string() }))) }).parse(json).data;

/** An error in the wrapped shape. */
export const envelope = (message: string) => ({
  status: 'error',
  path: expect.any(String),
  timestamp: expect.any(String),
  error: { message },
});
