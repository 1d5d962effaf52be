// docs/extend.md is followed to the letter in a copy of the project: one module, its line in the index, nothing else.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startProgram } from '../drills/program.ts';
import { emptyDatabase, freshEventStore } from '../support/database.ts';
import { codeIn, copyProject, type ProjectCopy } from '../support/project-copy.ts';
import { line, zone } from '../support/world.ts';

const number = '+4915112340001';
const startsAt = DateTime.now().setZone(zone).plus({ days: 30 }).set({ hour: 10, minute: 0, second: 0, millisecond: 0 });
let copy: ProjectCopy;
let database: Awaited<ReturnType<typeof emptyDatabase>>;
let eventStore: Awaited<ReturnType<typeof freshEventStore>>;
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rebook-extended-'));
  [copy, database, eventStore] = await Promise.all([copyProject(), emptyDatabase(), freshEventStore()]);
});
afterAll(async () => {
  await copy.remove();
  await eventStore.drop();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

test('the function compiles, and the service answers a caller with it', { timeout: 120_000 }, async () => {
  const { path, code } = await codeIn('docs/extend.md', 'src/calls/functions/');
  const [, name = ''] = /export const (\w+) =/.exec(code) ?? [];
  await copy.write(path, code);
  const index = 'src/calls/functions/index.ts';
  const first = 'import { cancelAppointment }';
  await copy.replace(index, first, `import { ${name} } from './${path.split('/').at(-1)}';\n${first}`);
  await copy.replace(index, 'listAppointments, findSlots]', `listAppointments, findSlots, ${name}]`);
  expect(await copy.complaints('src/app/cli/rebook.ts')).toEqual([]);

  const where = { DATA_DIR: dataDir, DATABASE_URL: database.url, EVENTSTORE_URL: eventStore.url };
  const service = await startProgram(where, ['--import', 'tsx', join(copy.path, 'src/app/cli/rebook.ts')]);
  try {
    const of = { company_id: 'salon' };
    await service.must('POST', '/v1/companies', {
      ...{ company_id: 'salon', name: 'Salon', time_zone: zone, language: 'de', currency: 'EUR', handover: 'Ich verbinde Sie.' },
    });
    await service.must('POST', '/v1/companies/salon/lines', { line });
    await service.must('POST', '/v1/customers', { ...of, customer_id: 'c1', name: 'Erika Beispiel', phone: number });
    const instantAfter = (minutes: number) => startsAt.plus({ minutes }).toUTC().toISO();
    const period = { starts_at: instantAfter(0), ends_at: instantAfter(30), time_zone: zone };
    await service.must('POST', '/v1/appointments', { ...of, appointment_id: 'a1', customer_id: 'c1', ...period });
    const call = { call_id: 'call_1', call_type: 'phone_call', direction: 'inbound', from_number: number, to_number: line };
    const ask = () => service.call(JSON.stringify({ name: 'next_appointment', call, args: {} }));
    await expect
      .poll(ask, { timeout: 30_000 })
      .toMatchObject({ code: 'listed', choices: [{ date: startsAt.toISODate(), time: '10:00' }] });
  } finally {
    await service.stop();
  }
});
