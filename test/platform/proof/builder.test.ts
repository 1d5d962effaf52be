// The transparency log is built beside everything else: killed at any moment it goes on where it was, one process builds it at a
// time, and what is away delays it and nothing else.
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { jsonEvent } from '@eventstore/db-client';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../../src/domain/clock.ts';
import { createProofBuilder, type ProofBuilder } from '../../../src/platform/proof/builder.ts';
import type { CopyAnswer } from '../../../src/platform/proof/extend-log.ts';
import { readCheckpoints, tileReader } from '../../../src/platform/proof/log-tables.ts';
import { proofLag } from '../../../src/platform/proof/proof-lag.ts';
import { openCheckpoint } from '../../../src/proof/checkpoint.ts';
import { hasOnlyGrown } from '../../../src/proof/merkle.ts';
import { makeSigningKey, parseSigningKey, parseVerifierKey } from '../../../src/proof/note.ts';
import { treeOfTiles } from '../../../src/proof/proofs.ts';
import { appendMix } from '../../support/event-mix.ts';
import { forkProgram } from '../../support/program.ts';
import { type OpenedLog, type OpenedStore, openLogTables, openTamperableStore } from './proof-world.ts';
import { randomOf } from './tamperings.ts';

const kills = Number(process.env.KILLS ?? 3);
const program = fileURLToPath(new URL('./building-process.ts', import.meta.url));
const stateSchema = z.object({ size: z.number().nullable() });

let store: OpenedStore;
let log: OpenedLog;
const builders: ProofBuilder[] = [];
beforeEach(async () => {
  store = await openTamperableStore();
  log = await openLogTables();
});
afterEach(async () => {
  await Promise.all(builders.splice(0).map(builder => builder.stop()));
  await store?.close();
  await log?.close();
});

function build(
  options: { checkpointAfterMs?: number; faults?: string[]; givenOut?: () => Promise<CopyAnswer[]> } = {},
): ProofBuilder {
  const { checkpointAfterMs = 0, faults = [], givenOut } = options;
  const builder = createProofBuilder({
    ...log,
    store: store.store,
    clock: systemClock,
    log: pino({ level: 'silent' }),
    whenIdle: async () => undefined,
    metrics: { proofFault: code => faults.push(code) },
    checkpointAfterMs,
    givenOut,
    lookEveryMs: 10,
  });
  builders.push(builder);
  builder.start();
  return builder;
}
const lag = () => proofLag(log.db, store.store, new Date());

test(`killed ${kills} times while it builds, it holds every event once, and every checkpoint it has signed still holds`, async () => {
  const secret = makeSigningKey('example.com/killed');
  const key = parseSigningKey(secret) ?? expect.fail('no key');
  const verifier = parseVerifierKey(key.verifierKey) ?? expect.fail('no key');
  const random = randomOf(kills);
  let written = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const writing = appendMix(store.store, 12, { companies: 1, seed: `kill-${kill}` });
    const child = forkProgram(program, [log.url, store.url, secret]);
    const ended = once(child, 'exit');
    const until = written + random(60);
    await new Promise<void>(resolve =>
      child.on('message', message => {
        if ((stateSchema.parse(message).size ?? -1) >= until) resolve();
      }),
    );
    child.kill('SIGKILL');
    await ended;
    written += await writing;
  }
  await log.build(store.store, { key });
  const newest = await log.log();
  expect(newest.size).toBe(written);
  const head = { size: written, root: await treeOfTiles(written, tileReader(log.db, newest.logId)).root() };
  const signed = await readCheckpoints(log.db, newest.logId, { limit: 10_000 });
  expect(signed.length).toBeGreaterThan(kills);
  for (const { note, size } of signed) {
    const older = openCheckpoint(note, [verifier]);
    if ('problem' in older) throw new Error(older.problem);
    expect(hasOnlyGrown(older, head, await treeOfTiles(written, tileReader(log.db, newest.logId)).consistencyFrom(size))).toBe(
      true,
    );
  }
  expect((await log.verify(store.store, { keys: [verifier] })).findings).toEqual([]);
});

test('one of two builds, and the other takes over', async () => {
  const [first, second] = [build(), build()];
  await appendMix(store.store, 5, { companies: 1 });
  await expect.poll(lag).toMatchObject({ unsignedSeconds: 0, leaves: expect.any(Number) });
  await first.stop();
  await store.store.client.appendToStream('call-after', jsonEvent({ type: 'CallStarted', data: {} }));
  const { size } = await log.log();
  await expect.poll(async () => (await log.log()).size).toBe(size + 1);
  await expect.poll(() => second.state().status).toBe('building');
  expect((await log.verify(store.store)).findings).toEqual([]);
});

test('until a checkpoint is due the time since the last one is told; then it is signed', async () => {
  await store.store.client.appendToStream('call-1', jsonEvent({ type: 'CallStarted', data: {} }));
  await log.build(store.store);
  await store.store.client.appendToStream('call-2', jsonEvent({ type: 'CallStarted', data: {} }));
  // Also where nobody builds it: what is not even a leaf yet is under no checkpoint.
  expect((await lag()).unsignedSeconds).toBeGreaterThan(0);
  const slow = build({ checkpointAfterMs: 3_600_000 });
  await expect.poll(() => slow.state().size).toBe(2);
  expect((await readCheckpoints(log.db, 1, { limit: 9 })).map(({ size }) => size)).toEqual([1]);
  expect((await lag()).unsignedSeconds).toBeGreaterThan(0);
  await slow.stop();
  build();
  await expect.poll(async () => (await readCheckpoints(log.db, 1, { limit: 9 })).map(({ size }) => size)).toEqual([1, 2]);
  await expect.poll(async () => (await lag()).unsignedSeconds).toBe(0);
});

test('a store that has lost events stops it, and that is said; appends go on', async () => {
  await appendMix(store.store, 3, { companies: 1 });
  await log.build(store.store);
  await store.sql('delete from eventstore.events where position = (select max(position) from eventstore.events)');
  const faults: string[] = [];
  const builder = build({ faults });
  await expect.poll(() => builder.state()).toMatchObject({ status: 'waiting', code: 'proof_log_shrunk' });
  expect(faults).toContain('proof_log_shrunk');
  await store.store.client.appendToStream('call-goes-on', jsonEvent({ type: 'CallStarted', data: {} }));
});

test('while a place for copies was never asked it says so, and signs once it was', async () => {
  await appendMix(store.store, 3, { companies: 1 });
  const faults: string[] = [];
  let isSilent = true;
  const builder = build({ faults, givenOut: async () => [{ place: 'PROOF_DIR', isSilent }] });
  await expect.poll(() => builder.state()).toMatchObject({ status: 'waiting', code: 'proof_copy_silent' });
  expect(faults).toContain('proof_copy_silent');
  expect((await lag()).unsignedSeconds).toBeGreaterThan(0);
  isSilent = false;
  await expect.poll(async () => (await lag()).unsignedSeconds).toBe(0);
  await expect.poll(() => builder.state()).toMatchObject({ status: 'building', code: null });
});
