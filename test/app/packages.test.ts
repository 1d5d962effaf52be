// What goes wrong in an embedded server reaches the rest of the program as a fault of its own.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { startServers } from '../../src/app/servers.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { Fault } from '../../src/domain/fault.ts';

test('with its code and sentence, so that the command line shows it without a stack', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'rebook-packages-'));
  try {
    await writeFile(join(dataDir, 'eventstore-secret'), 'a-secret-that-others-read\n', { mode: 0o644 });
    const config = { dataDir, databaseUrl: 'none', calcomBaseUrl: 'none', eventstoreUrl: undefined };
    const starting = startServers(config, systemClock, pino({ level: 'silent' }));
    const fault = await starting.catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Fault);
    expect(fault).toMatchObject({ code: 'event_store_secret_readable_by_others', message: expect.stringContaining('chmod 600') });
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
