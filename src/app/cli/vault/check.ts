// Finds keys nobody can open and events that need none, and gives up what is lost.
import { Fault } from '../../../domain/fault.ts';
import type { Terminal } from '../terminal.ts';
import { type VaultAndEvents, withVaultAndEvents } from './opened-vault.ts';

export interface VaultChecked {
  /** How many keys the vault holds. */
  keys: number;
  damaged: string[];
  masterUnknown: string[];
  missing: string[];
  notOpening: string[];
  /** Events that were written before there were keys. */
  inTheClear: number;
}

export const isWhole = (found: VaultChecked): boolean =>
  lostIn(found).length === 0 && found.notOpening.length === 0 && found.inTheClear === 0;

const lostIn = ({ damaged, masterUnknown, missing }: VaultChecked): string[] => [
  ...new Set([...damaged, ...masterUnknown, ...missing]),
];

/** Looks at every key and every event. */
export const check = (terminal: Terminal): Promise<VaultChecked> => withVaultAndEvents(terminal, found);

async function found({ vault, store }: VaultAndEvents): Promise<VaultChecked> {
  const { keysOfEvents } = await import('../../../platform/vault/restored.ts');
  const checked = await vault.check();
  const unreadable = new Set([...checked.damaged, ...checked.masterUnknown]);
  const ofEvents = await keysOfEvents(vault, store, unreadable);
  return { ...checked, ...ofEvents };
}

/** Throws `usage` for a key that can be opened, and where none is named. */
export function giveUp(keys: readonly string[], all: boolean, terminal: Terminal): Promise<{ givenUp: string[] }> {
  if (all === keys.length > 0) throw new Fault('usage', 'name the keys to give up, or say --all');
  return withVaultAndEvents(terminal, async opened => {
    const { erasuresInEvents } = await import('../../../customers/erasure/recorded-erasures.ts');
    const { destroyErased } = await import('../../../customers/erasure/still-erased.ts');
    const { registerOf } = await import('../../config/erasure-register.ts');
    const { vault, store, config } = opened;
    // Who was erased is so for good: a key that is given up is followed by another one.
    await destroyErased(vault, [...registerOf(config.dataDir), ...(await erasuresInEvents(store))]);
    const seen = await found(opened);
    const lost = lostIn(seen);
    const whole = keys.find(key => ![...lost, ...seen.notOpening].includes(key));
    if (whole !== undefined) throw new Fault('usage', `${whole} is none of the keys that are lost: rebook vault check`);
    const givenUp = all ? lost : [...keys];
    await vault.giveUp(givenUp, terminal.clock.now());
    await tellInstances(opened.databaseUrl);
    return { givenUp };
  });
}

async function tellInstances(databaseUrl: string): Promise<void> {
  const { connectDatabase } = await import('../../../platform/postgres/database.ts');
  const { tellGivenUp } = await import('../../../platform/vault/given-up.ts');
  const db = connectDatabase(databaseUrl, undefined, 'upkeep');
  await tellGivenUp(db).finally(() => db.destroy());
}

export function readable(found: VaultChecked): string {
  const { keys, damaged, masterUnknown, missing, notOpening, inTheClear } = found;
  const lists: [string, string[]][] = [
    ['damaged', damaged],
    ['wrapped with a master key that is not there', masterUnknown],
    ['missing, though events need them', missing],
    ['do not open an event of theirs, which was altered or sealed with a key that was there before', notOpening],
  ];
  return [
    `${keys} keys${isWhole(found) ? ', all whole, and every event can be read' : ''}`,
    ...lists.flatMap(([how, names]) => (names.length > 0 ? [`${names.length} ${how}:`, ...names.map(name => `  ${name}`)] : [])),
    ...(inTheClear > 0 ? [`${inTheClear} events hold something personal that is not encrypted: no erasure reaches them`] : []),
  ].join('\n');
}
