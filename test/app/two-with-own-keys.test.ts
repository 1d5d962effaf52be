// Two instances on one database take the same keys, or the second one does not start and says what to set.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from '../../src/app/cli/program.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { joinInstances } from '../../src/platform/postgres/works-alone.ts';
import { emptyDatabase } from '../support/database.ts';
import { createWorld, type World } from '../support/world.ts';

const log = pino({ level: 'silent' });
let world: World;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rebook-own-keys-'));
  world = await createWorld();
});
afterAll(async () => {
  await world?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('`rebook start` without API_KEYS beside an instance that runs: a sentence, and exit code 2', async () => {
  const said: string[] = [];
  const exitCode = await runProgram(['start'], {
    out: text => said.push(text),
    err: text => said.push(text),
    env: {
      DATA_DIR: folder,
      PORT: '0',
      LOG_LEVEL: 'silent',
      DATABASE_URL: world.databaseUrl,
      EVENTSTORE_URL: world.rebook.servers.eventStoreUrl,
      CALCOM_BASE_URL: world.sandbox.url,
    },
    clock: systemClock,
    interactive: false,
  });
  expect(said.at(-1)).toBe(
    'another instance runs on this database, and this one has only keys of its own: set API_KEYS (or API_KEYS_FILE) and MASTER_KEY to the same keys for every instance',
  );
  expect(exitCode).toBe(2);
});

test('beside one with keys of its own nobody starts, whatever keys they have, until it has ended', async () => {
  const { url: databaseUrl, drop } = await emptyDatabase();
  const first = await joinInstances({ databaseUrl, log, ownKeys: true });
  for (const ownKeys of [true, false])
    await expect(joinInstances({ databaseUrl, log, ownKeys })).rejects.toMatchObject({ code: 'keys_not_shared' });
  await first();
  const [second, third] = await Promise.all([false, false].map(ownKeys => joinInstances({ databaseUrl, log, ownKeys })));
  await second?.();
  await third?.();
  await drop();
});
