// National numbers are those of the company's country, on calls, in the API and in bookings; a called line is found however it is
// written.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseRow } from '../../src/app/cli/import/records.ts';
import { serviceTarget } from '../../src/app/cli/import/target.ts';
import { adminKey, createWorld, uidFor, type World, zone } from '../support/world.ts';

const [vienna, zurich, berlin] = ['+4315861234', '+41446681800', '+493012345670'];
let world: World;

async function company(id: string, lines: string[], settings: object = {}): Promise<void> {
  await world.must('POST', '/v1/companies', {
    ...{
      company_id: id,
      name: `Salon ${id}`,
      language: 'de',
      time_zone: zone,
      currency: 'EUR',
      handover: { number: '+493087654321' },
    },
    ...settings,
  });
  for (const line of lines) await world.must('POST', `/v1/companies/${id}/lines`, { line });
  world.sandbox.seedEventType({ id: 7, apiKey: `cal_sandbox_${id}`, openingHours: null });
}
const coming = (companyId: string, customerId: string) =>
  world.appointment(`a-${customerId}`, customerId, '2026-12-01T10:00:00.000Z', uidFor(`a-${customerId}`), {}, companyId);
const phoneOf = async (companyId: string, customerId: string) =>
  ((await world.must('GET', `/v1/customers/${customerId}?company=${companyId}`)) as { phone: string | null }).phone;
const heard = async (from: string, to: string) => (await world.call('list_appointments', {}, { from, to })).code;

beforeAll(async () => {
  world = await createWorld();
  await company('wien', [vienna]);
  await company('zuerich', [zurich]);
  await company('berlin', [berlin]);
  // Its German line is its oldest; one branch is in Austria, and so is the second line.
  await company('beide', ['+493012345680', '+43316123456'], { country: 'DE' });
  await world.must('POST', '/v1/companies/beide/branches', { branch_id: 'graz', name: 'Graz', country: 'AT' });
  // Reached by an American number and an agent.
  await company('mailand', ['+12125550100', 'agent_mailand'], { country: 'IT' });
  await world.customer('anna', 'Anna Wiener', '0664 1234567', 'wien');
  await world.customer('reto', 'Reto Zürcher', '078 123 45 67', 'zuerich');
  await world.customer('lena', 'Lena Lauterbach', '06641 234567', 'berlin');
  await world.customer('georg', 'Georg Grazer', '+43 664 7654321', 'beide');
  await world.customer('lia', 'Lia Milanese', '347 1234567', 'mailand');
  for (const [companyId, customerId] of [
    ['wien', 'anna'],
    ['zuerich', 'reto'],
    ['berlin', 'lena'],
    ['beide', 'georg'],
    ['mailand', 'lia'],
  ] as const)
    await coming(companyId, customerId);
  await world.settle();
});
afterAll(() => world?.stop());

test('a number given in national form is stored as one of the company’s country', async () => {
  expect(await phoneOf('wien', 'anna')).toBe('+436641234567');
  expect(await phoneOf('zuerich', 'reto')).toBe('+41781234567');
  expect(await phoneOf('berlin', 'lena')).toBe('+496641234567');
  expect(await phoneOf('mailand', 'lia')).toBe('+393471234567');
});

test.each([
  ['06641234567', vienna],
  ['436641234567', vienna],
  ['+436641234567', vienna],
  ['00436641234567', vienna],
  ['sip:06641234567@10.0.0.1', vienna],
  ['0781234567', zurich],
  ['41781234567', zurich],
  ['06641234567', berlin],
  ['496641234567', berlin],
  ['+43 664 7654321', '+493012345680'],
  ['06647654321', '+43316123456'],
  ['3471234567', '+12125550100'],
])('a caller whose number comes as %s is known on the line %s', async (from, to) => {
  expect(await heard(from, to)).toBe('listed');
});

test.each([
  // The same figures, in a country where they are another number.
  ['06647654321', '+493012345680'],
  ['+496641234567', vienna],
  ['+436641234567', berlin],
  ['436641234567', berlin],
])('a caller whose number comes as %s is nobody on the line %s', async (from, to) => {
  expect(await heard(from, to)).toBe('customer_not_found');
});

describe('the line is found when it is called', () => {
  test.each([
    '4315861234',
    '015861234',
    '01 586 12 34',
    '004315861234',
    'tel:+4315861234',
    'tel:01-586-1234',
    '%2B4315861234',
    'sip:+4315861234@host',
    'sip:4315861234@host;user=phone',
    'sip:015861234@host',
    '+4315861234;ext=12',
    '+4315861234x12',
    '＋４３１５８６１２３４',
  ])('as %s', async called => {
    expect(await heard('+436641234567', called)).toBe('listed');
  });

  test('as a number that lines of two companies may be: only an agent tells which', async () => {
    await company('lauterbach', ['+496641112222']);
    await company('leoben', ['+436641112222', 'agent_leoben']);
    expect(await heard('+436641234567', '06641112222')).toBe('line_conflict');
    const body = world.callBody('list_appointments', {}, { from: '+436641234567', to: '06641112222' });
    const answer = await world.post('/retell/functions', { ...body, call: { ...body.call, agent_id: 'agent_leoben' } });
    expect(await answer.json()).toMatchObject({ code: 'customer_not_found' });
  });
});

test('before a call the agent hears what the caller has coming, whatever form their number has', async () => {
  const asked = { event: 'call_inbound', call_inbound: { from_number: '06641234567', to_number: '4315861234' } };
  const response = await world.post('/retell/webhook', asked);
  expect(await response.json()).toMatchObject({ call_inbound: { dynamic_variables: { known_caller: 'true' } } });
});

test('a call’s stream has the caller’s number in full', async () => {
  const call = { ...world.callBody('', {}, { from: '06641234567', to: vienna, callId: 'call_vienna' }).call };
  await world.post('/retell/webhook', { event: 'call_started', call });
  expect((await world.events('call-call_vienna'))[0]?.data).toMatchObject({ personal: { customerNumber: '+436641234567' } });
});

test.each([
  ['an address Cal.com made of it', 'viennaAddress123456789', { email: '436641234567@sms.cal.com' }],
  ['a national number', 'viennaNational12345678', { email: 'anna@example.at', phoneNumber: '0664 1234567' }],
])('a booking at Cal.com is of the customer whose number it gives: as %s', async (_, uid, contact) => {
  await world.sandbox.staffCreate({
    ...{ apiKey: 'cal_sandbox_wien', uid, eventTypeId: 7, hostId: 999 },
    ...{ start: '2026-12-16T10:00:00.000Z', end: '2026-12-16T10:30:00.000Z' },
    attendee: { name: 'Anna Wiener', ...contact },
  });
  await expect
    .poll(async () => {
      await world.settle();
      return world.sql('select customer_id from appointments where calcom_v2_booking_id = $1', [uid]);
    })
    .toEqual([{ customer_id: 'anna' }]);
});

test.each(['044 668 18 01', 'tel:044-668-18-01', '41446681801'])('a line assigned as %s is one number', async line => {
  await world.must('POST', '/v1/companies/zuerich/lines', { line });
  expect(await world.must('GET', '/v1/companies/zuerich/lines')).toEqual({ lines: [zurich, '+41446681801'] });
  await world.must('DELETE', `/v1/companies/zuerich/lines/${encodeURIComponent(line)}`);
  expect(await world.must('GET', '/v1/companies/zuerich/lines')).toEqual({ lines: [zurich] });
});

test('a line that is neither a number nor an agent’s id is refused', async () => {
  expect((await world.api('POST', '/v1/companies/zuerich/lines', { line: 'sip:erika@host' })).status).toBe(400);
});

test('an import reads national numbers by the country of the branch, the company or its line', async () => {
  const target = serviceTarget(world.rebook.address, adminKey, world.clock);
  const imported = async (companyId: string, row: object) => {
    const parsed = parseRow({ name: 'Ina Import', phone: '0664 1234567', ...row }, await target.settings(companyId));
    return parsed.kind === 'record' ? parsed.customer?.phone : parsed.problems;
  };
  expect(await imported('wien', {})).toBe('+436641234567');
  expect(await imported('beide', { branch: 'graz' })).toBe('+436641234567');
  expect(await imported('beide', {})).toBe('+496641234567');
});

test('a lockout is released by the number as it is dialled there', async () => {
  const names = ['Otto Falsch', 'Ida Falsch', 'Uwe Falsch', 'Ute Falsch'];
  const guess = async (name: string) =>
    (
      await world.call(
        'cancel_appointment',
        { appointment_date: '2026-12-01', customer_name: name },
        { from: '+4366099999999', to: vienna },
      )
    ).code;
  for (const name of names.slice(0, 3)) await guess(name);
  expect(await guess('Eva Falsch')).toBe('locked_out');
  const released = { company_id: 'wien', number: '0660 99999999', reason_code: 'known_in_person' };
  await world.must('POST', '/v1/lockouts/release', released);
  expect(await guess('Udo Falsch')).not.toBe('locked_out');
});

describe('the country', () => {
  test('is shown with the company and the branch that have one', async () => {
    expect(await world.must('GET', '/v1/companies/beide')).toMatchObject({
      country: 'DE',
      branches: [{ branch_id: 'graz', country: 'AT' }],
    });
    expect(await world.must('GET', '/v1/companies/wien')).not.toHaveProperty('country');
  });

  test.each(['Austria', 'at', 'ZZ', ''])('is refused as %j', async country => {
    expect((await world.api('PATCH', '/v1/companies/beide', { country })).status).toBe(400);
    expect((await world.api('POST', '/v1/companies/beide/branches', { branch_id: 'b', name: 'B', country })).status).toBe(400);
  });

  test('that is changed applies to every number from then on', async () => {
    await company('umzug', ['agent_umzug']);
    const stored = async () => {
      await world.must('POST', '/v1/customers', {
        company_id: 'umzug',
        customer_id: 'k',
        name: 'Kim Umzug',
        phone: '0664 1234567',
      });
      return phoneOf('umzug', 'k');
    };
    expect(await stored()).toBe('+496641234567');
    await world.must('PATCH', '/v1/companies/umzug', { country: 'AT' });
    expect(await stored()).toBe('+436641234567');
  });
});
