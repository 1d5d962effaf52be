// A copy of the register of erasures in the data folder, by ids and times alone: an older backup that is restored there brings nobody back.
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../../domain/fault.ts';
import type { ErasureEntry } from '../../platform/vault/key-table.ts';
import type { Vault } from '../../platform/vault/vault.ts';
import { replaceFile } from './durable-file.ts';
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
    throw new Fault(
      'register_unreadable',
      `the register of erasures, ${registerName}, cannot be read: move it away, and that of the vault is copied there`,
      { cause },
    );
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

/** Writes the vault's register into the data folder. */
export async function copyRegister(dataDir: string, { register }: Pick<Vault, 'register'>): Promise<void> {
  const erasures = await register.entries();
  await mkdir(dataDir, { recursive: true });
  await replaceFile(join(dataDir, registerName), `${JSON.stringify({ erasures })}\n`);
}

/** The vault, whose register is copied into the data folder before a key is destroyed by it. */
export function withRegisterIn(dataDir: string, vault: Vault): Vault {
  let writing: Promise<void> = Promise.resolve();
  const copy = () => copyRegister(dataDir, vault);
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
