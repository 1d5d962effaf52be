// A whole Rebook on fresh databases with a sandbox and a clock that can be moved: where the stories take place.

import type { CalcomSandbox } from '@rebook/calcom-sandbox';
import { pino } from 'pino';
import type { Config } from '../../src/app/config/config.ts';
import { sandboxKeyOf } from '../../src/app/servers.ts';
import { type Rebook, type RebookOptions, startRebook } from '../../src/app/start.ts';
import type { Answer } from '../../src/calls/answer/answer.ts';
import type { ApiKey } from '../../src/channels/api/access/keys.ts';
import { signRetell } from '../../src/channels/retell/signature.ts';
import { type Clock, systemClock } from '../../src/domain/clock.ts';
import type { Recorded } from '../../src/domain/event-catalogue.ts';
import { watchAnswers } from './answers-fit.ts';
import { attentive } from './attentive.ts';
import { freshDatabase } from './database.ts';
import { openGate } from './gate.ts';
import { watchLog } from './privacy.ts';

export const retellKey = 'key_test_0000000000000000000000000000';
export const adminKey = 'admin-key-of-the-tests';
/** Instances of one database need the same one. */
export const masterKey = Buffer.alloc(32, 7).toString('base64');
export const line = '+493012345678';
export const zone = 'Europe/Berlin';

export type MovableClock = Clock & {
  /** Time passes, forward or back to an instant. */
  moveTo(instant: string): void;
  advance(milliseconds: number): void;
  /** The clock of the machine is set: it shows another time, and no time has passed. */
  set(milliseconds: number): void;
  /** From now on it runs too fast by this share, or too slow below zero. */
  drift(share: number): void;
};

/**
 * Real waiting, but any "now": tests begin on a Monday morning in November. `wakes`: who sleeps wakes as soon as so much time has been
 * made to pass.
 */
export function movableClock(start = '2026-11-23T09:00:00.000Z', { wakes = false } = {}): MovableClock {
  let offset = Date.parse(start) - Date.now();
  let passed = 0;
  let share = 0;
  let driftsSince = performance.now();
  const drifted = (): number => (performance.now() - driftsSince) * share;
  const elapsed = (): number => performance.now() + passed;
  const sleepers = new Set<{ until: number; wake(): void }>();
  const advance = (milliseconds: number): void => {
    offset += milliseconds;
    passed += Math.max(0, milliseconds);
    for (const { until, wake } of sleepers) if (until <= elapsed()) wake();
  };
  async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    const woken = new AbortController();
    const sleeper = { until: elapsed() + milliseconds, wake: () => woken.abort() };
    sleepers.add(sleeper);
    try {
      await systemClock.sleep(milliseconds, AbortSignal.any([woken.signal, ...(signal ? [signal] : [])]));
    } catch (reason) {
      if (signal?.aborted) throw reason;
    } finally {
      sleepers.delete(sleeper);
    }
  }
  return {
    now: () => new Date(Date.now() + offset + drifted()),
    elapsed,
    sleep: wakes ? sleep : systemClock.sleep,
    moveTo: instant => advance(Date.parse(instant) - Date.now() - offset - drifted()),
    advance,
    set: milliseconds => {
      offset += milliseconds;
    },
    drift: next => {
      offset += drifted();
      share = next;
      driftsSince = performance.now();
    },
  };
}

/** A hand-over that does not depend on the clock of a test. */
export const alwaysAnswered = {
  number: '+493087654321',
  hours: Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map(day => [day, [{ opens: '00:00', closes: '24:00' }]]),
  ),
};

export interface CallOptions {
  from?: string;
  to?: string;
  callId?: string;
  name?: string;
}

export type World = Awaited<ReturnType<typeof createWorld>>;

let calls = 0;

export interface WorldOptions {
  companies?: string[];
  replyBudgetMs?: number;
  clock?: MovableClock;
  logTo?: (line: string) => void;
  /** Further keys beside the admin's. */
  keys?: ApiKey[];
  inspect?: RebookOptions['inspect'];
  /** Left out: nothing is published. */
  natsUrl?: string;
  /** Left out: notifications are posted nowhere. */
  notify?: Config['notify'];
  /** Left out: health, metrics and documentation are at the address of everything else. */
  ops?: Config['ops'];
  /** The service reaches its stores through gates that can be shut, as a stopped server is. */
  gated?: boolean;
  /** Left out: one set of secrets for all companies. */
  secretsOf?: Config['secretsOf'];
  /** Every Retell key of `secretsOf`. */
  retellKeys?: readonly string[];
  /** Every secret of Vapi's in `secretsOf`. */
  vapiSecrets?: readonly string[];
  /** Left out: no transparency log is built. */
  proofKey?: Config['proofKey'];
  proofDir?: string;
}

/** Starts it and registers the company `salon`; `stop` ends everything it started. */
export async function createWorld(options: WorldOptions = {}) {
  const database = await freshDatabase();
  const clock = options.clock ?? movableClock();
  const witness = watchLog(options.logTo);
  const log = process.env.TEST_LOG_LEVEL
    ? pino({ level: process.env.TEST_LOG_LEVEL })
    : pino({ level: 'trace' }, { write: witness.write });
  witness.knows(retellKey, adminKey, 'webhook-secret-of-the-tests', ...(options.keys ?? []).map(({ key }) => key));
  const gates = options.gated
    ? { database: await openGate(database.url), eventStore: await openGate(database.eventStoreUrl) }
    : undefined;
  const config: Config = {
    host: '127.0.0.1',
    port: 0,
    ops: options.ops,
    dataDir: database.dataDir,
    databaseUrl: gates?.database.url ?? database.url,
    eventstoreUrl: gates?.eventStore.url ?? database.eventStoreUrl,
    natsUrl: options.natsUrl,
    calcomBaseUrl: undefined,
    notify: options.notify,
    proofKey: options.proofKey,
    proofDir: options.proofDir,
    reconcileMinutes: 0,
    keepDays: 90,
    accessRecordDays: 365,
    rebuildAtStart: true,
    replyBudgetMs: options.replyBudgetMs ?? 3000,
    logLevel: 'silent',
    production: false,
    apiKeys: [{ name: 'admin', role: 'admin', companies: '*', personal: true, key: adminKey }, ...(options.keys ?? [])],
    newAdminKey: undefined,
    masterKey,
    secretsOf:
      options.secretsOf ??
      (() => ({
        retellApiKeys: [retellKey],
        calcomApiKey: 'cal_sandbox',
        calcomWebhookSecrets: ['webhook-secret-of-the-tests'],
      })),
    retellKeys: () => options.retellKeys ?? [retellKey],
    vapiSecrets: () => options.vapiSecrets ?? [],
  };
  let answers: ReturnType<typeof watchAnswers> | undefined;
  const rebook: Rebook = await startRebook(config, {
    clock,
    log,
    inspect: app => {
      answers = watchAnswers(app);
      options.inspect?.(app);
    },
  });
  const sandbox = rebook.servers.sandbox;
  if (!sandbox) throw new Error('the tests need the sandbox');

  async function api(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Response> {
    if (!path.startsWith('/v1/companies')) witness.heard(body);
    return fetch(`${rebook.address}${path}`, {
      method,
      headers: { authorization: `Bearer ${adminKey}`, ...(body && { 'content-type': 'application/json' }), ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
  }
  async function must(method: string, path: string, body?: object): Promise<unknown> {
    const response = await api(method, path, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }
  async function post(path: string, body: object | string, key = retellKey, at = clock.now().getTime()): Promise<Response> {
    const raw = typeof body === 'string' ? body : JSON.stringify(body);
    if (typeof body === 'object') witness.heard({ ...body, name: undefined });
    return fetch(`${rebook.address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-retell-signature': signRetell(raw, key, at) },
      body: raw,
    });
  }
  const callBody = (name: string, args: object, { from = 'anonymous', to = line, callId }: CallOptions = {}) => {
    calls += 1;
    return {
      name,
      call: {
        call_id: callId ?? `call_${process.pid}_${calls}`,
        call_type: 'phone_call',
        agent_id: 'agent_test',
        direction: 'inbound',
        from_number: from,
        to_number: to,
        start_timestamp: clock.now().getTime(),
      },
      args,
    };
  };
  async function call(name: string, args: object, options: CallOptions = {}): Promise<Answer> {
    const response = await post('/retell/functions', callBody(name, args, options));
    if (response.status !== 200) throw new Error(`${name}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Answer;
  }

  async function events(stream: string): Promise<Recorded[]> {
    return rebook.store.read(stream);
  }
  const types = async (stream: string): Promise<string[]> => (await events(stream)).map(event => event.type);
  async function sql<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
    const { rows } = await database.query(text, values);
    return rows as T[];
  }
  /** Waits until the read models have seen everything that stands in the store. */
  async function settle(): Promise<void> {
    const head = await headOf(rebook);
    if (!(await rebook.caughtUp(head, 10_000))) throw new Error('the read models did not catch up');
  }

  async function company(
    id: string,
    companyLine: string,
    extra: { policy?: object; language?: string; country?: string; hours?: object } = {},
  ): Promise<void> {
    await must('POST', '/v1/companies', {
      company_id: id,
      name: `Salon ${id}`,
      language: extra.language ?? 'de',
      ...(extra.country && { country: extra.country }),
      time_zone: zone,
      currency: 'EUR',
      handover: alwaysAnswered,
    });
    await must('POST', `/v1/companies/${id}/lines`, { line: companyLine });
    sandbox?.seedEventType({ id: 7, apiKey: sandboxKeyOf(id), openingHours: null });
    if (extra.hours) await must('PUT', `/v1/companies/${id}/hours`, { hours: extra.hours });
    if (extra.policy) await policy(id, extra.policy);
  }
  const policy = (id: string, rules: object) =>
    must('PUT', `/v1/companies/${id}/policies`, { scope: { kind: 'company' }, policy: rules });

  async function customer(id: string, name: string, phone?: string, companyId = 'salon'): Promise<void> {
    witness.knows(name, phone);
    await must('POST', '/v1/customers', { company_id: companyId, customer_id: id, name, ...(phone && { phone }) });
  }
  /** An appointment of 30 minutes, with a booking in the sandbox unless `uid` is null. */
  async function appointment(
    id: string,
    customerId: string,
    startsAt: string,
    uid: string | null = uidFor(id),
    extra: object = {},
    companyId = 'salon',
  ) {
    const endsAt = new Date(Date.parse(startsAt) + 1_800_000).toISOString();
    if (uid !== null) {
      witness.knows(`${customerId}@gast.example`);
      sandbox?.seed({
        uid,
        apiKey: sandboxKeyOf(companyId),
        start: startsAt,
        end: endsAt,
        eventTypeId: 7,
        attendee: { name: 'Gast', email: `${customerId}@gast.example` },
        hostId: Number.parseInt(id.replace(/\D/g, '') || '1', 10),
      });
    }
    await must('POST', '/v1/appointments', {
      company_id: companyId,
      appointment_id: id,
      customer_id: customerId,
      starts_at: startsAt,
      ends_at: endsAt,
      time_zone: zone,
      ...(uid !== null && { booking: { uid, calendar_service_id: 7, form: 'single' } }),
      ...extra,
    });
  }

  await attentive(rebook.opsAddress);
  for (const id of options.companies ?? []) await company(id, `+4930${1_000_000 + id.length}`);
  await company('salon', line);
  return {
    clock,
    rebook,
    databaseUrl: database.url,
    gates,
    head: () => headOf(rebook),
    sandbox: sandbox as CalcomSandbox,
    api,
    must,
    post,
    callBody,
    call,
    events,
    types,
    sql,
    settle,
    company,
    policy,
    customer,
    appointment,
    witness,
    /** Ends it; throws where a person or a key of this world stands in what it logged at trace level, or an answer did not fit the document. */
    async stop() {
      await rebook.stop();
      await gates?.database.close();
      await gates?.eventStore.close();
      await database.drop();
      witness.verify();
      answers?.verify();
    },
  };
}

/** A uid of 22 letters and digits that follows from an appointment's id. */
export const uidFor = (id: string): string => `uid${id.replace(/[^A-Za-z0-9]/g, '')}`.padEnd(22, 'x').slice(0, 22);

async function headOf(rebook: Rebook): Promise<bigint> {
  let last = 0n;
  for await (const { event } of rebook.store.client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 }))
    last = event?.position.commit ?? 0n;
  return last;
}
