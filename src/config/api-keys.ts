// The keys of staff and programs: what each may do, for which companies; and the one made for a fresh machine.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export const apiKeySchema = z.strictObject({
  /** The actor in events. */
  name: z.string().min(1).max(100),
  role: z.enum(['operator', 'analyst', 'auditor', 'admin']),
  companies: z.union([z.literal('*'), z.array(z.string())]),
  /** May see names, numbers, addresses and free text. */
  personal: z.boolean().default(false),
  key: z.string().min(16),
});
export type ApiKey = z.infer<typeof apiKeySchema>;

const fileName = 'admin-key';

/** The admin key kept in the data folder; with `make` one that only its owner can read is made where there is none. */
export function localAdminKey(dataDir: string, make: boolean): { key: ApiKey; made: boolean } | undefined {
  const existing = readIfThere(join(dataDir, fileName));
  if (existing === undefined && !make) return undefined;
  const key = existing ?? keep(dataDir, fileName, `rebook_${randomBytes(24).toString('base64url')}`);
  return { key: { name: 'admin', role: 'admin', companies: '*', personal: true, key }, made: existing === undefined };
}

/** A secret for the sandbox and for signing local calls, derived from nothing and kept beside the key; the same with `make`. */
export function localSecret(dataDir: string, name: string, make: boolean): string | undefined {
  const existing = readIfThere(join(dataDir, name));
  if (existing !== undefined || !make) return existing;
  return keep(dataDir, name, `local_${randomBytes(24).toString('base64url')}`);
}

function keep(dataDir: string, name: string, secret: string): string {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(join(dataDir, name), `${secret}\n`, { mode: 0o600 });
  return secret;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim() || undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
