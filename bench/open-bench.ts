// A whole Rebook in a process of its own, with companies, customers and appointments to cancel, and a Cal.com beside it here.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CalcomSandbox, startCalcomSandbox } from '@rebook/calcom-sandbox';
import { pino } from 'pino';
import { systemClock } from '../src/domain/clock.ts';
import { bookingUidOf, calcomKeyOf, companies, companyOf, endsAt, lineOf, ownerOfKey, phoneOf, startsAt } from './callers.ts';
import { type Child, startChild } from './child.ts';

export const retellKey = `key_${randomBytes(16).toString('hex')}`;
export const webhookSecret = randomBytes(16).toString('hex');
const adminKey = randomBytes(16).toString('hex');
const masterKey = randomBytes(32).toString('base64');

export interface Bench {
  address: string;
  databaseUrl: string;
  eventStoreUrl: string;
  pid: number;
  sandbox: CalcomSandbox;
  /** What a service on this data is started with. */
  env: Record<string, string>;
  masterKey: string;
  /** Cal.com tells this server of changes to the bookings of `owner`. */
  sendWebhooks(owner: string, address: string): void;
  stopService(): Promise<void>;
  tell: Child['tell'];
  close(): Promise<void>;
}

const parallel = 24;

/** `appointments`: how many callers there are. */
export async function openBench(appointments = 2_600): Promise<Bench> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rebook-bench-'));
  const sandbox = await startCalcomSandbox({
    clock: systemClock,
    log: pino({ level: 'silent' }),
    rateLimit: 'unlimited',
  });
  const secretsFile = join(dataDir, 'secrets.json');
  await writeFile(secretsFile, JSON.stringify(secrets()), { mode: 0o600 });
  const env = {
    DATA_DIR: dataDir,
    PORT: '0',
    LOG_LEVEL: 'error',
    DATABASE_URL: '',
    EVENTSTORE_URL: '',
    NATS_URL: '',
    CALCOM_BASE_URL: sandbox.url,
    SECRETS_FILE: secretsFile,
    MASTER_KEY: masterKey,
    API_KEYS: JSON.stringify([{ name: 'bench', role: 'admin', companies: '*', personal: true, key: adminKey }]),
  };
  const seeding = await startChild('./service.ts', env);
  process.stderr.write(`seeding ${appointments} appointments in ${companies} companies …\n`);
  await seed(seeding, appointments);
  await seeding.stop();
  seedCalendar(sandbox, appointments);
  // Started again, so that no cache holds what a service would not have there.
  const service = await startChild('./service.ts', env);
  const told = new Map([['bench', service.address]]);
  sandbox.connectWebhooks({
    urlOf(key) {
      const { owner, companyId } = ownerOfKey(key);
      return `${told.get(owner)}/calcom/webhook/${companyId}`;
    },
    secretOf: () => webhookSecret,
  });
  return {
    address: service.address,
    databaseUrl: service.databaseUrl ?? '',
    eventStoreUrl: service.eventStoreUrl ?? '',
    pid: service.pid,
    sandbox,
    env,
    masterKey,
    sendWebhooks: (owner, address) => told.set(owner, address),
    stopService: service.stop,
    tell: service.tell,
    async close() {
      await sandbox.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function secrets(): Record<string, object> {
  const ids = Array.from({ length: companies }, (_, index) => companyOf(index));
  return {
    default: { retellApiKey: retellKey, calcomApiKey: calcomKeyOf('default'), calcomWebhookSecret: webhookSecret },
    ...Object.fromEntries(ids.map(id => [id, { calcomApiKey: calcomKeyOf(id) }])),
  };
}

async function seed({ address }: Child, appointments: number): Promise<void> {
  const post = async (path: string, body: object): Promise<void> => {
    const response = await fetch(`${address}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    await response.arrayBuffer();
  };
  for (let index = 0; index < companies; index += 1) {
    const companyId = companyOf(index);
    await post('/v1/companies', {
      company_id: companyId,
      name: companyId,
      language: 'de',
      time_zone: 'Europe/Berlin',
      currency: 'EUR',
    });
    await post(`/v1/companies/${companyId}/lines`, { line: lineOf(index) });
  }
  let next = 0;
  const seeder = async (): Promise<void> => {
    for (let index = next++; index < appointments; index = next++) {
      const companyId = companyOf(index);
      await post('/v1/customers', {
        company_id: companyId,
        customer_id: `c${index}`,
        name: `Gast Nummer${index}`,
        phone: phoneOf(index),
      });
      await post('/v1/appointments', {
        company_id: companyId,
        appointment_id: `a${index}`,
        customer_id: `c${index}`,
        starts_at: startsAt.toISOString(),
        ends_at: endsAt.toISOString(),
        time_zone: 'Europe/Berlin',
        booking: { uid: bookingUidOf(index), form: 'single' },
      });
    }
  };
  await Promise.all(Array.from({ length: parallel }, seeder));
}

/** Bookings of all callers, in accounts of `owner`. */
export function seedCalendar(sandbox: CalcomSandbox, appointments: number, owner?: string): void {
  for (let index = 0; index < companies; index += 1)
    sandbox.seedEventType({ id: 7, apiKey: calcomKeyOf(companyOf(index), owner), openingHours: null });
  for (let index = 0; index < appointments; index += 1) {
    sandbox.seed({
      uid: bookingUidOf(index, owner),
      apiKey: calcomKeyOf(companyOf(index), owner),
      start: startsAt.toISOString(),
      end: endsAt.toISOString(),
      eventTypeId: 7,
      hostId: index + 1,
      attendee: { name: 'Gast', email: `gast${index}@gast.example` },
    });
  }
}
