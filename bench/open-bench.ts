// A whole Rebook on embedded servers, with companies, customers and appointments to cancel.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type Rebook, startRebook } from '../src/app.ts';
import { type Config, loadConfig } from '../src/config.ts';
import { sandboxKeyOf } from '../src/embedded/servers.ts';

export const companies = 60;
export const appointments = Number(process.env.BENCH_APPOINTMENTS ?? 2_600);
export const startsAt = new Date(Date.now() + 30 * 86_400_000);
startsAt.setUTCHours(9, 0, 0, 0);

export interface Bench {
  rebook: Rebook;
  config: Config;
  close(): Promise<void>;
}

export const companyOf = (index: number): string => `company-${index % companies}`;
export const lineOf = (index: number): string => `+4930${5_000_000 + (index % companies)}`;
export const phoneOf = (index: number): string => `+49151${String(10_000_000 + index)}`;

const parallel = 24;

export async function openBench(): Promise<Bench> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rebook-bench-'));
  const config = loadConfig({ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' }, { dotEnv: false });
  const log = pino({ level: 'silent' });
  const seeding = await startRebook(config, { log });
  process.stderr.write(`seeding ${appointments} appointments in ${companies} companies …\n`);
  await seed(seeding, config);
  await seeding.stop();
  // Started anew: nothing is in a cache that a service would not have there.
  const rebook = await startRebook(config, { log });
  seedCalendar(rebook);
  return {
    rebook,
    config,
    async close() {
      await rebook.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export const bookingUidOf = (index: number): string => `bench${String(index).padStart(17, '0')}`;
const endsAt = new Date(startsAt.getTime() + 1_800_000);

async function seed(rebook: Rebook, config: Config): Promise<void> {
  const post = async (path: string, body: object): Promise<void> => {
    const response = await fetch(`${rebook.address}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${config.apiKeys[0]?.key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    await response.arrayBuffer();
  };
  for (let index = 0; index < companies; index += 1) {
    const companyId = companyOf(index);
    await post('/v1/companies', {
      companyId,
      name: companyId,
      language: 'de',
      timeZone: 'Europe/Berlin',
      currency: 'EUR',
      handover: '',
    });
    await post(`/v1/companies/${companyId}/lines`, { line: lineOf(index) });
  }
  let next = 0;
  const seeder = async (): Promise<void> => {
    for (let index = next++; index < appointments; index = next++) {
      const companyId = companyOf(index);
      await post('/v1/customers', { companyId, customerId: `c${index}`, name: `Gast Nummer${index}`, phone: phoneOf(index) });
      await post('/v1/appointments', {
        companyId,
        appointmentId: `a${index}`,
        customerId: `c${index}`,
        startsAt: startsAt.toISOString(),
        endsAt: endsAt.toISOString(),
        timeZone: 'Europe/Berlin',
        booking: { uid: bookingUidOf(index) },
      });
    }
  };
  await Promise.all(Array.from({ length: parallel }, seeder));
}

/** The sandbox keeps its bookings in memory, so each start needs them. */
function seedCalendar({ servers: { sandbox } }: Rebook): void {
  if (!sandbox) throw new Error('the benchmark needs the sandbox');
  sandbox.setRateLimit('unlimited');
  for (let index = 0; index < companies; index += 1)
    sandbox.seedEventType({ id: 7, apiKey: sandboxKeyOf(companyOf(index)), openingHours: null });
  for (let index = 0; index < appointments; index += 1) {
    sandbox.seed({
      uid: bookingUidOf(index),
      apiKey: sandboxKeyOf(companyOf(index)),
      start: startsAt.toISOString(),
      end: endsAt.toISOString(),
      eventTypeId: 7,
      hostId: index + 1,
      attendee: { name: 'Gast', email: `gast${index}@gast.example` },
    });
  }
}
