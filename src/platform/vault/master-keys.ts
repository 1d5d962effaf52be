// Master keys as they are written: 32 bytes in base64, the one that wraps first.
import { createHash, randomBytes } from 'node:crypto';
import { Fault } from '../../domain/fault.ts';

/** One a line or separated by commas; the first one wraps, the others only unwrap. */
export type MasterKeySource = { kind: 'given'; keys: string } | { kind: 'file'; path: string };

export interface MasterKey {
  id: string;
  key: Buffer;
}

const keyBytes = 32;

export const newMasterKey = (): string => randomBytes(keyBytes).toString('base64');

export const areMasterKeys = (text: string): boolean => keysIn(text) !== undefined;

/** The keys in this text, in their order. Throws `master_key_invalid`, naming no key. */
export function masterKeysIn(text: string): MasterKey[] {
  const keys = keysIn(text);
  if (!keys) throw new Fault('master_key_invalid', 'a master key is 32 bytes in base64 (openssl rand -base64 32)');
  return keys.map(key => ({ id: idOf(key), key }));
}

function keysIn(text: string): Buffer[] | undefined {
  const keys = text
    .split(/[\s,]+/)
    .filter(part => part !== '')
    .map(part => Buffer.from(part, 'base64'));
  return keys.length > 0 && keys.every(({ length }) => length === keyBytes) ? keys : undefined;
}

/** It tells keys apart, and nothing of the key. */
const idOf = (key: Buffer): string => createHash('sha256').update('rebook master key').update(key).digest('hex').slice(0, 16);
