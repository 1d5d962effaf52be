// A person's data are handed out to admins alone, as the document says or as a page without a script, and never without a record of it.
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { personalDataSchema } from '../../../src/channels/api/subject/schema.ts';
import { runCommand } from '../../support/run-command.ts';
import { createWorld, type World } from '../../support/world.ts';

const operator = 'key-of-an-operator-who-may-see-persons';
const markup = '<script>alert("1")</script>';
let world: World;

beforeAll(async () => {
  world = await createWorld({
    companies: ['other'],
    keys: [{ name: 'desk', role: 'operator', companies: '*', personal: true, key: operator }],
  });
  await world.policy('salon', {
    cancel: { hours_before: 24, max_per_month: 2, fee: { kind: 'tiers', tiers: [{ under_hours: 48, amount_cents: 1000 }] } },
    reschedule: { allowed: false },
  });
  await world.must('PATCH', '/v1/companies/salon', { retention_months: 24 });
  await world.customer('900', `Petra ${markup} Pfeil`, '+4915112340900');
  await world.appointment('p1', '900', '2026-12-01T10:00:00.000Z');
  await world.call(
    'cancel_appointment',
    { appointment_date: '2026-12-01', customer_name: 'Petra Pfeil', reason: `${markup} & "krank"` },
    { from: '+4915112340900', callId: 'call_markup' },
  );
  await world.settle();
});
afterAll(() => world?.stop());

const path = (id: string, query = '') => `/v1/customers/${id}/personal-data?company=salon${query}`;
const access = async () => ((await world.must('GET', '/v1/access?customer=900')) as { access: Record<string, unknown>[] }).access;

test('the answer is what the document says, field by field', async () => {
  const response = await world.api('GET', path('900'));
  expect(response.headers.get('content-type')).toContain('application/json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const answer = await response.json();
  const parsed = personalDataSchema.parse(answer);
  expect(parsed).toEqual(answer);
  expect(parsed.language).toBe('de');
});

test('it tells what Article 15 asks for, as this company and service are set up', async () => {
  const answer = personalDataSchema.parse(await world.must('GET', path('900', '&language=en')));
  const told = Object.fromEntries(answer.general.map(({ name, texts }) => [name, texts.join(' ')]));
  expect(told.retention).toContain('24 months');
  expect(told.recipients).toContain('Cal.com');
  expect(told.rights).toMatch(/rectified.*erased.*restricted.*complaint/s);
  expect(answer.rules.map(({ text }) => text)).toEqual([
    'Cancelling is possible until 24 hours before the appointment. (everywhere in the company)',
    'At most 2 cancellations are possible in a month. (everywhere in the company)',
    'Fee for a cancellation: less than 48 hours before, €10.00. (everywhere in the company)',
    'Appointments cannot be moved on the phone. (everywhere in the company)',
  ]);
});

describe('the page', () => {
  test.each(['de', 'en'])(
    'in %s has one language, headings, captions and no script, and every value is escaped',
    async language => {
      const response = await world.api('GET', path('900', `&language=${language}`), undefined, { accept: 'text/html' });
      expect(response.headers.get('content-type')).toContain('text/html');
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(
        /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
      );
      const page = await response.text();
      expect(page).toContain(`<html lang="${language}">`);
      expect(page).not.toContain('<script');
      expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; Pfeil');
      expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &quot;krank&quot;');
      expect(page.match(/<table/g)?.length).toBe(page.match(/<caption>/g)?.length);
      expect(page).not.toMatch(/undefined|null|\[object|NaN|Invalid/);
      // Nothing is loaded from anywhere.
      expect(page).not.toMatch(/\b(?:src|href)="(?!#)/);
    },
  );

  test('what was said is heard in its own words, with its meaning in the reader’s language', async () => {
    const page = await (await world.api('GET', path('900', '&format=html&language=en'))).text();
    expect(page).toContain('Ihr Termin am Dienstag');
    expect(page).toContain('Your appointment on Tuesday');
  });
});

test('nobody else gets it, and one who is not there is not there', async () => {
  const asDesk = await world.api('GET', path('900'), undefined, { authorization: `Bearer ${operator}` });
  expect(asDesk.status).toBe(403);
  for (const unknown of [
    path('901'),
    '/v1/customers/900/personal-data?company=other',
    '/v1/customers/900/personal-data?company=none',
  ]) {
    const response = await world.api('GET', unknown);
    expect([response.status, await response.json()]).toMatchObject([404, { error: { code: 'resource_not_found' } }]);
  }
});

test('each time it is handed out stands in the access record, with whom it was about', async () => {
  await world.sql('delete from access_record');
  await world.api('GET', path('900'));
  await world.api('GET', path('900', '&format=html'));
  await world.api('GET', path('901'));
  const entry = { kind: 'export', key: 'admin', operation: 'exportPersonalData', company_id: 'salon', customer_ids: ['900'] };
  expect(await access()).toEqual([expect.objectContaining(entry), expect.objectContaining(entry)]);
});

test.each(['json', 'html'])('nothing is handed out as %s where the record cannot be written', async format => {
  await world.sql('alter table access_record rename column role to role_away');
  const response = await world.api('GET', path('900', `&format=${format}`));
  await world.sql('alter table access_record rename column role_away to role');
  expect(response.status).toBeGreaterThanOrEqual(500);
  expect(await response.text()).not.toContain('Petra');
});

test('who looked is told by role, for entries about them alone', async () => {
  await world.sql('delete from access_record');
  await world.customer('902', 'Otto Anders', '+4915112340902');
  await world.settle();
  const headers = { authorization: `Bearer ${operator}` };
  await world.api('GET', '/v1/customers/900?company=salon', undefined, headers);
  await world.api('GET', '/v1/customers/902?company=salon', undefined, headers);
  const answer = personalDataSchema.parse(await world.must('GET', path('900')));
  const told = answer.access.items.map(({ kind, role, operation }) => [kind, role, operation]);
  expect(told).toEqual([['read', 'operator', 'getCustomer']]);
  expect(JSON.stringify(answer.access)).not.toContain('desk');
});

test('the command writes the same into a file of one’s own, and records it', async () => {
  await world.sql('delete from access_record');
  const folder = await mkdtemp(join(tmpdir(), 'rebook-subject-'));
  const asked = ['subject', '900', '--company', 'salon'];
  const file = join(folder, '900.html');
  const page = await runCommand(world, [...asked, '--format', 'html', '--language', 'en', '--output', file]);
  expect(page.exitCode).toBe(0);
  expect(await readFile(file, 'utf8')).toContain('<html lang="en">');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const { exitCode, out } = await runCommand(world, asked);
  expect([exitCode, personalDataSchema.parse(JSON.parse(out)).customer_id]).toEqual([0, '900']);
  // A file that is there is left alone, and nothing is asked for; one that gets nothing is not left behind.
  expect((await runCommand(world, [...asked, '--output', file])).exitCode).toBe(2);
  const none = join(folder, '999.json');
  expect((await runCommand(world, ['subject', '999', '--company', 'salon', '--output', none])).exitCode).toBe(1);
  expect(await readdir(folder)).toEqual(['900.html']);
  await rm(folder, { recursive: true });
  expect((await access()).map(({ kind }) => kind)).toEqual(['export', 'export']);
});
