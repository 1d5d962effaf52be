// An import as a whole: everything once, customers first, bad lines reported, and stopped where going on is pointless.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runImport } from '../../../src/app/cli/import/run.ts';
import type { ImportOutcome, ImportTarget } from '../../../src/app/cli/import/target.ts';
import { Fault } from '../../../src/domain/fault.ts';

const nowhere = { branches: new Map(), lines: [] };
const settings = { companyId: 'salon', timeZone: 'Europe/Berlin', currency: 'EUR', places: nowhere };

/** Remembers records by id, as the service does. */
function rememberingTarget() {
  const customers = new Map<string, string>();
  const appointments = new Map<string, string>();
  const add = (known: Map<string, string>, id: string, record: object): ImportOutcome => {
    const before = known.get(id);
    known.set(id, JSON.stringify(record));
    return { kind: before === known.get(id) ? 'known' : 'written' };
  };
  const target: ImportTarget = {
    settings: async () => settings,
    customer: async (_, record) => add(customers, record.customerId, record),
    appointment: async (_, record) => add(appointments, record.appointmentId, record),
    hasCustomer: async (_, customerId) => customers.has(customerId),
  };
  return { target, customers, appointments };
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rebook-import-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function importing(content: string, target: ImportTarget, dryRun = false) {
  const file = join(folder, 'import.csv');
  await writeFile(file, content);
  return runImport({ file, encoding: 'utf8', settings, target, dryRun, onProgress: () => undefined });
}

const header = 'external_id,name,phone,customer,starts_at,minutes';
const file = [
  header,
  'T-1,,,K-17,2026-03-05T14:00,45',
  'K-17,Erika Beispiel,015112345671,,,',
  'K-18,Jonas Vogel,no number,,,',
  'T-2,Mia Neu,015112345673,K-19,2026-03-05T15:00,45',
  'T-3,Mia Neu,015112345673,K-19,2026-03-06T15:00,45',
  'T-4,,,K-99,2026-03-05T16:00,45',
  'T-5,,,K-17,gestern,45',
].join('\n');

describe('an import', () => {
  test('brings customers before the appointments that name them, wherever they stand in the file', async () => {
    const { target, customers, appointments } = rememberingTarget();
    const report = await importing(file, target);
    expect(report).toEqual({
      customers: { written: 3, known: 0 },
      appointments: { written: 3, known: 0 },
      phonesDropped: [4],
      failed: [
        { line: 7, reason: 'customer: not known' },
        { line: 8, reason: 'starts_at: not a time that exists' },
      ],
    });
    expect([customers.size, appointments.size]).toEqual([3, 3]);
  });

  test('run again doubles nothing, and changes a contact that has changed', async () => {
    const { target, customers, appointments } = rememberingTarget();
    await importing(file, target);
    const again = await importing(file.replace('Jonas Vogel', 'Jonas Vogel-Adler'), target);
    expect(again.customers).toEqual({ written: 1, known: 2 });
    expect(again.appointments).toEqual({ written: 0, known: 3 });
    expect([customers.size, appointments.size]).toEqual([3, 3]);
  });

  test('of many lines has never more than a few in flight', async () => {
    const { target } = rememberingTarget();
    let underWay = 0;
    let most = 0;
    const counting: ImportTarget = {
      ...target,
      async customer(companyId, record) {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise(resolve => setImmediate(resolve));
        underWay -= 1;
        return target.customer(companyId, record);
      },
    };
    const lines = Array.from({ length: 300 }, (_, n) => `K-${n},Kunde ${n},,,,`);
    expect((await importing([header, ...lines].join('\n'), counting)).customers.written).toBe(300);
    expect(most).toBeLessThanOrEqual(8);
    expect(most).toBeGreaterThan(1);
  });

  test('without ids goes by whom the service knows: one person in two spellings is one customer', async () => {
    const { target, appointments } = rememberingTarget();
    const sent: unknown[] = [];
    const finding: ImportTarget = {
      ...target,
      async customer(_, record) {
        sent.push(record);
        return { kind: 'known', customerId: 'eva' };
      },
    };
    const lines = [
      'name,phone,starts_at,minutes',
      'Eva Müller,015112345671,2026-03-05T14:00,45',
      '"Mueller, Eva",+4915112345671,2026-03-06T14:00,45',
    ];
    const report = await importing(lines.join('\n'), finding);
    expect(report).toMatchObject({ appointments: { written: 2, known: 0 }, failed: [] });
    expect(sent).toMatchObject([{ byContact: true }, { byContact: true }]);
    for (const appointment of appointments.values()) expect(JSON.parse(appointment)).toMatchObject({ customerId: 'eva' });
  });

  test('of names without a contact makes a customer of each appointment, and the same ones when it is run again', async () => {
    const { target, customers } = rememberingTarget();
    const lines = ['name,starts_at,minutes', 'Eva Müller,2026-03-05T14:00,45', 'Eva Müller,2026-03-06T14:00,45'];
    await importing(lines.join('\n'), target);
    await importing(lines.join('\n'), target);
    expect(customers.size).toBe(2);
  });

  test('ends where the service is gone for good', async () => {
    const { target } = rememberingTarget();
    const gone: ImportTarget = { ...target, customer: () => Promise.reject(new Fault('service_unreachable', 'gone')) };
    await expect(importing(file, gone)).rejects.toMatchObject({ code: 'service_unreachable' });
  });

  test('that is only tried sends nothing', async () => {
    const { target, customers } = rememberingTarget();
    expect((await importing(file, target, true)).customers.written).toBe(3);
    expect(customers.size).toBe(0);
  });
});
