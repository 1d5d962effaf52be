// Reads all keys: of staff and programs, and of each company. Read at the start, and again when they are exchanged.
import { type ApiKey, parseApiKeys } from '../../channels/api/access/keys.ts';
import { isToken, tokenRule } from '../../channels/api/access/token.ts';
import { LocalKeyFault, localAdminKey, localSecret } from './local-keys.ts';
import {
  type CompanySecrets,
  type NamedSecrets,
  namedSecrets,
  parseSecrets,
  readKeyFile,
  type SecretsByCompany,
  secretsLookup,
} from './secrets.ts';

/** The variables that say where keys are. */
export interface KeyVariables {
  DATA_DIR: string;
  SECRETS_FILE: string | undefined;
  RETELL_API_KEY: string | undefined;
  CALCOM_API_KEY: string | undefined;
  CALCOM_WEBHOOK_SECRET: string | undefined;
  VAPI_SECRET: string | undefined;
  API_KEYS: string | undefined;
  API_KEYS_FILE: string | undefined;
}

export interface Keys {
  apiKeys: readonly ApiKey[];
  /** Every key that signs Retell's requests for some company, each once. */
  retellKeys: readonly string[];
  /** The same of Vapi's messages. */
  vapiSecrets: readonly string[];
  /** An admin key that was made just now, to be printed once. */
  newAdminKey: string | undefined;
  /** The secrets of a company; of the default where none is named. */
  secretsOf(companyId: string | undefined): CompanySecrets;
}

export interface KeysRead {
  keys: Keys;
  faults: string[];
  warnings: string[];
}

/**
 * Reads all keys. Outside production missing ones are taken from the data folder, and with `make` made there. The faults name what
 * is wrong and where, and never a value.
 */
export function readKeys(variables: KeyVariables, { production, make }: { production: boolean; make: boolean }): KeysRead {
  const given = readApiKeys(variables);
  const file = readSecrets(variables.SECRETS_FILE);
  const single = singleSecrets(variables);
  const faults = [...given.faults, ...file.faults, ...single.faults];
  if (production) faults.push(...missingIn(variables, single.secrets, file.byCompany, faults.length > 0));
  const warnings = [...given.warnings, ...file.warnings];
  try {
    const usesLocal = faults.length === 0;
    const admin = usesLocal && !given.apiKeys && !production ? localAdminKey(variables.DATA_DIR, make) : undefined;
    const local = usesLocal && !production ? localSecrets(variables.DATA_DIR, single.secrets, file.byCompany, make) : {};
    const secretsOf = secretsLookup(file.byCompany, { ...local, ...single.secrets });
    const companies = [undefined, ...Object.keys(file.byCompany)];
    const keys: Keys = {
      apiKeys: given.apiKeys ?? (admin ? [admin.key] : []),
      retellKeys: [...new Set(companies.flatMap(id => secretsOf(id).retellApiKeys))],
      vapiSecrets: [...new Set(companies.flatMap(id => secretsOf(id).vapiSecrets ?? []))],
      newAdminKey: admin?.made ? admin.key.key : undefined,
      secretsOf,
    };
    return { keys, faults, warnings };
  } catch (error) {
    if (!(error instanceof LocalKeyFault)) throw error;
    const keys = { apiKeys: [], retellKeys: [], vapiSecrets: [], newAdminKey: undefined, secretsOf: secretsLookup({}, {}) };
    return { keys, faults: [...faults, error.message], warnings };
  }
}

function readApiKeys({ API_KEYS, API_KEYS_FILE }: KeyVariables): { apiKeys?: ApiKey[]; faults: string[]; warnings: string[] } {
  if (API_KEYS !== undefined && API_KEYS_FILE !== undefined)
    return { faults: ['API_KEYS and API_KEYS_FILE are both set; one of them holds all keys'], warnings: [] };
  if (API_KEYS !== undefined) return { ...parseApiKeys(API_KEYS, 'API_KEYS'), warnings: [] };
  if (API_KEYS_FILE === undefined) return { faults: [], warnings: [] };
  const { text, ...read } = readKeyFile(API_KEYS_FILE, 'API_KEYS_FILE');
  if (text === undefined) return read;
  return { ...parseApiKeys(text, `API_KEYS_FILE: ${API_KEYS_FILE}`), warnings: read.warnings };
}

function readSecrets(path: string | undefined): { byCompany: SecretsByCompany; faults: string[]; warnings: string[] } {
  if (path === undefined) return { byCompany: {}, faults: [], warnings: [] };
  const { text, ...read } = readKeyFile(path, 'SECRETS_FILE');
  if (text === undefined) return { ...read, byCompany: {} };
  return { ...parseSecrets(text, `SECRETS_FILE: ${path}`), warnings: read.warnings };
}

function singleSecrets({ RETELL_API_KEY, CALCOM_API_KEY, CALCOM_WEBHOOK_SECRET, VAPI_SECRET }: KeyVariables) {
  const blank = Object.entries({ RETELL_API_KEY, CALCOM_API_KEY, CALCOM_WEBHOOK_SECRET, VAPI_SECRET })
    .filter(([, value]) => value !== undefined && !isToken(value))
    .map(([name]) => `${name} ${tokenRule}`);
  const list = (value: string | undefined) => (value === undefined ? undefined : [value]);
  const secrets = namedSecrets(list(RETELL_API_KEY), CALCOM_API_KEY, list(CALCOM_WEBHOOK_SECRET), list(VAPI_SECRET));
  return { secrets, faults: blank };
}

/** Keys that could not be read are not reported as missing, too. */
function missingIn(variables: KeyVariables, single: NamedSecrets, file: SecretsByCompany, unread: boolean): string[] {
  const { API_KEYS, API_KEYS_FILE, SECRETS_FILE } = variables;
  const known = [single, ...Object.values(file)];
  const lacks = (name: keyof CompanySecrets) =>
    !known.some(secrets => secrets[name] !== undefined) && !(unread && SECRETS_FILE !== undefined);
  const secret = (variable: string, name: string) => `${variable} (or ${name} in SECRETS_FILE) must be set in production`;
  return [
    ...(API_KEYS === undefined && API_KEYS_FILE === undefined ? ['API_KEYS or API_KEYS_FILE must be set in production'] : []),
    ...(lacks('retellApiKeys') && lacks('vapiSecrets') ? [secret('RETELL_API_KEY', 'retellApiKey')] : []),
    ...(lacks('calcomApiKey') ? [secret('CALCOM_API_KEY', 'calcomApiKey')] : []),
    ...(lacks('calcomWebhookSecrets') ? [secret('CALCOM_WEBHOOK_SECRET', 'calcomWebhookSecret')] : []),
  ];
}

/** A fresh machine has no keys: it gets some of its own, so that signatures are checked from the first call on. */
function localSecrets(dataDir: string, single: NamedSecrets, file: SecretsByCompany, make: boolean): NamedSecrets {
  const known = { ...file.default, ...single };
  const kept = (name: string) => {
    const secret = localSecret(dataDir, name, make);
    return secret === undefined ? undefined : [secret];
  };
  return namedSecrets(
    known.retellApiKeys ?? kept('retell-key'),
    known.calcomApiKey ?? 'cal_sandbox',
    known.calcomWebhookSecrets ?? kept('calcom-webhook-secret'),
    known.vapiSecrets,
  );
}
