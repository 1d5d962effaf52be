// A store that stops says so to whoever is connected, and stops in order whatever became of its output.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { EventStoreDBClient } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streamsPb, { type BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { credentials, type ServiceError } from '@grpc/grpc-js';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { failure, fill, newStream } from '../../../test/eventstore-contract/server.ts';
import { emptyDatabase } from '../../../test/support/database.ts';
import { removeEmbeddedPostgres } from '../../embedded-postgres/src/postgres.ts';
import { startEmbeddedEventStore } from '../src/server.ts';
import { telling } from './support/raw-store.ts';

const unavailable = 14;
const log = pino({ level: 'silent' });

describe('a store that stops', () => {
  test('ends everything open with UNAVAILABLE, and answers what it has taken', async () => {
    const database = await emptyDatabase();
    const secret = 'of-a-store-that-stops';
    const server = await startEmbeddedEventStore({ databaseUrl: database.url, secret, log });
    const client = EventStoreDBClient.connectionString(server.connectionString);
    const stream = newStream();
    await fill(client, stream, 1);
    const bare = new StreamsClient(`127.0.0.1:${server.port}`, credentials.createInsecure(), telling(secret));

    const ends = new Map<string, Promise<unknown>>();
    const all = client.subscribeToAll();
    const one = client.subscribeToStream(stream);
    const missing = client.subscribeToStream(newStream());
    const waiting = [all, one, missing];
    await Promise.all([once(all, 'caughtUp'), once(one, 'caughtUp'), once(missing, 'confirmation')]);
    for (const [index, subscription] of waiting.entries()) ends.set(`subscription ${index}`, failed(subscription));
    const half = new Promise<ServiceError | null>(resolve => {
      const call = bare.append(resolve);
      call.write(new streamsPb.AppendReq());
    });
    ends.set('a half-written append', half);
    const batch = bare.batchAppend();
    batch.on('data', (_: BatchAppendResp) => undefined);
    ends.set('a batch', failed(batch));
    const appended = fill(client, newStream(), 1);
    await appended;

    await server.stop();
    for (const [what, end] of ends) expect(await end, what).toMatchObject({ code: unavailable });
    expect(String(await ends.get('subscription 0'))).toContain('the event store stops');
    expect(await failure(fill(client, stream, 1))).toMatchObject({ code: unavailable });
    bare.close();
    await database.drop();
  });
});

const failed = (call: { once(event: 'error', listener: (error: unknown) => void): unknown }): Promise<unknown> =>
  new Promise(resolve => call.once('error', resolve));

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
    'whose output nobody reads any more stops in order at %s, its PostgreSQL too, though it is told twice',
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
