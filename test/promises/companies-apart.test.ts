// Promise 4: no caller and no key reaches another company's data, whatever the arguments say.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projections } from '../../projections/index.ts';
import { signCalcomWebhook } from '../../src/calendar/providers/calcom/signature.ts';
import { createWorld, line, uidFor, type World } from '../support/world.ts';

const otherLine = '+493087654321';
const keys: Record<string, string> = { salon: 'key_of_salon_00000000000000000', other: 'key_of_other_00000000000000000' };
const secrets: Record<string, string> = { salon: 'webhooks of salon', other: 'webhooks of other' };
/** Customer of both companies, and of the other one alone. */
const shared = '+4915122222201';
const theirs = '+4915122222202';
let world: World;

beforeAll(async () => {
  world = await createWorld({
    retellKeys: Object.values(keys),
    secretsOf: id => ({
      retellApiKeys: [keys[id ?? ''] ?? 'key_of_nobody_0000000000000000'],
      calcomApiKey: `cal_sandbox_${id}`,
      calcomWebhookSecrets: [secrets[id ?? ''] ?? ''],
    }),
  });
  await world.company('other', otherLine);
  await world.must('POST', '/v1/companies/salon/lines', { line: 'agent_salon' });
  await world.must('POST', '/v1/companies/other/lines', { line: 'agent_other' });
  // The same ids in both, as two companies may well have.
  await world.customer('1', 'Erika Beispiel', shared);
  await world.customer('1', 'Erika Beispiel', shared, 'other');
  await world.customer('2', 'Zacharias Quast', theirs, 'other');
  await world.appointment('1', '1', '2026-12-01T10:00:00.000Z');
  await world.appointment('1', '1', '2026-12-02T10:00:00.000Z', uidFor('other1'), {}, 'other');
  await world.appointment('2', '2', '2026-12-01T10:00:00.000Z', uidFor('other2'), {}, 'other');
  // A call of the other company, whose id the attacker knows.
  expect(await function_('other', 'list_appointments', {}, { call_id: 'call_theirs', from_number: theirs })).toMatchObject({
    status: 'listed',
  });
  await world.settle();
});
afterAll(() => world?.stop());

/** A function call signed by the company's own key, on its own line unless the call says otherwise. */
async function function_(by: string, name: string, args: object, call: object = {}): Promise<Record<string, unknown>> {
  const response = await signed(by, '/retell/functions', bodyOf(by, name, args, call));
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}
function bodyOf(by: string, name: string, args: object, call: object) {
  const made = world.callBody(name, args, { from: 'anonymous', to: by === 'salon' ? line : otherLine });
  return { ...made, call: { ...made.call, ...call } };
}
const signed = (by: string, path: string, body: object): Promise<Response> => world.post(path, body, keys[by]);

const isTheirs = (metadata: unknown): boolean =>
  typeof metadata === 'object' && metadata !== null && 'companyId' in metadata && metadata.companyId === 'other';
/** All there is of the other company: every event, every row, every booking. */
async function othersData(): Promise<object> {
  await world.settle();
  const events: unknown[] = [];
  for await (const { event } of world.rebook.store.client.readAll()) {
    if (event && (isTheirs(event.metadata) || /-other(\.|$)/.test(event.streamId))) events.push(event.id);
  }
  const rows = await Promise.all(
    projections
      .flatMap(({ tables }) => tables)
      .filter(({ columns }) => 'company_id' in columns)
      .map(({ name }) => world.sql(`select to_jsonb(t) as row from ${name} t where company_id = 'other' order by 1`)),
  );
  const bookings = world.sandbox.bookings().filter(({ uid }) => uid.startsWith('uidother'));
  return { events, rows, bookings };
}
/** Nothing of the other company was changed, and nothing of it was answered. */
async function nothingReached(attack: () => Promise<unknown>): Promise<void> {
  const before = await othersData();
  const sent = world.sandbox.requests().length;
  const answered = JSON.stringify((await attack()) ?? null);
  expect(answered).not.toMatch(/Quast|Zacharias|15122222202|2026-12-02|zweiten Dezember|uidother/);
  expect(await othersData()).toEqual(before);
  const requests = world.sandbox.requests().slice(sent);
  expect(requests.filter(({ method, path }) => method !== 'GET' && path.includes('uidother'))).toEqual([]);
  expect(await world.sql("select 1 from appointments where company_id = 'salon' and appointment_id <> '1'")).toEqual([]);
}

describe('the line decides', () => {
  test('a line of ours and an agent of theirs, or the other way round: refused, and nothing is written at all', async () => {
    const head = await world.head();
    for (const [by, to_number, agent_id] of [
      ['salon', line, 'agent_other'],
      ['other', line, 'agent_other'],
      ['salon', otherLine, 'agent_salon'],
    ] as const) {
      await nothingReached(async () => {
        const body = bodyOf(
          by,
          'list_appointments',
          {},
          { from_number: theirs, to_number, agent_id, call_id: `call_mixed_${by}` },
        );
        const response = await signed(by, '/retell/functions', body);
        const answer = await response.text();
        expect(answer).not.toContain('listed');
        return answer;
      });
    }
    expect(await world.head()).toBe(head);
  });

  test('their line signed with our key, and ours with theirs, is not signed', async () => {
    await nothingReached(async () => {
      const theirLine = bodyOf('other', 'cancel_appointment', { appointment_date: '2026-12-01' }, { from_number: theirs });
      for (const path of ['/retell/functions', '/retell/functions/cancel_appointment'])
        expect((await signed('salon', path, theirLine)).status).toBe(401);
      const ourLine = bodyOf('salon', 'cancel_appointment', { appointment_date: '2026-12-01' }, { from_number: shared });
      expect((await signed('other', '/retell/functions', ourLine)).status).toBe(401);
    });
  });

  test('a web call belongs to its agent’s company, and outbound the line is from_number', async () => {
    await nothingReached(async () => {
      const web = { call_type: 'web_call', agent_id: 'agent_salon', from_number: null, to_number: null };
      const byWeb = await function_('salon', 'list_appointments', { customer_name: 'Zacharias Quast' }, web);
      expect(byWeb.success).toBe(false);
      const outbound = { direction: 'outbound', from_number: line, to_number: theirs };
      const out = await function_('salon', 'cancel_appointment', { appointment_date: '2026-12-01' }, outbound);
      expect(out).toMatchObject({ status: 'not_found' });
      // A caller who forges the other line as their own number gains nothing either.
      const forged = { direction: 'inbound', from_number: otherLine, to_number: line };
      expect((await function_('salon', 'list_appointments', {}, forged)).success).toBe(false);
      // What callers say themselves is repeated to them.
      return [{ ...byWeb, customer_name: null }, out];
    });
  });
});

describe('the arguments decide nothing', () => {
  const foreign = {
    company_id: 'other',
    companyId: 'other',
    company: 'other',
    tenant_id: 'other',
    branch_id: 'other',
    customer_id: '2',
    customerId: '2',
    appointment_id: '2',
    booking_uid: uidFor('other2'),
    phone: theirs,
    from_number: theirs,
    to_number: otherLine,
    agent_id: 'agent_other',
    call_id: 'call_theirs',
    call: { call_id: 'call_theirs', to_number: otherLine, from_number: theirs },
  };
  test.each(['cancel_appointment', 'reschedule_appointment', 'list_appointments', 'find_slots'])(
    '%s with arguments that name the other company, its customer, its booking and its call',
    async name => {
      await nothingReached(async () => {
        const dates = {
          appointment_date: '2026-12-01',
          old_date: '2026-12-01',
          new_date: '2026-12-03',
          new_time: '15:00',
          wanted_date: '2026-12-03',
        };
        const answers = [];
        for (const from_number of ['anonymous', theirs, '+4915122222299']) {
          const answer = await function_(
            'salon',
            name,
            { ...foreign, ...dates, customer_name: 'Erich Niemand' },
            { from_number },
          );
          expect(answer.success).toBe(false);
          answers.push(answer);
        }
        return answers;
      });
    },
  );

  test('nor does what the call itself brings along: dynamic variables and metadata', async () => {
    await nothingReached(async () => {
      const brought = { customer_id: '2', customer_name: 'Zacharias Quast', company_id: 'other', rebook_customer_id: '2' };
      const answer = await function_(
        'salon',
        'cancel_appointment',
        { appointment_date: '2026-12-01' },
        { from_number: theirs, retell_llm_dynamic_variables: brought, metadata: brought },
      );
      expect(answer).toMatchObject({ success: false, appointment_id: null });
      return answer;
    });
  });

  test('the exact name of their customer, and a guess at their day, finds nobody here', async () => {
    await nothingReached(async () => {
      const answer = await world.post(
        '/retell/functions',
        bodyOf('salon', 'cancel_appointment', { appointment_date: '2026-12-01', customer_name: 'Zacharias Quast' }, {}),
        keys.salon,
      );
      const body = (await answer.json()) as { success: boolean; status: string };
      expect(body).toMatchObject({ success: false, status: 'not_identified' });
      return { status: body.status };
    });
  });
});

describe('another company’s call', () => {
  test('its id in a call of ours is refused, and nothing is written to its stream', async () => {
    await nothingReached(async () => {
      const answer = await function_('salon', 'list_appointments', {}, { call_id: 'call_theirs', from_number: shared });
      expect(answer).toMatchObject({ status: 'unavailable', code: 'line_conflict', choices: null });
      return answer;
    });
  });

  test('is neither ended nor analysed by an event of ours', async () => {
    await nothingReached(async () => {
      for (const event of ['call_started', 'call_ended', 'call_analyzed']) {
        const call = {
          ...bodyOf('salon', '', {}, {}).call,
          call_id: 'call_theirs',
          disconnection_reason: 'user_hangup',
          call_analysis: { call_summary: 'made up' },
        };
        expect((await signed('salon', '/retell/webhook', { event, call })).status).toBe(204);
      }
    });
  });

  test('before a call of ours, nothing is said of their customer', async () => {
    await nothingReached(async () => {
      const asked = { event: 'call_inbound', call_inbound: { from_number: theirs, to_number: line } };
      const answered = await (await signed('salon', '/retell/webhook', asked)).json();
      expect(answered).toMatchObject({ call_inbound: { dynamic_variables: { known_caller: 'false', next_appointments: '' } } });
      expect((await signed('other', '/retell/webhook', asked)).status).toBe(401);
      return answered;
    });
  });
});

test('Cal.com’s webhooks: our address with their secret is refused, and our secret changes no booking of theirs', async () => {
  await nothingReached(async () => {
    const body = JSON.stringify({
      triggerEvent: 'BOOKING_CANCELLED',
      createdAt: world.clock.now().toISOString(),
      payload: {
        uid: uidFor('other2'),
        startTime: '2026-12-01T10:00:00Z',
        endTime: '2026-12-01T10:30:00Z',
        attendees: [],
        status: 'CANCELLED',
        metadata: { rebookAppointmentId: '2' },
      },
    });
    const post = (companyId: string, secret: string) =>
      fetch(`${world.rebook.address}/calcom/webhook/${companyId}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-cal-signature-256': signCalcomWebhook(body, secret) },
        body,
      });
    expect((await post('other', secrets.salon ?? '')).status).toBe(401);
    expect((await post('salon', secrets.other ?? '')).status).toBe(401);
    expect((await post('salon', secrets.salon ?? '')).status).toBe(200);
    await expect
      .poll(() =>
        world.sql("select 1 from webhook_inbox where company_id = 'salon' and state in ('open', 'new')").catch(() => []),
      )
      .toEqual([]);
  });
});

test('failures here lock nobody out there', async () => {
  await nothingReached(async () => {
    for (let guess = 0; guess < 5; guess += 1) {
      const args = { appointment_date: '2026-12-01', customer_name: `Falsch ${'ABCDE'[guess]}mann` };
      await function_('salon', 'cancel_appointment', args, { from_number: theirs, call_id: `call_guess_${guess}` });
    }
    const locked = await function_('salon', 'list_appointments', {}, { from_number: theirs });
    expect(locked.status).toBe('locked_out');
  });
  expect(await function_('other', 'list_appointments', {}, { from_number: theirs })).toMatchObject({ status: 'listed' });
});

test('the same customer and appointment id in both: ours is changed, theirs stands', async () => {
  await nothingReached(async () => {
    const answer = await function_('salon', 'cancel_appointment', { appointment_date: '2026-12-01' }, { from_number: shared });
    expect(answer).toMatchObject({ status: 'cancelled', appointment_id: '1' });
    return answer;
  });
  expect(await world.types('appointment-salon.1')).toContain('CalendarBookingCancelled');
  expect(await world.types('appointment-other.1')).toEqual(['AppointmentScheduled']);
});
