// A salon on an ordinary Monday: appointments, calls, a change that Cal.com leaves open, customers who must still hear.
import { createWorld, type World } from '../../support/world.ts';

export const receptionKey = 'key-of-the-reception-01';
export const blindKey = 'key-that-sees-no-names-1';
export const auditKey = 'key-of-the-auditors-001';

const people = [
  ['340', 'Erika Beispiel', '+4915112345670'],
  ['341', 'Hansi Hinterseher', '+4915112345671'],
  ['342', 'Jonas Vogel', '+4915112345672'],
  ['343', 'Lena Brandt', '+4915112345673'],
  ['344', 'Murat Öztürk', '+4915112345674'],
  ['345', 'Franziska Maria von der Heydenreich-Blumenthal', '+4915112345675'],
] as const;

/** Today is Monday, 23 November, ten o’clock in Berlin. */
export async function createDesk(): Promise<World> {
  const world = await createWorld({
    companies: ['other'],
    keys: [
      { name: 'reception', role: 'operator', companies: ['salon'], personal: true, key: receptionKey },
      { name: 'shift', role: 'operator', companies: ['salon'], personal: false, key: blindKey },
      { name: 'audit', role: 'auditor', companies: ['salon'], personal: true, key: auditKey },
    ],
  });
  const put = (part: string, body: object) => world.must('POST', `/v1/companies/salon/${part}`, body);
  await put('branches', { branch_id: 'mitte', name: 'Berlin Mitte' });
  await put('branches', { branch_id: 'west', name: 'Charlottenburg' });
  await put('services', { service_id: 'cut', name: 'Haarschnitt', minutes: 30, price: { amount_cents: 4_200, currency: 'EUR' } });
  await put('services', {
    service_id: 'colour',
    name: 'Farbe und Schnitt',
    minutes: 90,
    price: { amount_cents: 9_800, currency: 'EUR' },
  });
  await put('staff', { staff_id: 'eva', name: 'Eva Muster' });
  await put('staff', { staff_id: 'tom', name: 'Tom Schneider' });
  await world.policy('salon', {
    cancel: { hours_before: 4, fee: { kind: 'tiers', tiers: [{ under_hours: 48, amount_cents: 1_000 }] } },
    reschedule: { hours_before: 4 },
  });
  for (const [id, name, phone] of people) await world.customer(id, name, phone);
  const at = (
    id: string,
    customer: string,
    startsAt: string,
    service: string,
    staff: string,
    branch: string,
    extra: object = {},
  ) =>
    world.appointment(id, customer, startsAt, undefined, { service_id: service, staff_id: staff, branch_id: branch, ...extra });
  await at('640', '340', '2026-11-23T08:00:00.000Z', 'cut', 'eva', 'mitte');
  await at('641', '341', '2026-11-23T10:30:00.000Z', 'colour', 'eva', 'mitte');
  await at('642', '342', '2026-11-23T11:00:00.000Z', 'cut', 'tom', 'west');
  await at('643', '343', '2026-11-23T15:00:00.000Z', 'colour', 'tom', 'west');
  await at('644', '344', '2026-11-23T15:30:00.000Z', 'cut', 'eva', 'mitte');
  await at('645', '345', '2026-11-23T16:30:00.000Z', 'colour', 'eva', 'mitte');
  await at('650', '340', '2026-11-24T10:00:00.000Z', 'colour', 'eva', 'mitte');
  await at('651', '341', '2026-12-01T10:00:00.000Z', 'cut', 'tom', 'west');
  await at('652', '343', '2026-12-02T10:00:00.000Z', 'cut', 'tom', 'west', { booking: { numeric_id: 999_999 } });
  await at('653', '344', '2026-12-03T10:00:00.000Z', 'cut', 'eva', 'mitte');
  await call(world);
  await world.settle();
  return world;
}

/** Three calls: a fee that is heard and taken, a stranger, and a change that no machine can settle. */
async function call(world: World): Promise<void> {
  const cancelled = { from: '+4915112345674', callId: 'call_cancelled' };
  await world.call('list_appointments', {}, cancelled);
  await world.call('cancel_appointment', { appointment_date: '2026-12-03' }, cancelled);
  await world.call(
    'reschedule_appointment',
    { old_date: '2026-12-01', new_date: '2026-12-02', new_time: '14:00' },
    {
      from: '+4915112345671',
      callId: 'call_moved',
    },
  );
  await world.call(
    'cancel_appointment',
    { appointment_date: '2026-12-01', customer_name: 'Niemand Bekannt' },
    { callId: 'call_stranger' },
  );
  await world.call('cancel_appointment', { appointment_date: '2026-12-02' }, { from: '+4915112345673', callId: 'call_open' });
  await world.call('cancel_appointment', { appointment_date: '2026-11-23' }, { from: '+4915112345672', callId: 'call_late' });
}
