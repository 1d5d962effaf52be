// What a restored vault needs before anybody reads with it.
import type { EventStore } from '../eventstore/store.ts';
import type { ErasureEntry } from './key-table.ts';
import { isSealed } from './seal.ts';
import type { Vault } from './vault.ts';

/** Who was erased after the backup, or before it, is erased in the restored vault as well. */
export async function applyRegister(vault: Pick<Vault, 'register' | 'destroy'>, entries: readonly ErasureEntry[]): Promise<void> {
  for (const entry of entries) await vault.register.enter(entry);
  for (const { subjects, erasedAt } of await vault.register.entries()) await vault.destroy(subjects, erasedAt);
}

const eventsAtOnce = 500;

/** Where keys are lost for good: what was sealed with them counts as erased, so that everything else can be read. */
export async function giveUpKeys(
  vault: Pick<Vault, 'toOpen' | 'destroy'>,
  store: Pick<EventStore, 'readAll'>,
  at: Date,
): Promise<void> {
  for (let from = -1n; ; ) {
    const events = await store.readAll(from, eventsAtOnce);
    const subjects = new Set(events.flatMap(({ data }) => subjectIn(data) ?? []));
    const keys = await vault.toOpen(subjects);
    await vault.destroy(
      [...subjects].filter(subject => !keys.has(subject)),
      at,
    );
    const last = events.at(-1);
    if (!last || last.position === from) return;
    from = last.position;
  }
}

function subjectIn(data: unknown): string | undefined {
  const personal = typeof data === 'object' && data !== null && 'personal' in data ? data.personal : undefined;
  return isSealed(personal) ? personal.key : undefined;
}
