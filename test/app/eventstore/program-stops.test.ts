// `rebook eventstore` stops in order, whatever became of its output.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { EventStoreDBClient } from '@eventstore/db-client';
import { removeEmbeddedPostgres } from '@rebook/embedded-postgres';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fill, newStream } from '../../../packages/embedded-eventstore/test/support/events.ts';

describe('the program', () => {
  const program = fileURLToPath(new URL('../../../bin/rebook.js', import.meta.url));
  let folder = '';
  let child: ChildProcess | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rebook-stop-'));
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    await removeEmbeddedPostgres(join(folder, 'postgres'));
    await rm(folder, { recursive: true, force: true });
  });

  /** PostgreSQL removes it last of all. */
  const pidFile = () => join(folder, 'postgres', 'cluster', 'postmaster.pid');
  const isThere = (path: string) =>
    stat(path)
      .then(() => true)
      .catch(() => false);

  test.each(['SIGTERM', 'SIGHUP'] as const)(
    'whose output nobody reads any more stops in order at %s, its PostgreSQL too, though it gets the signal twice',
    async signal => {
      const env = { ...process.env, LOG_LEVEL: 'trace' };
      const started = spawn(process.execPath, [program, 'eventstore', '--port', '0', '--data', folder], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env,
      });
      child = started;
      const [line] = await once(createInterface(started.stdout), 'line');
      expect(await isThere(pidFile())).toBe(true);
      const client = EventStoreDBClient.connectionString(String(line));
      await fill(client, newStream(), 1);
      started.stdout.destroy();
      started.stderr.destroy();
      const gone = once(started, 'exit');
      started.kill(signal);
      started.kill(signal);
      const [code, by] = await gone;
      expect({ code, by }).toEqual({ code: 0, by: null });
      expect(await isThere(pidFile())).toBe(false);
      await client.dispose();
    },
  );
});
