// Reads the secrets of each company: from a file by company id with a default, or from single variables for a single company.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isToken, tokenRule } from '../../channels/api/access/token.ts';
import { idSchema } from '../../domain/values.ts';
import { othersMay, reasonOf } from './file-fault.ts';
import { repeatedMember } from './repeated-member.ts';

/** The keys that sign a company's requests, and the key it uses at Cal.com. Several keys are valid while they are exchanged. */
export interface CompanySecrets {
  /** Any of them signs Retell's requests. Empty: nothing is accepted. */
  retellApiKeys: readonly string[];
  /** Any of them signs Vapi's messages, or is their bearer key. Left out: nothing is accepted. */
  vapiSecrets?: readonly string[];
  /** The one our requests to Cal.com carry. */
  calcomApiKey?: string;
  /** Any of them signs Cal.com's webhooks. Empty: nothing is accepted. */
  calcomWebhookSecrets: readonly string[];
}

/** Secrets as they are configured: what is not named is undefined. */
export type NamedSecrets = Partial<CompanySecrets>;

const secretSchema = z.string().refine(isToken, tokenRule);
const severalSchema = z
  .union([secretSchema, z.array(secretSchema).min(1)])
  .transform(given => [given].flat())
  .refine(given => new Set(given).size === given.length, 'names the same one twice');

const companySchema = z
  .strictObject({
    retellApiKey: severalSchema.optional(),
    calcomApiKey: secretSchema.optional(),
    calcomWebhookSecret: severalSchema.optional(),
    vapiSecret: severalSchema.optional(),
  })
  .transform(({ retellApiKey, calcomApiKey, calcomWebhookSecret, vapiSecret }) =>
    namedSecrets(retellApiKey, calcomApiKey, calcomWebhookSecret, vapiSecret),
  );

const fileSchema = z.record(idSchema, companySchema);
export type SecretsByCompany = z.infer<typeof fileSchema>;

/** Only the secrets that are set. */
export function namedSecrets(
  retellApiKeys: readonly string[] | undefined,
  calcomApiKey: string | undefined,
  calcomWebhookSecrets: readonly string[] | undefined,
  vapiSecrets: readonly string[] | undefined,
): NamedSecrets {
  return {
    ...(retellApiKeys !== undefined && { retellApiKeys }),
    ...(calcomApiKey !== undefined && { calcomApiKey }),
    ...(calcomWebhookSecrets !== undefined && { calcomWebhookSecrets }),
    ...(vapiSecrets !== undefined && { vapiSecrets }),
  };
}

/** Reads the JSON of a secrets file. The faults name the place but never a value. */
export function parseSecrets(text: string, from: string): { byCompany: SecretsByCompany; faults: string[] } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { byCompany: {}, faults: [`${from} is not JSON`] };
  }
  const twice = repeatedMember(text);
  if (twice !== undefined) return { byCompany: {}, faults: [`${from} names "${twice}" twice`] };
  const parsed = fileSchema.safeParse(json);
  if (parsed.success) return { byCompany: parsed.data, faults: [] };
  const places = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'its top'} (${message})`);
  return { byCompany: {}, faults: [`${from} is wrong at ${places.join(', ')}`] };
}

/** A company's own secrets, each falling back on the default. A key of its own never serves another company. */
export function secretsLookup(file: SecretsByCompany, single: NamedSecrets): (companyId: string | undefined) => CompanySecrets {
  const fallback = { retellApiKeys: [], calcomWebhookSecrets: [], ...single, ...file.default };
  return companyId => ({ ...fallback, ...(companyId !== undefined && companyId !== 'default' ? file[companyId] : undefined) });
}

/**
 * The text of a file that holds keys. A user who may write it decides whose signature counts, so that is refused; a file that
 * others may read gets only a warning, because mounted secrets (Docker, Kubernetes) come that way and cannot be changed.
 */
export function readKeyFile(path: string, variable: string): { text?: string; faults: string[]; warnings: string[] } {
  try {
    const text = readFileSync(path, 'utf8');
    const { read, write } = othersMay(path);
    if (write)
      return { faults: [`${variable}: ${path} may be written by others than its owner: chmod 600 ${path}`], warnings: [] };
    const warnings = read ? [`${variable}: ${path} may be read by others than its owner: chmod 600 ${path}`] : [];
    return { text, faults: [], warnings };
  } catch (error) {
    return { faults: [`${variable}: ${reasonOf(path, error)}`], warnings: [] };
  }
}
