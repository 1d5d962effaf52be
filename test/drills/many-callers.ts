// Many callers of many companies, each with one appointment to cancel; who is turned away calls again, in a call of its own.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCalcomSandbox } from '@rebook/calcom-sandbox';
import { startEmbeddedEventStore } from '@rebook/embedded-eventstore';
import { pino } from 'pino';
import { inject } from 'vitest';
import { z } from 'zod';
import { signRetell } from '../../src/channels/retell/signature.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { emptyDatabase, freshEventStore } from '../support/database.ts';
import { retellKey, zone } from '../support/world.ts';
import { startProgram } from './program.ts';

const webhookSecret = 'webhook-secret-of-many-callers';
const replyBudgetMs = 8_000;
const startsAt = new Date(Date.now() + 30 * 86_400_000);
startsAt.setUTCHours(9, 0, 0, 0);
const day = startsAt.toISOString().slice(0, 10);
const endsAt = new Date(startsAt.getTime() + 1_800_000).toISOString();
const seedingAtOnce = 24;

const answerSchema = z.object({ status: z.string(), code: z.string(), message: z.string() });

/** One appointment and the customer it is of. */
export interface Owner {
  index: number;
  companyId: string;
  appointmentId: string;
  uid: string;
}
/** What one caller heard; no `code`: nothing. */
export interface Told {
  callId: string;
  owner: Owner;
  code: string | undefined;
  message: string;
  began: number;
  ended: number;
}

export type ManyCallers = Awaited<ReturnType<typeof startManyCallers>>;

/** `instances` services on one event store and one database; Cal.com takes `calendarMs` for each change. */
export async function startManyCallers({
  instances,
  calendarMs,
  companies,
}: {
  instances: number;
  calendarMs: number;
  companies: number;
}) {
  const companyOf = (index: number): string => `company-${index % companies}`;
  const lineOf = (index: number): string => `+4930${5_000_000 + (index % companies)}`;
  const dataDir = await mkdtemp(join(tmpdir(), 'rebook-many-callers-'));
  const [database, eventStore] = await Promise.all([emptyDatabase(), ownEventStore()]);
  const sandbox = await startCalcomSandbox({ clock: systemClock, log: pino({ level: 'silent' }), rateLimit: 'unlimited' });
  const secretsFile = join(dataDir, 'secrets.json');
  await writeFile(secretsFile, JSON.stringify(secretsOf(Array.from({ length: companies }, (_, index) => companyOf(index)))), {
    mode: 0o600,
  });
  const exits: string[] = [];
  const services = await Promise.all(
    Array.from({ length: instances }, async (_, index) => {
      const service = await startProgram({
        ...{ DATA_DIR: join(dataDir, String(index)), DATABASE_URL: database.url, EVENTSTORE_URL: eventStore.url },
        ...{ CALCOM_BASE_URL: sandbox.url, SECRETS_FILE: secretsFile, REPLY_BUDGET_MS: String(replyBudgetMs) },
      });
      void service.ended.then(how => exits.push(how));
      return service;
    }),
  );
  const [first] = services;
  if (!first) throw new Error('no service');
  let webhooks = 0;
  sandbox.connectWebhooks({
    urlOf: key => `${services[webhooks++ % services.length]?.address}/calcom/webhook/${key.replace('cal_', '')}`,
    secretOf: () => webhookSecret,
  });
  if (calendarMs > 0) sandbox.fault({ match: { operation: 'cancel' }, kind: 'delay', delayMs: calendarMs });
  for (let index = 0; index < companies; index += 1) {
    const companyId = companyOf(index);
    sandbox.seedEventType({ id: index + 1, apiKey: keyOf(companyId), openingHours: null });
    await first.must('POST', '/v1/companies', {
      ...{
        company_id: companyId,
        name: companyId,
        language: 'de',
        time_zone: zone,
        currency: 'EUR',
        handover: { number: '+493087654321' },
      },
    });
    await first.must('POST', `/v1/companies/${companyId}/lines`, { line: lineOf(index) });
  }

  const agent = new Agent({ keepAlive: true });
  const waiting: Owner[] = [];
  const told: Told[] = [];
  let seeded = 0;
  let calls = 0;

  async function seed(index: number): Promise<Owner> {
    const companyId = companyOf(index);
    const owner = { index, companyId, appointmentId: `a${index}`, uid: `many${String(index).padStart(18, '0')}` };
    const attendee = { name: 'Gast', email: `gast${index}@gast.example` };
    sandbox.seed({
      ...{ uid: owner.uid, apiKey: keyOf(companyId), start: startsAt.toISOString(), end: endsAt },
      ...{ eventTypeId: (index % companies) + 1, hostId: index + 1, attendee },
    });
    const customer = { company_id: companyId, customer_id: `c${index}`, name: `Gast Nummer${index}`, phone: phoneOf(index) };
    await first?.must('POST', '/v1/customers', customer);
    await first?.must('POST', '/v1/appointments', {
      ...{ company_id: companyId, appointment_id: owner.appointmentId, customer_id: `c${index}`, time_zone: zone },
      ...{ starts_at: startsAt.toISOString(), ends_at: endsAt, booking: { uid: owner.uid, form: 'single' } },
    });
    return owner;
  }

  return {
    sandbox,
    told,
    exits,
    services,
    replyBudgetMs,
    database,
    eventStore,
    left: () => waiting.length,
    /** So many callers can call then; all read models know them. */
    async stock(wanted: number): Promise<void> {
      const until = seeded + Math.max(0, wanted - waiting.length);
      await Promise.all(
        Array.from({ length: seedingAtOnce }, async () => {
          while (seeded < until) {
            const index = seeded;
            seeded += 1;
            waiting.push(await seed(index));
          }
        }),
      );
      for (const { companyId, appointmentId } of waiting.slice(-seedingAtOnce))
        await first.must('GET', `/v1/appointments/${appointmentId}?company=${companyId}`);
    },
    /** The next caller cancels. */
    async ring(): Promise<Told> {
      const owner = waiting.shift();
      const service = services[calls % services.length];
      if (!owner || !service) throw new Error('no caller is left who has an appointment');
      calls += 1;
      const callId = `many_${calls}`;
      const began = performance.now();
      const answer = await post(
        agent,
        `${service.address}/retell/functions`,
        cancelCall(callId, phoneOf(owner.index), lineOf(owner.index)),
      );
      const one = { callId, owner, code: answer?.code, message: answer?.message ?? '', began, ended: performance.now() };
      told.push(one);
      if (one.code === 'overloaded') waiting.push(owner);
      return one;
    },
    /** Megabytes of each service. */
    memory: () => Promise.all(services.map(async ({ address }) => (await gaugesOf(address)).memory)),
    gauges: () => Promise.all(services.map(({ address }) => gaugesOf(address))),
    async stop(): Promise<string[]> {
      const died = [...exits];
      agent.destroy();
      for (const service of services) await service.stop();
      await sandbox.stop();
      await eventStore.drop();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
      return died;
    },
  };
}

/** In a thread of its own, so that callers and calendar do not wait for it; or a part of the one that is set. */
async function ownEventStore(): Promise<{ url: string; drop(): Promise<void> }> {
  if (inject('eventStoreUrl')) return freshEventStore();
  const database = await emptyDatabase();
  const server = await startEmbeddedEventStore({ databaseUrl: database.url, log: pino({ level: 'silent' }) });
  return {
    url: server.connectionString,
    async drop() {
      await server.stop();
      await database.drop();
    },
  };
}

const keyOf = (companyId: string): string => `cal_${companyId}`;
const phoneOf = (index: number): string => `+49151${10_000_000 + index}`;

const secretsOf = (companyIds: readonly string[]): object => ({
  default: { retellApiKey: retellKey, calcomApiKey: keyOf('default'), calcomWebhookSecret: webhookSecret },
  ...Object.fromEntries(companyIds.map(id => [id, { calcomApiKey: keyOf(id) }])),
});

const cancelCall = (callId: string, from: string, to: string): string =>
  JSON.stringify({
    name: 'cancel_appointment',
    call: {
      ...{
        call_id: callId,
        call_type: 'phone_call',
        direction: 'inbound',
        from_number: from,
        to_number: to,
      },
    },
    args: { appointment_date: day },
  });

/** A client that costs little beside the service; undefined where nothing is answered that can be spoken. */
function post(agent: Agent, url: string, body: string): Promise<z.infer<typeof answerSchema> | undefined> {
  const headers = {
    ...{ 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    'x-retell-signature': signRetell(body, retellKey, Date.now()),
  };
  return new Promise(resolve => {
    const nothing = () => resolve(undefined);
    const sent = request(url, { agent, method: 'POST', headers }, response => {
      const pieces: Buffer[] = [];
      response.on('data', piece => pieces.push(piece)).on('error', nothing);
      response.on('end', () => {
        const answer = answerSchema.safeParse(parsed(Buffer.concat(pieces).toString()));
        resolve(answer.data);
      });
    });
    sent.on('error', nothing);
    sent.end(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** By the service's own metrics: megabytes, its places, and the requests that are not answered yet. */
async function gaugesOf(address: string) {
  const text = await fetch(`${address}/metrics`).then(response => response.text());
  const of = (pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? Number.NaN);
  return {
    memory: of(/^process_resident_memory_bytes (\S+)/m) / 1024 / 1024,
    limit: of(/^rebook_admission_places\{kind="limit"\} (\S+)/m),
    used: of(/^rebook_admission_places\{kind="used"\} (\S+)/m),
    queued: of(/^rebook_admission_places\{kind="queued"\} (\S+)/m),
    inFlight: of(/^rebook_requests_in_flight (\S+)/m),
  };
}
