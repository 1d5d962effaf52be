// A second Rebook beside a world's own, on the same servers: what another process would see and do.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { sandboxKeyOf } from '../../src/app/servers.ts';
import { type Rebook, startRebook } from '../../src/app/start.ts';
import { adminKey, masterKey, retellKey, type World } from '../support/world.ts';

export async function secondInstance(
  world: World,
  signal?: AbortSignal,
  { databaseUrl, eventStoreUrl }: { databaseUrl: string; eventStoreUrl: string } = world.rebook.servers,
): Promise<Rebook> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rebook-second-'));
  const rebook = await startRebook(
    {
      host: '127.0.0.1',
      port: 0,
      dataDir,
      databaseUrl,
      eventstoreUrl: eventStoreUrl,
      natsUrl: undefined,
      calcomBaseUrl: world.sandbox.url,
      notify: undefined,
      reconcileMinutes: 0,
      keepDays: 90,
      accessRecordDays: 365,
      rebuildAtStart: true,
      replyBudgetMs: 3_000,
      logLevel: 'silent',
      production: false,
      apiKeys: [{ name: 'admin', role: 'admin', companies: '*', personal: true, key: adminKey }],
      newAdminKey: undefined,
      masterKey,
      secretsOf: id => ({ retellApiKeys: [retellKey], calcomApiKey: sandboxKeyOf(id ?? ''), calcomWebhookSecrets: [] }),
      retellKeys: () => [retellKey],
      vapiSecrets: () => [],
    },
    { clock: world.clock, log: pino({ level: 'silent' }), ...(signal && { signal }) },
  );
  return {
    ...rebook,
    async stop() {
      await rebook.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
