// The secrets of each company: from a file by company id with a default, or single variables for a single company.
import { readFileSync } from 'node:fs';
import { z } from 'zod';

export const companySecretsSchema = z.strictObject({
  retellApiKey: z.string().min(1).optional(),
  calcomApiKey: z.string().min(1).optional(),
  calcomWebhookSecret: z.string().min(1).optional(),
});
export type CompanySecrets = z.infer<typeof companySecretsSchema>;

const fileSchema = z.record(z.string(), companySecretsSchema);

/** Reads the file; throws an error whose message names the place but never a value. */
export function readSecretsFile(path: string): Record<string, CompanySecrets> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new Error(`the file ${path} cannot be read`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error(`the file ${path} is not JSON`);
  }
  const parsed = fileSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new Error(
    `the file ${path} is wrong at ${parsed.error.issues.map(issue => issue.path.join('.') || 'its top').join(', ')}`,
  );
}

/** A company's own secrets, each key falling back on the default. A key of its own never serves another company. */
export function secretsLookup(
  file: Record<string, CompanySecrets>,
  single: CompanySecrets,
): (companyId: string | undefined) => CompanySecrets {
  const fallback = { ...single, ...file.default };
  return companyId => ({ ...fallback, ...(companyId !== undefined && companyId !== 'default' ? file[companyId] : undefined) });
}
