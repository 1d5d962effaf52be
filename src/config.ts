// What the environment says, checked once at the start; all faults are told at once, and no value of a secret is.
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { type ApiKey, apiKeySchema, localAdminKey, localSecret } from './config/api-keys.ts';
import { type CompanySecrets, readSecretsFile, secretsLookup } from './config/secrets.ts';
import { Fault } from './domain/fault.ts';

const optional = <T extends z.ZodType>(schema: T) => z.preprocess(value => (value === '' ? undefined : value), schema.optional());
const url = (...protocols: string[]) =>
  optional(
    z
      .string()
      .refine(
        value => protocols.some(protocol => value.startsWith(`${protocol}://`)),
        `must begin with ${protocols.map(p => `${p}://`).join(' or ')}`,
      ),
  );
const jsonList = z.string().transform((text, context) => {
  try {
    return z.array(apiKeySchema).parse(JSON.parse(text));
  } catch (error) {
    const places = error instanceof z.ZodError ? error.issues.map(issue => issue.path.join('.')).join(', ') : 'it is not JSON';
    context.addIssue({
      code: 'custom',
      message: `must be a JSON list of {name, role, companies, personal?, key (16 letters or more)}: ${places}`,
    });
    return z.NEVER;
  }
});

const environmentSchema = z.object({
  HOST: optional(z.string()).transform(value => value ?? '127.0.0.1'),
  PORT: optional(z.coerce.number().int().min(0).max(65_535)).transform(value => value ?? 3000),
  DATA_DIR: optional(z.string()).transform(value => value ?? '.rebook'),
  DATABASE_URL: url('postgres', 'postgresql'),
  EVENTSTORE_URL: url('esdb', 'esdb+discover', 'kurrentdb', 'kurrentdb+discover'),
  NATS_URL: url('nats', 'tls'),
  CALCOM_BASE_URL: url('https', 'http'),
  SECRETS_FILE: optional(z.string()),
  RETELL_API_KEY: optional(z.string()),
  CALCOM_API_KEY: optional(z.string()),
  CALCOM_WEBHOOK_SECRET: optional(z.string()),
  API_KEYS: optional(jsonList),
  NOTIFY_URL: url('https', 'http'),
  NOTIFY_SECRET: optional(z.string().min(16)),
  RECONCILE_MINUTES: optional(z.coerce.number().int().min(0).max(1_440)).transform(value => value ?? 60),
  REBUILD_AT_START: optional(z.enum(['true', 'false'])).transform(value => (value === undefined ? undefined : value === 'true')),
  REPLY_BUDGET_MS: optional(z.coerce.number().int().min(500).max(100_000)).transform(value => value ?? 8000),
  LOG_LEVEL: optional(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])).transform(value => value ?? 'info'),
  NODE_ENV: optional(z.string()),
});

/** Every variable there is, `NODE_ENV` aside. */
export const configVariables = Object.keys(environmentSchema.shape).filter(name => name !== 'NODE_ENV');

export interface Config {
  host: string;
  port: number;
  dataDir: string;
  databaseUrl: string | undefined;
  eventstoreUrl: string | undefined;
  natsUrl: string | undefined;
  calcomBaseUrl: string | undefined;
  /** Where notifications of customers are posted, and what they are signed with. */
  notify: { url: string; secret: string } | undefined;
  /** How often Cal.com is compared with the streams; 0: only when asked. */
  reconcileMinutes: number;
  /** Whether read models of another version are made anew before the service is ready; else it does not start. */
  rebuildAtStart: boolean;
  replyBudgetMs: number;
  logLevel: string;
  production: boolean;
  apiKeys: ApiKey[];
  /** An admin key that was made just now, to be printed once. */
  newAdminKey: string | undefined;
  /** The secrets of a company; of the default where none is named. */
  secretsOf(companyId: string | undefined): CompanySecrets;
}

/**
 * Reads `.env` in the current folder if present (unless `dotEnv` is false); the environment wins over it. Throws `config_invalid`, listing all
 * faults. Outside production missing keys are made and kept in the data folder, unless `makeKeys` is false.
 */
export function loadConfig(
  environment: Record<string, string | undefined> = process.env,
  { dotEnv = true, makeKeys = true } = {},
): Config {
  const variables = { ...(dotEnv ? readDotEnv() : {}), ...environment };
  const parsed = environmentSchema.safeParse(variables);
  const { file, faults } = fromFile(variables.SECRETS_FILE || undefined);
  if (!parsed.success) {
    throw invalid([...parsed.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`), ...faults]);
  }
  const env = parsed.data;
  const production = env.NODE_ENV === 'production';
  const single: CompanySecrets = {
    ...(env.RETELL_API_KEY !== undefined && { retellApiKey: env.RETELL_API_KEY }),
    ...(env.CALCOM_API_KEY !== undefined && { calcomApiKey: env.CALCOM_API_KEY }),
    ...(env.CALCOM_WEBHOOK_SECRET !== undefined && { calcomWebhookSecret: env.CALCOM_WEBHOOK_SECRET }),
  };
  const unsigned =
    env.NOTIFY_URL !== undefined && env.NOTIFY_SECRET === undefined
      ? ['NOTIFY_SECRET (16 letters or more) must be set with NOTIFY_URL: what is posted there is signed with it']
      : [];
  const missing = [...faults, ...unsigned, ...(production ? missingIn(env, single, file) : [])];
  if (missing.length > 0) throw invalid(missing);

  const admin = env.API_KEYS ? undefined : localAdminKey(env.DATA_DIR, makeKeys);
  const local = production ? {} : localSecrets(env.DATA_DIR, single, file, makeKeys);
  return {
    host: env.HOST,
    port: env.PORT,
    dataDir: env.DATA_DIR,
    databaseUrl: env.DATABASE_URL,
    eventstoreUrl: env.EVENTSTORE_URL,
    natsUrl: env.NATS_URL,
    calcomBaseUrl: env.CALCOM_BASE_URL,
    notify:
      env.NOTIFY_URL !== undefined && env.NOTIFY_SECRET !== undefined
        ? { url: env.NOTIFY_URL, secret: env.NOTIFY_SECRET }
        : undefined,
    reconcileMinutes: env.RECONCILE_MINUTES,
    rebuildAtStart: env.REBUILD_AT_START ?? !production,
    replyBudgetMs: env.REPLY_BUDGET_MS,
    logLevel: env.LOG_LEVEL,
    production,
    apiKeys: env.API_KEYS ?? (admin ? [admin.key] : []),
    newAdminKey: admin?.made ? admin.key.key : undefined,
    secretsOf: secretsLookup(file, { ...local, ...single }),
  };
}

const invalid = (faults: string[]): Fault =>
  new Fault('config_invalid', `the configuration is wrong:\n${faults.map(fault => `  - ${fault}`).join('\n')}`);

function readDotEnv(): Record<string, string | undefined> {
  try {
    return parseEnv(readFileSync('.env', 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw invalid(['.env cannot be read']);
  }
}

function fromFile(path: string | undefined): { file: Record<string, CompanySecrets>; faults: string[] } {
  if (path === undefined) return { file: {}, faults: [] };
  try {
    return { file: readSecretsFile(path), faults: [] };
  } catch (error) {
    return { file: {}, faults: [`SECRETS_FILE: ${error instanceof Error ? error.message : 'cannot be read'}`] };
  }
}

type Environment = z.infer<typeof environmentSchema>;

function missingIn(env: Environment, single: CompanySecrets, file: Record<string, CompanySecrets>): string[] {
  const known = [single, ...Object.values(file)];
  const has = (name: keyof CompanySecrets) => known.some(secrets => secrets[name] !== undefined);
  return [
    ...(env.CALCOM_BASE_URL === undefined ? ['CALCOM_BASE_URL must be set in production: the sandbox is for trying out'] : []),
    ...(env.API_KEYS === undefined ? ['API_KEYS must be set in production'] : []),
    ...(has('retellApiKey') ? [] : ['RETELL_API_KEY (or retellApiKey in SECRETS_FILE) must be set in production']),
    ...(has('calcomApiKey') ? [] : ['CALCOM_API_KEY (or calcomApiKey in SECRETS_FILE) must be set in production']),
    ...(has('calcomWebhookSecret')
      ? []
      : ['CALCOM_WEBHOOK_SECRET (or calcomWebhookSecret in SECRETS_FILE) must be set in production']),
  ];
}

/** A fresh machine has no keys: it gets some of its own, so that signatures are checked from the first call on. */
function localSecrets(
  dataDir: string,
  single: CompanySecrets,
  file: Record<string, CompanySecrets>,
  make: boolean,
): CompanySecrets {
  const known = { ...file.default, ...single };
  const retellApiKey = known.retellApiKey ?? localSecret(dataDir, 'retell-key', make);
  const calcomWebhookSecret = known.calcomWebhookSecret ?? localSecret(dataDir, 'calcom-webhook-secret', make);
  return {
    ...(retellApiKey !== undefined && { retellApiKey }),
    calcomApiKey: known.calcomApiKey ?? 'cal_sandbox',
    ...(calcomWebhookSecret !== undefined && { calcomWebhookSecret }),
  };
}
