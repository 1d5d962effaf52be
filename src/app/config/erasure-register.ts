// A copy of the register of erasures in the data folder, by ids and times alone: an older backup that is restored there brings nobody back.
import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../../domain/fault.ts';
import type { ErasureEntry } from '../../platform/vault/key-table.ts';
import type { Vault } from '../../platform/vault/vault.ts';
import { isMissing } from './file-fault.ts';

export const registerName = 'erasures.json';

const registerSchema = z.object({
  erasures: z.array(
    z.object({
      companyId: z.string(),
      customerId: z.string(),
      by: z.string(),
      reasonCode: z.string(),
      erasedAt: z.coerce.date(),
      subjects: z.array(z.string()),
    }),
  ),
});

/** The entries in a register's text. Throws `register_unreadable`. */
export function registerIn(text: string): ErasureEntry[] {
  try {
    return registerSchema.parse(JSON.parse(text)).erasures;
  } catch (cause) {
    throw new Fault('register_unreadable', 'the register of erasures cannot be read', { cause });
  }
}

/** Those of the data folder; none where it has no register. Throws `register_unreadable`. */
export function registerOf(dataDir: string): ErasureEntry[] {
  try {
    return registerIn(readFileSync(join(dataDir, registerName), 'utf8'));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** The vault, whose register is copied into the data folder before a key is destroyed by it. */
export function withRegisterIn(dataDir: string, vault: Vault): Vault {
  let writing: Promise<void> = Promise.resolve();
  async function copy(): Promise<void> {
    const path = join(dataDir, registerName);
    const erasures = await vault.register.entries();
    await writeFile(`${path}.new`, `${JSON.stringify({ erasures })}\n`, { mode: 0o600, flush: true });
    await rename(`${path}.new`, path);
  }
  return {
    ...vault,
    register: {
      ...vault.register,
      async enter(entry) {
        const entered = await vault.register.enter(entry);
        writing = writing.catch(() => undefined).then(copy);
        await writing;
        return entered;
      },
    },
  };
}
