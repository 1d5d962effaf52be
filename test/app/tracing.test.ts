// A call can be seen from outside: one trace from its request to what the calendar and the read models make of it, also where another
// process does a part of it. Nothing in it is about a person.
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callFunction } from '../promises/second-call.ts';
import { secondInstance } from '../promises/second-instance.ts';
import { keepSpans, traceOf } from '../support/spans.ts';
import { adminKey, createWorld, movableClock, uidFor, type World } from '../support/world.ts';

type Spans = Awaited<ReturnType<typeof keepSpans>>;
let spans: Spans;
let world: World;
const day = '2026-12-15';
let guests = 0;

beforeAll(async () => {
  spans = await keepSpans();
  world = await createWorld({ clock: movableClock(undefined, { wakes: true }) });
});
afterAll(async () => {
  await world?.stop();
  await spans?.end();
});

async function guest() {
  guests += 1;
  const id = `87${guests}`;
  const from = `+49151300${String(guests).padStart(5, '0')}`;
  await world.customer(id, `Rosalinde Eichinger${guests}`, from);
  await world.appointment(id, id, `${day}T09:00:00.000Z`);
  await world.settle();
  return { id, from, stream: `appointment-salon.${id}`, uid: uidFor(id) };
}
const cancel = ({ from }: { from: string }, more: object = {}) =>
  world.call('cancel_appointment', { appointment_date: day, ...more }, { from });

const ofFunction = (span: ReadableSpan): boolean => span.attributes['http.route'] === '/retell/functions';
const parentOf = (span: ReadableSpan): string | undefined => {
  const id = span.parentSpanContext?.spanId;
  return spans.all().find(one => one.spanContext().spanId === id)?.name;
};

test('a cancellation is one trace: request, ledger, decision, append, lease, Cal.com, outcome, answer', async () => {
  const one = await guest();
  spans.clear();
  expect(await cancel(one)).toMatchObject({ status: 'cancelled' });
  const request = await spans.one('POST /retell/functions', ofFunction);
  expect(request.parentSpanContext).toBeUndefined();
  await world.settle();

  const parents: Record<string, string> = {
    call: 'POST /retell/functions',
    'ledger.open': 'call',
    identify: 'call',
    find: 'call',
    decide: 'call',
    outcome: 'call',
    'ledger.answer': 'call',
    'calendar.run': 'decide',
    'lease.take': 'decide',
    'calcom.cancel': 'calendar.run',
    'outcome.record': 'calendar.run',
  };
  for (const [name, parent] of Object.entries(parents)) {
    const span = await spans.one(name, found => traceOf(found) === traceOf(request));
    expect([name, parentOf(span)]).toEqual([name, parent]);
  }
  const appends = spans.named('eventstore.append').filter(span => traceOf(span) === traceOf(request));
  expect(appends.map(parentOf).sort()).toEqual(['decide', 'ledger.answer', 'ledger.open', 'outcome.record']);
  expect((await spans.one('call')).attributes).toMatchObject({ 'rebook.status': 'cancelled', 'rebook.company': 'salon' });
});

test('its events name the span they were appended in, and the read models are linked to it', async () => {
  const one = await guest();
  spans.clear();
  await cancel(one);
  const request = await spans.one('POST /retell/functions', ofFunction);
  await world.settle();
  const written = (await world.events(one.stream)).slice(1);
  const appends = spans.named('eventstore.append').map(span => span.spanContext());
  const named = appends.map(({ traceId, spanId }) => `00-${traceId}-${spanId}-01`);
  expect(written.map(event => event.metadata.traceparent)).toEqual(written.map(() => expect.toBeOneOf(named)));
  const linked = () =>
    new Set(
      spans
        .named('projection.batch')
        .flatMap(({ links }) => links.map(({ context }) => context))
        .filter(({ traceId }) => traceId === traceOf(request))
        .map(({ spanId }) => spanId),
    );
  const own = spans.named('eventstore.append').filter(span => traceOf(span) === traceOf(request));
  await expect.poll(() => linked().size).toBe(own.length);
});

test('what another instance tries again later is in the trace of the call that decided it', async () => {
  const one = await guest();
  const second = await secondInstance(world);
  world.sandbox.fault({ match: { operation: '*', uid: one.uid }, kind: 'status', status: 500 });
  spans.clear();
  const answer = await callFunction(second.address, world, 'cancel_appointment', { appointment_date: day }, one.from);
  expect(answer).toMatchObject({ status: 'pending' });
  const request = await spans.one('POST /retell/functions', ofFunction);
  await spans.one('calendar.run', ({ attributes }) => attributes['rebook.occasion'] === 'caller');
  await second.stop();
  world.sandbox.clearFaults();
  world.clock.advance(60 * 60_000);
  // It is found in the database: nobody handed it over.
  const recorded = await spans.one('outcome.record', ({ attributes }) => attributes['rebook.outcome'] === 'cancelled');
  const run = await spans.one('calendar.run', span => span.spanContext().spanId === recorded.parentSpanContext?.spanId);
  expect(run.attributes['rebook.occasion']).toBe('due');
  expect(traceOf(run)).toBe(traceOf(request));
  await spans.one('lease.take', span => span.parentSpanContext?.spanId === run.spanContext().spanId);
  const decided = (await world.events(one.stream)).find(({ type }) => type === 'AppointmentCancelled');
  expect(decided?.metadata.traceparent).toContain(run.parentSpanContext?.spanId);
});

test('what staff write over the API is appended in the trace of their request', async () => {
  spans.clear();
  const body = JSON.stringify({ company_id: 'salon', customer_id: 'desk', name: 'Rosalinde Eichinger' });
  // In many pieces, which come one after another on the connection.
  const response = await fetch(`${world.rebook.address}/v1/customers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
    body: `${' '.repeat(900_000)}${body}`,
  });
  expect(response.status).toBe(200);
  const request = await spans.one('POST /v1/customers');
  const appended = spans.named('eventstore.append').map(span => [traceOf(span), span.attributes['rebook.category']]);
  expect(appended).toContainEqual([traceOf(request), 'customer']);
});

test('two calls at the same moment are two traces, each whole', async () => {
  const [one, other] = [await guest(), await guest()];
  spans.clear();
  const answers = await Promise.all([cancel(one), cancel(other)]);
  expect(answers.map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
  await expect.poll(() => spans.named('POST /retell/functions').length).toBe(2);
  await expect.poll(() => spans.named('calendar.run').length).toBe(2);
  for (const request of spans.named('POST /retell/functions')) {
    const ofIt = spans.all().filter(span => traceOf(span) === traceOf(request));
    for (const name of ['call', 'decide', 'calendar.run', 'calcom.cancel', 'outcome.record'])
      expect(ofIt.filter(span => span.name === name).length, name).toBe(1);
  }
});

test('no name, number, reason or address stands in a span, whatever is asked and whatever fails', async () => {
  const one = await guest();
  const { from } = one;
  spans.clear();
  await cancel(one, { customer_name: 'Rosalinde Eichinger9', reason: 'Bandscheibenvorfall am Wochenende' });
  await world.call('list_appointments', { customer_name: 'Kunibert Hagedornsen' }, { from: '+4915130099999' });
  await world.call('Rosalinde Eichinger anrufen', { name: 'Rosalinde Eichinger' }, { from });
  await world.call('cancel_appointment', { appointment_date: ['Bandscheibenvorfall am Wochenende'] }, { from });
  await world.post('/retell/functions/Rosalinde%20Eichinger', '{"call": "Rosalinde Eichinger"}');
  await world.api('GET', `/v1/customers?company_id=salon&phone=${encodeURIComponent(from)}`);
  await world.api('GET', `/v1/streams/${encodeURIComponent(`customer-salon.Rosalinde Eichinger`)}`);
  await world.api('POST', '/v1/customers', { company_id: 'salon', customer_id: 'x/y', name: 'Rosalinde Eichinger', phone: from });
  await fetch(`${world.rebook.address}/Rosalinde/Eichinger?phone=${from}`);
  const moved = await guest();
  world.sandbox.fault({ match: { operation: 'reschedule', uid: moved.uid }, times: 1, kind: 'status', status: 400 });
  await world.call('reschedule_appointment', { old_date: day, new_date: '2026-12-16', new_time: '11:00' }, moved);
  await world.settle();
  await expect.poll(() => spans.named('POST /retell/functions').length).toBeGreaterThan(4);
  await expect.poll(() => spans.named('GET /v1/customers').length).toBe(1);
  await expect.poll(() => spans.named('GET unknown').length).toBe(1);

  world.witness.knows('Rosalinde Eichinger', 'Kunibert Hagedornsen', 'Bandscheibenvorfall', from, moved.from);
  const before = world.witness.extent().lines;
  for (const span of spans.all()) {
    const { name, attributes, events, links, status } = span;
    const said = { ...attributes, events, links: links.map(link => link.attributes ?? {}), status };
    world.witness.write(JSON.stringify({ msg: `span ${name}`, name, ...said }));
    // Encoded, too, a number is a number.
    for (const value of [name, ...Object.values(attributes)]) expect(String(value)).not.toMatch(/\d{7}|%20|@|\?/);
  }
  expect(world.witness.extent().lines - before).toBeGreaterThan(30);
  world.witness.verify();
});

test('whoever only looks whether the service is there leaves no trace', async () => {
  spans.clear();
  for (const path of ['/health/live', '/health/ready', '/metrics']) await world.api('GET', path);
  await world.api('GET', '/v1/companies');
  await expect.poll(() => spans.all().map(({ name }) => name)).toEqual(['GET /v1/companies']);
});

test('a trace that a request brings along is not taken over', async () => {
  spans.clear();
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  await world.api('GET', '/v1/companies', undefined, { traceparent: `00-${traceId}-b7ad6b7169203331-01` });
  expect(traceOf(await spans.one('GET /v1/companies'))).not.toBe(traceId);
});
