// What a vault needs that may be older than the events, before anybody reads with it.
import { Fault } from '../../domain/fault.ts';
import type { EventStore } from '../eventstore/store.ts';
import type { StoredEvent } from '../eventstore/stored-event.ts';
import type { ErasureEntry } from './key-table.ts';
import { type DataKey, isInTheClear, isSealed, open } from './seal.ts';
import type { Vault } from './vault.ts';

type Registered = Pick<Vault, 'register' | 'destroyAll'>;

/** Enters what the register does not know; then all who are in it are erased in this vault. Gives the names of the keys that were there. */
export async function applyRegister(vault: Registered, entries: readonly ErasureEntry[]): Promise<string[]> {
  const known = new Map((await vault.register.entries()).map(entry => [recordIn(entry), entry]));
  for (const entry of entries) {
    const subjects = new Set(known.get(recordIn(entry))?.subjects);
    if (!known.has(recordIn(entry)) || entry.subjects.some(subject => !subjects.has(subject)))
      known.set(recordIn(entry), await vault.register.enter(entry));
  }
  const returned: string[] = [];
  const ended = [...known.values()];
  for (let from = 0; from < ended.length; from += recordsAtOnce)
    returned.push(
      ...(await vault.destroyAll(
        ended.slice(from, from + recordsAtOnce).map(({ subjects, erasedAt: at }) => ({ subjects, at })),
      )),
    );
  return returned;
}

const recordIn = ({ companyId, customerId }: ErasureEntry): string => `${companyId} ${customerId}`;
const recordsAtOnce = 200;
const eventsAtOnce = 500;

type Opening = Pick<Vault, 'toOpen'>;
type Reading = Pick<EventStore, 'readAll'>;

/** What events and vault do not have in common. */
export interface KeysOfEvents {
  /** Names of keys that sealed events need and the vault does not have, as when it is older; those that were destroyed or given up are none. */
  missing: string[];
  /** Names of keys that are there and do not open an event: it was altered, or they were made anew while the right ones were missing. */
  notOpening: string[];
  /** Events whose personal data is not encrypted: they were written before there were keys. */
  inTheClear: number;
}

/** Reads all events. Keys that are known not to be whole are none that are missing. */
export async function keysOfEvents(
  vault: Opening,
  store: Reading,
  notWhole: ReadonlySet<string> = new Set(),
): Promise<KeysOfEvents> {
  const [missing, notOpening] = [new Set<string>(), new Set<string>()];
  let inTheClear = 0;
  for await (const events of pages(store)) {
    inTheClear += events.filter(({ data }) => isInTheClear(data)).length;
    const sealed = events.flatMap(sealedIn).filter(({ name }) => !notWhole.has(name));
    const keys = await vault.toOpen(sealed.map(({ name }) => name));
    for (const one of sealed) {
      const key = keys.get(one.name);
      if (key === undefined) missing.add(one.name);
      else if (typeof key === 'object' && !opens(key, one)) notOpening.add(one.name);
    }
  }
  return { missing: [...missing].sort(), notOpening: [...notOpening].sort(), inTheClear };
}

/**
 * Throws `vault_empty` where a vault without any key meets events that are encrypted: keys made from then on would be others than those of
 * the events. Most often it has a key, and then nothing is read.
 */
export async function mustNotBeEmpty(vault: Pick<Vault, 'isEmpty'>, store: Reading): Promise<void> {
  if (!(await vault.isEmpty())) return;
  for await (const events of pages(store))
    if (events.some(event => sealedIn(event).length > 0))
      throw new Fault(
        'vault_empty',
        'the events are encrypted, and the vault holds no key: restore the vault, or go on without the words: rebook vault give-up --all',
      );
}

/** Where keys are lost for good: what was sealed with them cannot be read, so that everything else can. Gives their number. */
export async function giveUpMissing(vault: Opening & Pick<Vault, 'giveUp'>, store: Reading, at: Date): Promise<number> {
  const { missing } = await keysOfEvents(vault, store);
  await vault.giveUp(missing, at);
  return missing.length;
}

/** Throws `backup_damaged` where the vault is older than the events: what they hold of newer people could not be read. */
export async function mustHaveEveryKey(vault: Opening, store: Reading): Promise<void> {
  const { missing } = await keysOfEvents(vault, store);
  if (missing.length > 0)
    throw new Fault(
      'backup_damaged',
      `the keys are older than the events: ${missing.length} are missing. Name the ones of this backup, or say --no-vault`,
    );
}

async function* pages(store: Reading): AsyncGenerator<StoredEvent[]> {
  for (let from = -1n; ; ) {
    const page = await store.readAll(from, eventsAtOnce);
    const place = from;
    yield page.filter(({ position }) => position !== place);
    const last = page.at(-1);
    if (!last || last.position === from) return;
    from = last.position;
  }
}

interface SealedEvent {
  event: StoredEvent;
  /** Of the key. */
  name: string;
  bytes: string;
}

function sealedIn(event: StoredEvent): SealedEvent[] {
  const { data } = event;
  const personal = typeof data === 'object' && data !== null && 'personal' in data ? data.personal : undefined;
  return isSealed(personal) && personal.sealed !== null ? [{ event, name: personal.key, bytes: personal.sealed }] : [];
}

function opens(key: DataKey, { event, bytes }: SealedEvent): boolean {
  try {
    open(key, event, bytes);
    return true;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}
