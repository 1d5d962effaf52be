// The "a function" of docs/extend.md is followed to the letter: one module, its line in the index, nothing else. That it compiles: compiles.test.ts.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startProgram } from '../drills/program.ts';
import { emptyDatabase, freshEventStore } from '../support/database.ts';
import { type BuiltProject, extendProject } from '../support/extended-project.ts';
import { line, zone } from '../support/world.ts';
import { addFunction } from './additions.ts';

const number = '+4915112340001';
const startsAt = DateTime.now().setZone(zone).plus({ days: 30 }).set({ hour: 10, minute: 0, second: 0, millisecond: 0 });
let built: BuiltProject;
let database: Awaited<ReturnType<typeof emptyDatabase>>;
let eventStore: Awaited<ReturnType<typeof freshEventStore>>;
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rebook-extended-'));
  const project = extendProject();
  addFunction(project);
  [built, database, eventStore] = await Promise.all([project.build(), emptyDatabase(), freshEventStore()]);
});
afterAll(async () => {
  await built.remove();
  await eventStore.drop();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

test('the service answers a caller with it', async () => {
  const where = { DATA_DIR: dataDir, DATABASE_URL: database.url, EVENTSTORE_URL: eventStore.url };
  const [file, execArgv] = built.programOf('src/app/cli/rebook.ts');
  const service = await startProgram(where, [...execArgv, file]);
  try {
    const of = { company_id: 'salon' };
    await service.must('POST', '/v1/companies', {
      ...{
        company_id: 'salon',
        name: 'Salon',
        time_zone: zone,
        language: 'de',
        currency: 'EUR',
        handover: { number: '+493087654321' },
      },
    });
    await service.must('POST', '/v1/companies/salon/lines', { line });
    await service.must('POST', '/v1/customers', { ...of, customer_id: 'c1', name: 'Erika Beispiel', phone: number });
    const instantAfter = (minutes: number) => startsAt.plus({ minutes }).toUTC().toISO();
    const period = { starts_at: instantAfter(0), ends_at: instantAfter(30), time_zone: zone };
    await service.must('POST', '/v1/appointments', { ...of, appointment_id: 'a1', customer_id: 'c1', ...period });
    const call = { call_id: 'call_1', call_type: 'phone_call', direction: 'inbound', from_number: number, to_number: line };
    const ask = () => service.call(JSON.stringify({ name: 'next_appointment', call, args: {} }));
    await expect.poll(ask).toMatchObject({ code: 'listed', choices: [{ date: startsAt.toISODate(), time: '10:00' }] });
  } finally {
    await service.stop();
  }
});
