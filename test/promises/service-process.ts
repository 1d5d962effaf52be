// A Rebook as a process of its own, so that it can be killed. Argument: what it is configured with, as JSON.
import { pino } from 'pino';
import { z } from 'zod';
import { startRebook } from '../../src/app/start.ts';
import { adminKey, masterKey, movableClock, retellKey } from '../support/world.ts';

const given = z
  .object({
    dataDir: z.string(),
    databaseUrl: z.string(),
    eventstoreUrl: z.string(),
    calcomBaseUrl: z.string(),
    calcomApiKey: z.string(),
    /** Left out: it accepts no webhook of Cal.com's. */
    webhookSecret: z.string().optional(),
    replyBudgetMs: z.number(),
    now: z.string(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));
const { calcomApiKey, webhookSecret, now, ...addresses } = given;
const calcomWebhookSecrets = webhookSecret === undefined ? [] : [webhookSecret];
const clock = movableClock(now);
const rebook = await startRebook(
  {
    ...addresses,
    host: '127.0.0.1',
    port: 0,
    natsUrl: undefined,
    notify: undefined,
    reconcileMinutes: 0,
    keepDays: 90,
    accessRecordDays: 365,
    rebuildAtStart: true,
    logLevel: 'silent',
    production: false,
    apiKeys: [{ name: 'admin', role: 'admin', companies: '*', personal: true, key: adminKey }],
    newAdminKey: undefined,
    masterKey,
    secretsOf: () => ({ retellApiKeys: [retellKey], calcomApiKey, calcomWebhookSecrets }),
    retellKeys: () => [retellKey],
    vapiSecrets: () => [],
  },
  { clock, log: pino({ level: 'silent' }) },
);
process.on('message', instant => clock.moveTo(String(instant)));
process.once('disconnect', () => process.exit());
process.send?.({ address: rebook.address });
