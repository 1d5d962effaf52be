// Reads the configuration from the environment, checked once at the start; all faults are reported at once, without any secret's
// value.
import { z } from 'zod';
import type { ApiKey } from '../../channels/api/access/keys.ts';
import type { SigningKey } from '../../proof/note.ts';
import { invalid, readDotEnv, warningsOfDotEnv } from './dot-env.ts';
import { type Keys, type KeyVariables, readKeys } from './keys.ts';
import { readProofKey } from './proof-key.ts';
import type { CompanySecrets } from './secrets.ts';
import { unknownVariables } from './unknown-variables.ts';
import { masterKeyFaults, type VaultSettings } from './vault-place.ts';

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
const defaultDataDir = '.rebook';
/** In production; elsewhere there is one address for everything. */
const defaultOpsPort = 3001;

const environmentSchema = z.object({
  HOST: optional(z.string()).transform(value => value ?? '127.0.0.1'),
  PORT: optional(z.coerce.number().int().min(0).max(65_535)).transform(value => value ?? 3000),
  OPS_HOST: optional(z.string()).transform(value => value ?? '127.0.0.1'),
  OPS_PORT: optional(z.coerce.number().int().min(0).max(65_535)),
  DATA_DIR: optional(z.string()).transform(value => value ?? defaultDataDir),
  DATABASE_URL: url('postgres', 'postgresql'),
  EVENTSTORE_URL: url('esdb', 'esdb+discover', 'kurrentdb', 'kurrentdb+discover'),
  EVENTSTORE_MAX_APPEND_SIZE: optional(
    z.coerce
      .number()
      .int()
      .min(1024)
      .max(16 * 1024 * 1024),
  ),
  VAULT_DATABASE_URL: url('postgres', 'postgresql'),
  MASTER_KEY: optional(z.string()),
  NATS_URL: url('nats', 'tls'),
  CALCOM_BASE_URL: url('https', 'http'),
  SECRETS_FILE: optional(z.string()),
  RETELL_API_KEY: optional(z.string()),
  CALCOM_API_KEY: optional(z.string()),
  CALCOM_WEBHOOK_SECRET: optional(z.string()),
  VAPI_SECRET: optional(z.string()),
  API_KEYS: optional(z.string()),
  API_KEYS_FILE: optional(z.string()),
  NOTIFY_URL: url('https', 'http'),
  NOTIFY_SECRET: optional(z.string().min(16)),
  PROOF_KEY: optional(z.string()),
  PROOF_DIR: optional(z.string()),
  RECONCILE_MINUTES: optional(z.coerce.number().int().min(0).max(1_440)).transform(value => value ?? 60),
  KEEP_DAYS: optional(z.coerce.number().int().min(2).max(3_650)).transform(value => value ?? 90),
  ACCESS_RECORD_DAYS: optional(z.coerce.number().int().min(1).max(36_500)).transform(value => value ?? 365),
  REBUILD_AT_START: optional(z.enum(['true', 'false'])).transform(value => (value === undefined ? undefined : value === 'true')),
  REPLY_BUDGET_MS: optional(z.coerce.number().int().min(500).max(100_000)).transform(value => value ?? 8000),
  LOG_LEVEL: optional(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])).transform(value => value ?? 'info'),
  LOG_FORMAT: optional(z.enum(['json', 'pretty'])),
  OTEL_EXPORTER_OTLP_ENDPOINT: url('https', 'http'),
  NODE_ENV: optional(z.string()),
});

/** Every variable there is, `NODE_ENV` aside. */
export const configVariables = Object.keys(environmentSchema.shape).filter(name => name !== 'NODE_ENV');

export interface Config extends VaultSettings {
  host: string;
  port: number;
  /** Where `/health`, `/metrics` and `/docs` are; undefined: beside everything else. */
  ops?: { host: string; port: number } | undefined;
  dataDir: string;
  databaseUrl: string | undefined;
  eventstoreUrl: string | undefined;
  /** Bytes of data one append to the embedded event store may have; undefined: what EventStoreDB 23.10 takes. */
  maxAppendSize?: number | undefined;
  natsUrl: string | undefined;
  calcomBaseUrl: string | undefined;
  /** Where notifications of customers are posted, and what they are signed with. */
  notify: { url: string; secret: string } | undefined;
  /** Signs the transparency log; undefined: none is built. */
  proofKey?: SigningKey | undefined;
  /** Where copies of it are written. */
  proofDir?: string | undefined;
  /** How often Cal.com is compared with the streams; 0: only when asked. */
  reconcileMinutes: number;
  /** How long bookkeeping that nothing needs any more is kept, in days. */
  keepDays: number;
  /** How long it stays on record who was shown whose personal data, in days. */
  accessRecordDays: number;
  /** Whether read models of another version are rebuilt before the service is ready; else it does not start. */
  rebuildAtStart: boolean;
  replyBudgetMs: number;
  logLevel: string;
  /** Undefined: lines for people on a terminal, else JSON. */
  logFormat?: 'json' | 'pretty' | undefined;
  /** Where spans are sent; undefined: nothing is traced. */
  otlpEndpoint?: string | undefined;
  production: boolean;
  /** As they are now: keys are read again while the service runs. */
  apiKeys: readonly ApiKey[];
  /** An admin key that was made just now, to be printed once. */
  newAdminKey: string | undefined;
  /** The API keys are those of the data folder, which no other instance knows. */
  ownApiKeys?: boolean;
  /** The secrets of a company as they are now; of the default where none is named. */
  secretsOf(companyId: string | undefined): CompanySecrets;
  /** Every key that signs Retell's requests for some company, each once, as they are now. */
  retellKeys(): readonly string[];
  /** The same of Vapi's messages. */
  vapiSecrets(): readonly string[];
}

/** A configuration whose keys can be exchanged while the service runs. */
export interface LoadedConfig extends Config {
  /** What is allowed but should be put right; no value of a secret. */
  warnings: readonly string[];
  /** Files whose change means that keys are to be read again. */
  keyFiles: readonly string[];
  /** Reads all keys again and gives the warnings. Throws `config_invalid`; the keys in use then stay. */
  readKeysAgain(): readonly string[];
}

/**
 * Reads `.env` in the current folder if present (unless `dotEnv` is false); the environment wins over it. Throws `config_invalid`, listing all
 * faults. Outside production missing keys are made and kept in the data folder, unless `makeKeys` is false.
 */
export function loadConfig(
  environment: Record<string, string | undefined> = process.env,
  { dotEnv = true, makeKeys = true } = {},
): LoadedConfig {
  const fromDotEnv = dotEnv ? readDotEnv() : {};
  const variables = { ...fromDotEnv, ...environment };
  const parsed = environmentSchema.safeParse(variables);
  const production = variables.NODE_ENV === 'production';
  const misspelt = unknownVariables(variables, configVariables);
  const sources = keyVariables(variables);
  // No keys are made for a configuration that is wrong.
  const otherFaults = [
    ...(parsed.error?.issues ?? []).map(issue => `${issue.path.join('.')} ${issue.message}`),
    ...(parsed.data ? faultsBetween(parsed.data, production) : []),
  ];
  const read = readKeys(sources, { production, make: makeKeys && otherFaults.length === 0 });
  const makeProofKey = makeKeys && otherFaults.length + read.faults.length === 0;
  const proof = readProofKey(sources.DATA_DIR, variables.PROOF_KEY, { production, make: makeProofKey });
  const faults = [...otherFaults, ...read.faults, ...proof.faults];
  if (!parsed.success || faults.length > 0) throw invalid([...faults, ...misspelt]);
  const env = parsed.data;

  let keys: Keys = read.keys;
  return {
    host: env.HOST,
    port: env.PORT,
    ops: opsAddressOf(env, production),
    dataDir: env.DATA_DIR,
    databaseUrl: env.DATABASE_URL,
    eventstoreUrl: env.EVENTSTORE_URL,
    maxAppendSize: env.EVENTSTORE_MAX_APPEND_SIZE,
    vaultDatabaseUrl: env.VAULT_DATABASE_URL,
    masterKey: env.MASTER_KEY,
    natsUrl: env.NATS_URL,
    calcomBaseUrl: env.CALCOM_BASE_URL,
    notify:
      env.NOTIFY_URL !== undefined && env.NOTIFY_SECRET !== undefined
        ? { url: env.NOTIFY_URL, secret: env.NOTIFY_SECRET }
        : undefined,
    proofKey: proof.key,
    proofDir: env.PROOF_DIR,
    reconcileMinutes: env.RECONCILE_MINUTES,
    keepDays: env.KEEP_DAYS,
    accessRecordDays: env.ACCESS_RECORD_DAYS,
    rebuildAtStart: env.REBUILD_AT_START ?? !production,
    replyBudgetMs: env.REPLY_BUDGET_MS,
    logLevel: env.LOG_LEVEL,
    logFormat: env.LOG_FORMAT,
    otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
    production,
    get apiKeys() {
      return keys.apiKeys;
    },
    newAdminKey: keys.newAdminKey,
    ownApiKeys: keys.ownApiKeys,
    secretsOf: companyId => keys.secretsOf(companyId),
    retellKeys: () => keys.retellKeys,
    vapiSecrets: () => keys.vapiSecrets,
    warnings: [...read.warnings, ...warningsOfDotEnv(fromDotEnv), ...misspelt],
    keyFiles: [sources.SECRETS_FILE, sources.API_KEYS_FILE].filter(path => path !== undefined),
    readKeysAgain() {
      const again = readKeys(sources, { production, make: false });
      if (again.faults.length > 0) throw invalid(again.faults);
      keys = again.keys;
      return again.warnings;
    },
  };
}

function keyVariables(variables: Record<string, string | undefined>): KeyVariables {
  const value = (name: keyof KeyVariables) => variables[name] || undefined;
  return {
    DATA_DIR: value('DATA_DIR') ?? defaultDataDir,
    SECRETS_FILE: value('SECRETS_FILE'),
    RETELL_API_KEY: value('RETELL_API_KEY'),
    CALCOM_API_KEY: value('CALCOM_API_KEY'),
    CALCOM_WEBHOOK_SECRET: value('CALCOM_WEBHOOK_SECRET'),
    VAPI_SECRET: value('VAPI_SECRET'),
    API_KEYS: value('API_KEYS'),
    API_KEYS_FILE: value('API_KEYS_FILE'),
  };
}

/** In production what is not public is never at the address that is. */
function opsAddressOf({ OPS_HOST, OPS_PORT }: Environment, production: boolean): Config['ops'] {
  const port = OPS_PORT ?? (production ? defaultOpsPort : undefined);
  return port === undefined ? undefined : { host: OPS_HOST, port };
}

function faultsBetween(env: Environment, production: boolean): string[] {
  const opsPort = opsAddressOf(env, production)?.port;
  return [
    ...masterKeyFaults(env.MASTER_KEY, production),
    ...(opsPort !== undefined && opsPort !== 0 && opsPort === env.PORT
      ? ['OPS_PORT must be another port than PORT: what listens there is not for the public']
      : []),
    ...(env.NOTIFY_URL !== undefined && env.NOTIFY_SECRET === undefined
      ? ['NOTIFY_SECRET (16 letters or more) must be set with NOTIFY_URL: what is posted there is signed with it']
      : []),
    ...(production && env.CALCOM_BASE_URL === undefined
      ? ['CALCOM_BASE_URL must be set in production: the sandbox is for trying out']
      : []),
  ];
}

type Environment = z.infer<typeof environmentSchema>;
