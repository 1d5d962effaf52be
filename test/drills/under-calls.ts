// Services under five calls a second with their health polled, on an event store whose processes the drill stops and kills.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { signRetell } from '../../src/retell/signature.ts';
import { adminKey, line, retellKey, zone } from '../support/world.ts';

const program = fileURLToPath(new URL('../promises/service-process.ts', import.meta.url));
const readySchema = z.object({ address: z.string() });
const answerSchema = z.object({ status: z.string(), message: z.string() });
const callEveryMs = 200;
const pollEveryMs = 500;
const phone = '+4915177777000';

/** Of one call: what was heard, and when it began and ended (`performance.now()`); no status: nothing was heard. */
export interface Heard {
  began: number;
  ended: number;
  status: string | undefined;
  message: string;
}
/** Of one look at the health. */
export interface Looked {
  began: number;
  ended: number;
  ready: boolean;
}

export type UnderCalls = Awaited<ReturnType<typeof startUnderCalls>>;

/** `instances` services on one event store and one database. */
export async function startUnderCalls(eventstoreUrl: string, databaseUrl: string, instances: number) {
  const dataDir = await mkdtemp(join(tmpdir(), 'rebook-under-calls-'));
  const exits: string[] = [];
  const services = await Promise.all(
    Array.from({ length: instances }, async (_, index) => {
      const config = {
        ...{ dataDir: join(dataDir, String(index)), databaseUrl, eventstoreUrl },
        // Nothing is asked of the calendar.
        ...{ calcomBaseUrl: 'http://127.0.0.1:9', calcomApiKey: 'cal_none', replyBudgetMs: 8_000, now: new Date().toISOString() },
      };
      const child = fork(program, [JSON.stringify(config)], {
        execArgv: ['--import', 'tsx'],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      const ended = once(child, 'exit');
      void ended.then(([code, signal]) => exits.push(String(code ?? signal)));
      const [message] = await Promise.race([once(child, 'message'), ended]);
      return { child, ended, address: readySchema.parse(message).address };
    }),
  );
  const [first] = services;
  if (!first) throw new Error('no service');

  async function must(path: string, body: object): Promise<void> {
    const response = await fetch(`${first?.address}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }
  const startsAt = new Date(Date.now() + 30 * 86_400_000);
  startsAt.setUTCHours(10, 0, 0, 0);
  await must('/v1/companies', {
    ...{ companyId: 'salon', name: 'Salon', language: 'de', timeZone: zone, currency: 'EUR', handover: 'Ich verbinde Sie.' },
  });
  await must('/v1/companies/salon/lines', { line });
  await must('/v1/customers', { companyId: 'salon', customerId: 'k1', name: 'Gast Eins', phone });
  await must('/v1/appointments', {
    ...{ companyId: 'salon', appointmentId: 'a1', customerId: 'k1', timeZone: zone, startsAt: startsAt.toISOString() },
    endsAt: new Date(startsAt.getTime() + 1_800_000).toISOString(),
  });

  const calls: Promise<Heard>[] = [];
  const heard: Heard[] = [];
  const looked: Looked[] = [];
  let serial = 0;
  let over = false;

  async function call(): Promise<Heard> {
    serial += 1;
    const address = services[serial % services.length]?.address;
    const raw = JSON.stringify({
      name: 'list_appointments',
      call: { call_id: `drill_${serial}`, call_type: 'phone_call', direction: 'inbound', from_number: phone, to_number: line },
      args: {},
    });
    const began = performance.now();
    const headers = { 'content-type': 'application/json', 'x-retell-signature': signRetell(raw, retellKey, Date.now()) };
    const answer = await fetch(`${address}/retell/functions`, { method: 'POST', headers, body: raw })
      .then(async response => (response.ok ? answerSchema.parse(await response.json()) : undefined))
      .catch(() => undefined);
    const one = { began, ended: performance.now(), status: answer?.status, message: answer?.message ?? '' };
    heard.push(one);
    return one;
  }
  async function look(address: string): Promise<Looked> {
    const began = performance.now();
    const ready = await fetch(`${address}/health/ready`).then(
      response => response.ok,
      () => false,
    );
    const one = { began, ended: performance.now(), ready };
    looked.push(one);
    return one;
  }
  const calling = (async () => {
    while (!over) {
      calls.push(call());
      await sleep(callEveryMs);
    }
  })();
  const polling = services.map(async ({ address }) => {
    while (!over) {
      await look(address);
      await sleep(pollEveryMs);
    }
  });

  return {
    heard,
    looked,
    exits,
    pids: services.flatMap(({ child }) => child.pid ?? []),
    call,
    /** Milliseconds until every service is ready and a call is served. */
    async served(patienceMs: number): Promise<number> {
      const began = performance.now();
      while (performance.now() - began < patienceMs) {
        const [one, ...states] = await Promise.all([call(), ...services.map(({ address }) => look(address))]);
        if (one.status === 'listed' && states.every(({ ready }) => ready)) break;
        await sleep(100);
      }
      return Math.round(performance.now() - began);
    },
    async stop() {
      over = true;
      await Promise.all([calling, ...polling, ...calls]);
      const died = [...exits];
      for (const { child, ended } of services) {
        if (child.exitCode === null && child.signalCode === null) child.disconnect();
        await ended;
      }
      await rm(dataDir, { recursive: true, force: true });
      return died;
    },
  };
}

/** True sentences alone, each within the deadline. */
export const untrue = ({ heard }: UnderCalls, deadlineMs: number): Heard[] =>
  heard.filter(
    ({ began, ended, status, message }) =>
      !['listed', 'unavailable'].includes(status ?? '') || !/^[A-ZÄÖÜ].+[.?!]$/.test(message) || ended - began > deadlineMs,
  );
