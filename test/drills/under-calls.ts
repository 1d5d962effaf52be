// Services under five calls a second with their health polled, which the drill does something to.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCalcomSandbox } from '@rebook/calcom-sandbox';
import { Client } from 'pg';
import { pino } from 'pino';
import { systemClock } from '../../src/domain/clock.ts';
import { connectSealedStore } from '../support/sealed-store.ts';
import { createCallers } from './callers.ts';
import { startProgram } from './program.ts';
import { type HeardAnswer, untrueChanges } from './verdict.ts';

const calcomApiKey = 'cal_sandbox_of_the_drills';
const pollEveryMs = 500;
/** Cal.com's limit holds back what has piled up. */
const settledWithinMs = 180_000;

/** A span of time (`performance.now()`). */
interface Span {
  began: number;
  ended: number;
}
/** Of one call: the service that was called, and what was heard; no status: nothing was. */
export interface Heard extends Span, HeardAnswer {
  service: number;
  message: string;
}
/** Of one look at the health. */
export interface Looked extends Span {
  ready: boolean;
}

export type UnderCalls = Awaited<ReturnType<typeof startUnderCalls>>;

export interface CallsOptions {
  instances: number;
  /** Of the time between two times at which calls are prepared. */
  longestMs: number;
  callEveryMs?: number;
}

/** `instances` services on one event store and one database. */
export async function startUnderCalls(
  eventstoreUrl: string,
  databaseUrl: string,
  { instances, longestMs, callEveryMs = 200 }: CallsOptions,
) {
  const dataDir = await mkdtemp(join(tmpdir(), 'rebook-under-calls-'));
  const sandbox = await startCalcomSandbox({ clock: systemClock, log: pino({ level: 'silent' }) });
  const exits: string[] = [];
  const services = await Promise.all(
    Array.from({ length: instances }, async (_, index) => {
      const service = await startProgram({
        ...{ DATA_DIR: join(dataDir, String(index)), DATABASE_URL: databaseUrl, EVENTSTORE_URL: eventstoreUrl },
        ...{ CALCOM_BASE_URL: sandbox.url, CALCOM_API_KEY: calcomApiKey },
      });
      void service.ended.then(how => exits.push(how));
      return service;
    }),
  );
  const [first] = services;
  if (!first) throw new Error('no service');
  const callers = await createCallers(first, sandbox, calcomApiKey);
  const stock = () => callers.stock(longestMs / callEveryMs);
  await stock();

  const calls: Promise<Heard>[] = [];
  const heard: Heard[] = [];
  const looked: Looked[] = [];
  const stood: (Span & { service: number })[] = [];
  let over = false;

  async function call(): Promise<Heard> {
    const caller = callers.next();
    const service = calls.length % services.length;
    const began = performance.now();
    const answer = await services[service]?.call(caller.raw);
    const { status, code, message } = answer ?? {};
    const said = { status: text(status), code: text(code), message: text(message) ?? '' };
    const one = { ...caller, service, began, ended: performance.now(), ...said };
    heard.push(one);
    return one;
  }
  function ring(): Promise<Heard> {
    const ringing = call();
    calls.push(ringing);
    return ringing;
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
      void ring();
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
    addresses: services.map(({ address }) => address),
    stood,
    pids: services.map(({ pid }) => pid),
    /** Tells that a service stands still until the span is ended. */
    standsStill(service: number): Span {
      const span = { service, began: performance.now(), ended: Number.POSITIVE_INFINITY };
      stood.push(span);
      return span;
    },
    /** Milliseconds until every service is ready and each serves a call. */
    async served(patienceMs: number): Promise<number> {
      const began = performance.now();
      let tookMs = patienceMs;
      while (performance.now() - began < patienceMs && exits.length === 0) {
        const [states, answers] = await Promise.all([
          Promise.all(services.map(({ address }) => look(address))),
          Promise.all(services.map(ring)),
        ]);
        if (states.every(({ ready }) => ready) && answers.every(isServed)) {
          tookMs = Math.round(performance.now() - began);
          break;
        }
        await sleep(100);
      }
      if (exits.length === 0) await stock();
      return tookMs;
    },
    /** Calls end, everything settles, and what was heard is compared with the truth: one line for each difference. */
    async verdict(): Promise<string[]> {
      over = true;
      await Promise.all([calling, ...polling, ...calls]);
      if (exits.length > 0) return exits.map(how => `a service ended: ${how}`);
      const store = connectSealedStore(eventstoreUrl, databaseUrl, systemClock);
      const db = new Client({ connectionString: databaseUrl });
      await db.connect();
      const sql = async (statement: string, values: unknown[]) => (await db.query(statement, values)).rows;
      let wrong = heard.map(answer => ({ answer, how: 'not looked at' }));
      try {
        // What was said may be recorded late, and a change may have to wait for the calendar's limit.
        const until = performance.now() + settledWithinMs;
        do
          wrong = await untrueChanges(
            wrong.map(({ answer }) => answer),
            { store, sandbox, sql },
          );
        while (wrong.length > 0 && performance.now() < until && (await sleep(500, true)));
      } finally {
        await db.end();
        await store.close();
      }
      return wrong.map(({ answer, how }) => `${Math.round(answer.began / 1_000)} s, ${how}`);
    },
    async stop() {
      over = true;
      await Promise.all([calling, ...polling, ...calls]);
      const died = [...exits];
      for (const service of services) await service.stop();
      await sandbox.stop();
      await rm(dataDir, { recursive: true, force: true });
      return died;
    },
  };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export const isServed = ({ status }: Heard): boolean => ['listed', 'cancelled', 'rescheduled', 'pending'].includes(status ?? '');

/** What may be said to somebody who asks for an appointment that stands, or for a change nothing speaks against. */
const sayable = new Set(['listed', 'cancelled', 'rescheduled', 'pending', 'unavailable', 'calendar_unavailable']);
/** A service that stands still answers nobody: callers who were with it in that time are not judged by what they waited for. */
const judged = ({ heard, stood }: UnderCalls): Heard[] =>
  heard.filter(
    one => !stood.some(({ service, began, ended }) => service === one.service && began < one.ended && one.began < ended),
  );

/** Sentences that can be spoken alone, each within the deadline. */
export const untrue = (services: UnderCalls, deadlineMs: number): Heard[] =>
  judged(services).filter(
    ({ began, ended, status, message }) =>
      !sayable.has(status ?? '') || !/^[A-ZÄÖÜ].+[.?!]$/.test(message) || ended - began > deadlineMs,
  );

/** How often each was heard, and how long callers waited, in words. */
export function countsAndWaits(services: UnderCalls): string {
  const counts: Record<string, number> = {};
  for (const { status, change } of services.heard) {
    const key = `${change?.operation ?? 'list'}: ${status ?? 'nothing'}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  const waits = judged(services)
    .map(({ began, ended }) => Math.round(ended - began))
    .sort((a, b) => a - b);
  const at = (share: number) => waits[Math.floor((waits.length - 1) * share)];
  return `${services.heard.length} calls, ${JSON.stringify(counts)}; p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)} ms`;
}
