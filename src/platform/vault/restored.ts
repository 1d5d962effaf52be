// What a restored vault needs before anybody reads with it.
import { Fault } from '../../domain/fault.ts';
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

type Opening = Pick<Vault, 'toOpen'>;
type Reading = Pick<EventStore, 'readAll'>;

/** Subjects of sealed events whose key the vault does not have, as when it is older than the events; those that were destroyed are none. */
export async function* subjectsWithoutKey(vault: Opening, store: Reading): AsyncGenerator<string[]> {
  for (let from = -1n; ; ) {
    const events = await store.readAll(from, eventsAtOnce);
    const subjects = new Set(events.flatMap(({ data }) => subjectIn(data) ?? []));
    const keys = await vault.toOpen(subjects);
    yield [...subjects].filter(subject => !keys.has(subject));
    const last = events.at(-1);
    if (!last || last.position === from) return;
    from = last.position;
  }
}

/** Where keys are lost for good: what was sealed with them counts as erased, so that everything else can be read. */
export async function giveUpKeys(vault: Opening & Pick<Vault, 'destroy'>, store: Reading, at: Date): Promise<void> {
  for await (const subjects of subjectsWithoutKey(vault, store)) await vault.destroy(subjects, at);
}

/** Throws `backup_damaged` where the vault is older than the events: what they hold of newer people could not be read. */
export async function mustHaveEveryKey(vault: Opening, store: Reading): Promise<void> {
  let missing = 0;
  for await (const subjects of subjectsWithoutKey(vault, store)) missing += subjects.length;
  if (missing > 0)
    throw new Fault(
      'backup_damaged',
      `the keys are older than the events: ${missing} are missing. Name the ones of this backup, or say --no-vault`,
    );
}

function subjectIn(data: unknown): string | undefined {
  const personal = typeof data === 'object' && data !== null && 'personal' in data ? data.personal : undefined;
  return isSealed(personal) ? personal.key : undefined;
}
