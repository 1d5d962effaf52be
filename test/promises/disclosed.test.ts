// Promise 10: a person who asks gets everything that is stored of them, and nothing of another's.
// Every word that is planted for a person holds a mark of its own, so that each place it is stored in must be in the answer.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appended } from '../support/appended.ts';
import { marksIn } from '../support/marks.ts';
import { createWorld, uidFor, type World } from '../support/world.ts';

let world: World;
const day = '2026-11-27';
const staffKey = 'key-of-a-member-of-staff-by-name';
const [first, second, early, secondRecords, shared] = ['15199887766', '15199887755', '15199887744', '15199887733', '15199887722'];

/** Each with the words that are stored of them alone. */
const planted = {
  700: [
    ...['Quendelmann', 'Thymianowa', 'erste@quendel.example', 'zweite@thymian.example', `${first}`, `${second}`, `${early}`],
    ...['Zahnwurzelentzündung', 'Vorabgrund', 'Verdecktgrund', 'Wurzelbehandlung', 'kulanzmarke', 'verzichtmarke', 'sperrmarke'],
    ...['Rückrufname', 'Zusammenfassungsmarke', 'Anrufdatenmarke', 'nummernlosgrund', 'Doppelgrund', `${secondRecords}`],
    ...['Zweitsatz@quendel.example', 'Damalsgrund', 'ausgeblieben_marke', 'geklaert_marke', 'Freitextmarke'],
  ],
  701: ['Bleibtreu', 'bodo@bleib.example', 'Bodogrund', 'Übernahmegrund'],
  703: ['Teilerin', 'Trudegrund'],
  704: ['Theodor', 'Theogrund'],
  705: ['Ratefuchs', 'Eigengrund'],
  801: ['Monika', 'Monagrund', '15199887701'],
  802: ['Ilse', 'Ilsegrund', '15199887702'],
} as const;
type Id = `${keyof typeof planted}`;
const ids = ['700', '701', '703', '704', '705', '801', '802'] as const satisfies readonly Id[];

const exported = async (id: string, format = 'json', language = 'de'): Promise<string> => {
  const response = await world.api(
    'GET',
    `/v1/customers/${id}/personal-data?company=salon&format=${format}&language=${language}`,
  );
  const text = await response.text();
  expect(response.status, `${id} ${text.slice(0, 300)}`).toBe(200);
  return text;
};
const merge = (id: string, into: string) =>
  world.must('POST', `/v1/customers/${id}/merge`, { company_id: 'salon', into, reason_code: 'same_person' });
const put = (customer_id: string, name: string, phone: string, email?: string) => {
  world.witness.knows(name, phone, email);
  return world.must('POST', '/v1/customers', { company_id: 'salon', customer_id, name, phone, ...(email && { email }) });
};
const said = (customer_name: string, reason: string, time = '09:00') => ({
  ...{ appointment_date: day, appointment_time: time, customer_name, reason },
});

beforeAll(async () => {
  world = await createWorld({
    replyBudgetMs: 10_000,
    keys: [{ name: 'annegret-empfang', role: 'admin', companies: '*', personal: true, key: staffKey }],
  });
  await world.policy('salon', { cancel: { fee: { kind: 'fixed', amount_cents: 700 } } });
  // Before they are a customer: from a number that comes into their record later.
  await world.call('cancel_appointment', said('Xaveria Quendelmann', 'Vorabgrund'), {
    from: `+49${early}`,
    callId: 'call_early',
  });
  await put('700', 'Xaveria Quendelmann', `+49${early}`, 'erste@quendel.example');
  await put('700', 'Xaveria Quendelmann', `+49${first}`, 'erste@quendel.example');
  await put('701', 'Bodo Bleibtreu', '+4915199887700', 'bodo@bleib.example');
  await put('702', 'Xaveria Quendelmann', `+49${secondRecords}`, 'Zweitsatz@quendel.example');
  await put('703', 'Trude Teilerin', `+49${shared}`);
  await put('704', 'Theodor Halbmann', `+49${shared}`);
  await put('705', 'Gustav Ratefuchs', '+4915199887705');
  await put('801', 'Monika Zwiefach', '+4915199887701');
  await put('802', 'Ilse Dreifach', '+4915199887702');
  for (const [index, [id, customer]] of [
    ...(['a1', 'a2', 'a3', 'a4'] as const).map(id => [id, '700'] as const),
    ...[['b1', '701'] as const, ['c1', '703'] as const, ['d1', '704'] as const, ['e1', '705'] as const],
    ...[['f1', '801'] as const, ['g1', '802'] as const, ['h1', '702'] as const],
  ].entries())
    await world.appointment(id, customer, `${day}T${String(7 + index).padStart(2, '0')}:00:00.000Z`);
  await world.settle();
  await callsOfThePerson();
  await staffAboutThePerson();
  await callsOfOthers();
  await world.settle();
});
afterAll(() => world?.stop());

async function callsOfThePerson(): Promise<void> {
  const from = `+49${first}`;
  const accepted = { fee_accepted: true };
  await world.call('cancel_appointment', said('Xaveria Quendelmann', 'Zahnwurzelentzündung', '08:00'), {
    from,
    callId: 'call_one',
  });
  await world.call(
    'cancel_appointment',
    { ...said('Xaveria Quendelmann', 'Zahnwurzelentzündung', '08:00'), ...accepted },
    { from, callId: 'call_one' },
  );
  // A number of theirs, and nobody is identified.
  await world.call(
    'cancel_appointment',
    { appointment_date: 'irgendwann', reason: 'nummernlosgrund' },
    { from, callId: 'call_nobody' },
  );
  await merge('702', '700');
  await world.settle();
  await world.call(
    'cancel_appointment',
    { ...said('Xaveria Quendelmann', 'Doppelgrund', '18:00'), ...accepted },
    { from: `+49${secondRecords}` },
  );
  // Withheld number, known by name.
  await world.call('cancel_appointment', said('Xaveria Quendelmann', 'Verdecktgrund', '09:00'), { callId: 'call_withheld' });
  const request = { requestKey: randomUUID(), n: 1 };
  const callbackId = randomUUID();
  await appended(world, 'call-call_late', [
    {
      type: 'CallStarted',
      data: {
        callId: 'call_late',
        companyId: 'salon',
        callType: 'phone_call',
        personal: { name: 'Xaveria Quendelmann Anrufdatenmarke' },
      },
    },
    {
      type: 'FunctionCalled',
      data: {
        ...request,
        function: 'list_appointments',
        personal: { arguments: { customer_name: 'Xaveria Quendelmann', note: 'Freitextmarke' } },
      },
    },
    { type: 'CallerIdentified', data: { ...request, customerId: '700', way: 'call_data' } },
    {
      type: 'CallbackPromised',
      data: {
        ...request,
        callbackId,
        code: 'internal_fault',
        customerId: '700',
        personal: { number: from, name: 'Xaveria Rückrufname' },
      },
    },
    {
      type: 'FunctionAnswered',
      data: {
        ...request,
        function: 'list_appointments',
        status: 'listed',
        code: 'nothing_listed',
        parameters: {},
        language: 'de',
      },
    },
    { type: 'CallbackDone', data: { callbackId, by: 'annegret-empfang' } },
    { type: 'CallAnalyzed', data: { callSuccessful: true, personal: { summary: 'Zusammenfassungsmarke' } } },
  ]);
}

async function staffAboutThePerson(): Promise<void> {
  const key = { authorization: `Bearer ${staffKey}` };
  const by = (method: string, path: string, body: object) => world.api(method, path, { company_id: 'salon', ...body }, key);
  const cancelled = await by('POST', '/v1/appointments/a3/cancel', {
    ...{ reason: 'Wurzelbehandlung', override: { reason_code: 'kulanzmarke' }, waive_fee: { reason_code: 'verzichtmarke' } },
  });
  expect(await cancelled.json()).toMatchObject({ status: 'cancelled' });
  expect((await by('POST', '/v1/lockouts/release', { number: `+49${first}`, reason_code: 'sperrmarke' })).status).toBe(200);
  await by('POST', '/v1/customers', {
    customer_id: '700',
    name: 'Xaveria Thymianowa',
    phone: `+49${second}`,
    email: 'zweite@thymian.example',
  });
  world.witness.knows('Xaveria Thymianowa', `+49${second}`, 'zweite@thymian.example');
  await appended(
    world,
    'appointment-salon.a2',
    [
      { type: 'AppointmentNoShowRecorded', data: { noShow: true, by: 'annegret-empfang', reasonCode: 'ausgeblieben_marke' } },
      {
        type: 'ModificationResolved',
        data: { modificationId: randomUUID(), resolution: 'keep', by: 'annegret-empfang', reasonCode: 'geklaert_marke' },
      },
    ],
    { subject: '700', actor: { kind: 'staff', id: 'annegret-empfang' } },
  );
  // An appointment of theirs that became another's: each has the part that was theirs.
  const period = { startsAt: `${day}T10:00:00.000Z`, endsAt: `${day}T10:30:00.000Z` };
  const decision = { from: period, timeZone: 'Europe/Berlin', terms: null, facts: null };
  const change = { bookingUid: uidFor('a4'), startsAt: period.startsAt, customer: { from: '700', to: '701' } };
  const settled = (modificationId: string) =>
    ({ type: 'CalendarNotConcerned', data: { modificationId, reason: 'no_booking' } }) as const;
  const [moved, ended] = [randomUUID(), randomUUID()];
  await appended(
    world,
    'appointment-salon.a4',
    [
      { id: moved, type: 'AppointmentRescheduled', data: { ...decision, to: period, personal: { reason: 'Damalsgrund' } } },
      settled(moved),
    ],
    { subject: '700' },
  );
  await appended(world, 'appointment-salon.a4', [{ type: 'CalendarBookingChanged', data: change }]);
  await appended(
    world,
    'appointment-salon.a4',
    [{ id: ended, type: 'AppointmentCancelled', data: { ...decision, personal: { reason: 'Übernahmegrund' } } }, settled(ended)],
    { subject: '701' },
  );
}

async function callsOfOthers(): Promise<void> {
  const accepted = { fee_accepted: true };
  await world.call(
    'cancel_appointment',
    { ...said('Bodo Bleibtreu', 'Bodogrund', '12:00'), ...accepted },
    { from: '+4915199887700' },
  );
  // One call, two callers who share a telephone; and a call of which nobody knows whose it is.
  const both = { from: `+49${shared}`, callId: 'call_both' };
  await world.call('cancel_appointment', { ...said('Theodor Halbmann', 'Theogrund', '14:00'), ...accepted }, both);
  await world.call('cancel_appointment', { ...said('Trude Teilerin', 'Trudegrund', '13:00'), ...accepted }, both);
  await world.call('list_appointments', {}, { from: `+49${shared}`, callId: 'call_either' });
  // A stranger, and a known customer, who give the person's name.
  await world.call('cancel_appointment', said('Xaverius Quendelbaum', 'Fremdgrund', '23:00'), {
    from: '+4915199880000',
    callId: 'call_stranger',
  });
  const guess = { from: '+4915199887705', callId: 'call_guess' };
  await world.call(
    'cancel_appointment',
    { appointment_date: day, customer_name: 'Xaveria Quendelmann', reason: 'Rategrund' },
    guess,
  );
  await world.call('cancel_appointment', { ...said('Gustav Ratefuchs', 'Eigengrund', '15:00'), ...accepted }, guess);
  // Two records that were merged by mistake: a call of each while they were one.
  await merge('802', '801');
  await world.settle();
  await world.call(
    'cancel_appointment',
    { ...said('Monika Zwiefach', 'Monagrund', '16:00'), ...accepted },
    { from: '+4915199887701' },
  );
  await world.call(
    'cancel_appointment',
    { ...said('Ilse Dreifach', 'Ilsegrund', '17:00'), ...accepted },
    { from: '+4915199887702' },
  );
  await world.must('POST', '/v1/customers/802/unmerge', { company_id: 'salon', reason_code: 'two_people' });
}

const others = (id: Id): string[] =>
  ids
    .filter(other => other !== id)
    .flatMap(other => [...planted[other]])
    .concat('Fremdgrund', 'Rategrund', 'annegret');

describe.each(['json', 'html'])('as %s', format => {
  test.each(ids)('every word that is stored of %s is in the answer, and no word of another', async id => {
    const text = await exported(id, format);
    expect(marksIn(text, planted[id])).toEqual([...planted[id]]);
    expect(marksIn(text, others(id))).toEqual([]);
  });
});

test('either record of a merged person gives the same person', async () => {
  const { records, customer_id } = JSON.parse(await exported('702'));
  expect([customer_id, records]).toEqual(['702', ['700', '702']]);
});

test('what is left out is said, with how much it is', async () => {
  const { calls } = JSON.parse(await exported('705'));
  const guessed = calls.items.find((call: { call_id: string }) => call.call_id === 'call_guess');
  expect(guessed).toMatchObject({ left_out: 1, left_out_text: expect.stringContaining('eine Anfrage') });
  expect(JSON.parse(await exported('703')).left_out).toMatchObject({ calls: 1, text: expect.stringContaining('Ein Anruf') });
});

test('once erased, the answer says so, with ids, times and codes alone', async () => {
  const { calls, appointments } = JSON.parse(await exported('700'));
  const path = '/v1/customers/700/personal-data?company=salon&reason_code=asked_for';
  expect(await world.must('DELETE', path)).toMatchObject({ state: 'erased', waiting_for: [] });
  await world.settle();
  const text = await exported('700');
  expect(
    marksIn(
      text,
      planted[700].filter(mark => !/marke$/.test(mark)),
    ),
  ).toEqual([]);
  const answer = JSON.parse(text);
  expect(answer).toMatchObject({ state: 'erased', erasure: { reason_code: 'asked_for', erased_at: expect.any(String) } });
  const idsOf = (items: { call_id?: string; appointment_id?: string }[]) => items.map(one => one.call_id ?? one.appointment_id);
  expect(idsOf(answer.appointments.items)).toEqual(idsOf(appointments.items));
  expect(idsOf(calls.items)).toEqual(expect.arrayContaining(idsOf(answer.calls.items)));
  expect(await exported('700', 'html')).toContain('Ihre Daten wurden gelöscht');
});
