// Two instances on one event store and one database under five calls a second, which are exchanged one by one for another release.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startCalcomSandbox } from '@rebook/calcom-sandbox';
import { Client } from 'pg';
import { pino } from 'pino';
import { z } from 'zod';
import { projections } from '../../../projections/index.ts';
import { systemClock } from '../../../src/domain/clock.ts';
import { readReached } from '../../../src/platform/projector/checkpoints.ts';
import { isRebuildRunning } from '../../../src/platform/projector/rebuild/shadow-tables.ts';
import { connectSealedStore } from '../../support/sealed-store.ts';
import { contentsOf } from '../../support/table-contents.ts';
import { masterKey } from '../../support/world.ts';
import { type Caller, createCallers } from '../callers.ts';
import { startProgram } from '../program.ts';
import { type HeardAnswer, untrueChanges } from '../verdict.ts';
import { createBalancer, type Instance } from './balancer.ts';

/** What Node runs for a version of the program, before the name of a command. */
export interface Release {
  name: string;
  command: string[];
}
interface Running {
  release: Release;
  instance: Instance;
  isAsked: boolean;
}
/** Of one caller: who answered at last, what was heard, and the codes of what was heard before. */
interface Heard extends HeardAnswer {
  by: Instance | undefined;
  before: readonly string[];
  /** From the first try to the answer that served, in milliseconds. */
  waitedMs: number;
  times: readonly string[];
}

const calcomApiKey = 'cal_sandbox_of_the_drills';
const callEveryMs = 200;
const repeatAfterMs = 500;
/** A caller who hears nothing of use for so long gives up; the drill has failed by then. */
const patienceMs = 60_000;
/** No machine is so slow. */
const neverMs = 300_000;
/** Cal.com's limit holds back what has piled up. */
const settledWithinMs = 180_000;
const served = new Set(['listed', 'cancelled', 'rescheduled', 'pending']);
const choicesSchema = z.array(z.object({ time: z.string().nullable() })).catch([]);
const readySchema = z.object({
  parts: z.object({
    projections: z.object({
      detail: z.object({ runner: z.boolean(), superseded: z.boolean() }),
      each: z.record(z.string(), z.object({ lag_events: z.number() })),
    }),
  }),
});

export async function startRolling(eventstoreUrl: string, databaseUrl: string, first: Release) {
  const dataDir = await mkdtemp(join(tmpdir(), 'rebook-rolling-'));
  const sandbox = await startCalcomSandbox({ clock: systemClock, log: pino({ level: 'silent' }) });
  const balancer = createBalancer();
  const store = connectSealedStore(eventstoreUrl, databaseUrl, systemClock);
  const db = new Client({ connectionString: databaseUrl });
  await db.connect();
  const environment = {
    ...{ DATABASE_URL: databaseUrl, EVENTSTORE_URL: eventstoreUrl },
    ...{ CALCOM_BASE_URL: sandbox.url, CALCOM_API_KEY: calcomApiKey },
  };
  /** How processes ended that had not been asked to, or did not end well. */
  const exits: string[] = [];
  let started = 0;

  async function start(release: Release): Promise<Running> {
    started += 1;
    const instance = await startProgram({ ...environment, DATA_DIR: join(dataDir, String(started)) }, release.command);
    const running: Running = { release, instance, isAsked: false };
    void instance.ended.then(how => {
      if (!running.isAsked || how !== '0') exits.push(`${release.name}: ${how}`);
    });
    balancer.add(instance);
    return running;
  }
  async function end(running: Running): Promise<void> {
    running.isAsked = true;
    await running.instance.stop();
    balancer.remove(running.instance);
  }
  /** Fails where an instance ends unasked, and where it never comes to that. */
  async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
    const by = performance.now() + neverMs;
    while (!(await condition())) {
      if (exits.length > 0) throw new Error(`an instance ended: ${exits.join('; ')}`);
      if (performance.now() > by) throw new Error(`never ${what}`);
      await sleep(100);
    }
  }

  const running = await Promise.all([start(first), start(first)]);
  await until('ready', () => running.every(({ instance }) => balancer.isReady(instance)));
  const callers = await createCallers(balancer, sandbox, calcomApiKey);
  const heard: Heard[] = [];
  /** How long it took each time until the read models had what stood in the event store. */
  const stillMs: number[] = [];
  const calls = new Set<Promise<unknown>>();
  let calling: { over: boolean; ended: Promise<void> } | undefined;

  async function call(caller: Caller, wanted?: Instance): Promise<Heard> {
    const began = performance.now();
    const before: string[] = [];
    for (;;) {
      const { by, answer } = await balancer.call(caller.raw, wanted);
      const status = text(answer?.status);
      const waitedMs = Math.round(performance.now() - began);
      if (!served.has(status ?? '') && waitedMs < patienceMs && exits.length === 0) {
        before.push(text(answer?.code) ?? 'nothing');
        await sleep(repeatAfterMs);
        continue;
      }
      const times = choicesSchema.parse(answer?.choices).flatMap(({ time }) => time ?? []);
      const one = { ...caller, by, before, waitedMs, times, status, code: text(answer?.code) };
      heard.push(one);
      return one;
    }
  }

  function goOn(): void {
    const state = { over: false, ended: Promise.resolve() };
    const ringing = async () => {
      while (!state.over) {
        const one: Promise<unknown> = call(callers.next()).finally(() => calls.delete(one));
        calls.add(one);
        await sleep(callEveryMs);
      }
    };
    const names = projections.map(({ name }) => name);
    const following = async () => {
      while (!state.over) {
        const began = performance.now();
        const head = await store.head();
        while (!state.over && (await readReached(db, names)) < head) await sleep(50);
        if (!state.over) stillMs.push(Math.round(performance.now() - began));
      }
    };
    state.ended = Promise.all([ringing(), following()]).then(() => undefined);
    calling = state;
  }
  async function pause(): Promise<void> {
    if (calling) calling.over = true;
    await calling?.ended;
    await Promise.all(calls);
  }
  const health = async ({ instance }: Running) => {
    const response = await fetch(`${instance.address}/health/ready`);
    return readySchema.parse(await response.json()).parts.projections;
  };
  goOn();

  return {
    exits,
    heard,
    stillMs,
    /** Exchanges the instance for one of another release, which is started after it has ended or before. */
    async exchange(index: 0 | 1, release: Release, order: 'in place' | 'beside'): Promise<void> {
      const before = running[index];
      if (order === 'in place') await end(before);
      const next = await start(release);
      await until('ready', () => balancer.isReady(next.instance));
      if (order === 'beside') await end(before);
      running[index] = next;
    },
    /** Each instance serves each kind of call, on appointments that each of them has changed before. Throws where one does not. */
    async everyKindServed(): Promise<void> {
      await callers.stock(10);
      for (const { by, at } of running.flatMap(one => running.map(other => ({ by: one, at: other })))) {
        const asking = await callers.afterMoveBy(by.instance);
        for (const one of await Promise.all(asking.map(caller => call(caller, at.instance))))
          if (one.by !== at.instance || !served.has(one.status ?? ''))
            throw new Error(
              `${at.release.name} says ${one.status} ${one.code} of what ${by.release.name} has moved (${one.callId})`,
            );
      }
    },
    /** Until the release runs the projections. */
    isRunBy: (release: Release) =>
      until(`run by ${release.name}`, async () => {
        const states = await Promise.all(running.map(async one => ({ one, ...(await health(one)).detail })));
        return states.some(({ one, runner }) => one.release === release && runner) && states.every(one => !one.superseded);
      }),
    /** With no calls meanwhile: what the read models hold, and what a rebuild by this release makes. */
    async liveAndRebuilt({ command, name }: Release) {
      await pause();
      await until('caught up', async () =>
        Object.values((await health(running[0])).each).every(({ lag_events }) => lag_events === 0),
      );
      await until('free for a rebuild', async () => !(await isRebuildRunning(db)));
      const live = await contentsOf(db, projections);
      const env = { ...process.env, ...environment, MASTER_KEY: masterKey, DATA_DIR: join(dataDir, `rebuild-${name}`) };
      await promisify(execFile)(process.execPath, [...command, 'rebuild', '--all'], { env });
      const rebuilt = await contentsOf(db, projections);
      goOn();
      return { live, rebuilt };
    },
    async parked(): Promise<unknown[]> {
      return (await db.query('select projection, stream, error_code from parked_event')).rows;
    },
    /** Schema versions that events of a type were written in. */
    async versionsOf(type: string): Promise<unknown[]> {
      const versions = new Set<unknown>();
      for await (const { event } of store.client.readAll())
        if (event?.type === type) versions.add(z.object({ schemaVersion: z.number() }).parse(event.metadata).schemaVersion);
      return [...versions].sort();
    },
    /** Calls end, everything settles, and what was heard is compared with the truth: one line for each difference. */
    async verdict(): Promise<string[]> {
      await pause();
      const lists = heard.flatMap(({ callId, stands, times, status }) =>
        stands !== undefined && status === 'listed' && !times.includes(stands)
          ? [`${callId}: heard ${times}, not ${stands}`]
          : [],
      );
      const sql = async (statement: string, values: unknown[]) => (await db.query(statement, values)).rows;
      const by = performance.now() + settledWithinMs;
      let wrong = await untrueChanges(heard, { store, sandbox, sql });
      while (wrong.length > 0 && performance.now() < by) {
        await sleep(500);
        wrong = await untrueChanges(
          wrong.map(({ answer }) => answer),
          { store, sandbox, sql },
        );
      }
      return [...lists, ...wrong.map(({ how }) => how)];
    },
    async stop(): Promise<void> {
      await pause();
      for (const one of running) await end(one);
      await balancer.close();
      await store.close();
      await db.end();
      await sandbox.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
