// What somebody sees who starts the service by hand: lines for people and what to do next, or at once that the port is taken.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isForPeople } from '../../src/app/log.ts';
import { writeRunning } from '../../src/app/running-service.ts';
import { freshDatabase } from '../support/database.ts';

const program = fileURLToPath(new URL('../../bin/rebook.js', import.meta.url));
let folder: string;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let child: ChildProcess | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rebook-first-'));
  database = await freshDatabase();
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

function start(more: Record<string, string>): { child: ChildProcess; said(): string } {
  const started = spawn(process.execPath, [program, 'start'], { cwd: folder, env: { PATH: process.env.PATH, ...more } });
  child = started;
  let said = '';
  for (const stream of [started.stdout, started.stderr]) stream.on('data', chunk => (said += String(chunk)));
  return { child: started, said: () => said };
}

test('the log is for people on a terminal, and wherever it is asked for', () => {
  const formats = [undefined, 'pretty', 'json'] as const;
  expect(formats.map(logFormat => isForPeople({ logFormat }, true))).toEqual([true, true, false]);
  expect(formats.map(logFormat => isForPeople({ logFormat }, false))).toEqual([false, true, false]);
});

test('lines for people are no JSON, and the last one of a start says what to do next', async () => {
  const { child: started, said } = start({
    LOG_FORMAT: 'pretty',
    PORT: '0',
    DATA_DIR: join(folder, 'data'),
    DATABASE_URL: database.url,
    EVENTSTORE_URL: database.eventStoreUrl,
    CALCOM_BASEURL: 'https://cal.example',
  });
  await expect.poll(said).toContain('Next: ');
  expect(said()).toContain('CALCOM_BASEURL is not known: did you mean CALCOM_BASE_URL?');
  expect(said()).toMatch(/INFO: listening \{"address":"http:/);
  expect(said()).not.toMatch(/^\{/m);
  expect(said()).toMatch(/Next: register a company .*\/docs.*npx rebook status/);
  const [, address = ''] = /(http:\S+)\/docs/.exec(said()) ?? [];
  expect((await fetch(`${address}/docs`)).status).toBe(200);
  const stopped = once(started, 'exit');
  started.kill('SIGTERM');
  expect(await stopped).toEqual([0, null]);
});

test('a taken port is told before anything is started, with who seems to hold it', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  const dataDir = join(folder, 'taken');
  const taken = async () => {
    const { child: started, said } = start({ PORT: String(port), DATA_DIR: dataDir });
    expect(await once(started, 'close')).toEqual([1, null]);
    return said();
  };
  try {
    expect(await taken()).toContain(`port ${port} is taken: set PORT to a free one`);
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
    await writeRunning(dataDir, { address: `http://127.0.0.1:${port}`, eventStoreUrl: '', databaseUrl: '' });
    expect(await taken()).toContain(`port ${port} is taken by the Rebook that runs on ${dataDir}: stop it, or set PORT`);
  } finally {
    holder.close();
  }
});
