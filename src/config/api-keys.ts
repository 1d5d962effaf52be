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

/** The admin key kept in the data folder; made, readable by its owner alone, where there is none. */
export function localAdminKey(dataDir: string): { key: ApiKey; made: boolean } {
  const path = join(dataDir, fileName);
  const existing = readIfThere(path);
  const key = existing ?? `rebook_${randomBytes(24).toString('base64url')}`;
  if (existing === undefined) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(path, `${key}\n`, { mode: 0o600 });
  }
  return { key: { name: 'admin', role: 'admin', companies: '*', personal: true, key }, made: existing === undefined };
}

/** A secret for the sandbox and for signing local calls, derived from nothing and kept beside the key. */
export function localSecret(dataDir: string, name: string): string {
  const path = join(dataDir, name);
  const existing = readIfThere(path);
  if (existing !== undefined) return existing;
  const secret = `local_${randomBytes(24).toString('base64url')}`;
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(path, `${secret}\n`, { mode: 0o600 });
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
