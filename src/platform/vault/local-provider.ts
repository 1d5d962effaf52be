// Wraps data keys with master keys this process knows: of the environment, or of a file that may be exchanged while it runs.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Fault } from '../../domain/fault.ts';
import type { KeyProvider, WrappedKey } from './key-provider.ts';
import { type MasterKey, type MasterKeySource, masterKeysIn } from './master-keys.ts';

const nonceBytes = 12;
const tagBytes = 16;

/** Reads a file again whenever it wraps, and where it meets a key it does not know: another process may have made a new one. */
export function localProvider(source: MasterKeySource): KeyProvider {
  let known: MasterKey[] = [];

  function read(): void {
    known = masterKeysIn(source.kind === 'given' ? source.keys : readFileSync(source.path, 'utf8'));
  }
  function first(): MasterKey {
    if (source.kind === 'file' || known.length === 0) read();
    const [current] = known;
    if (!current) throw new Fault('master_key_invalid', 'there is no master key');
    return current;
  }
  function keyOf(id: string): Buffer {
    const found = () => known.find(one => one.id === id)?.key;
    if (!found()) read();
    const key = found();
    if (!key)
      throw new Fault('master_key_unknown', `a data key was wrapped with master key ${id}, which is not among those given`);
    return key;
  }

  return {
    current: async () => first().id,
    async wrap(keys) {
      const { id, key: master } = first();
      return keys.map(({ subject, key }) => ({ subject, wrapped: wrapped(master, subject, key), master: id }));
    },
    unwrap: async keys => keys.map(key => unwrapped(keyOf(key.master), key)),
  };
}

function wrapped(master: Buffer, subject: string, key: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', master, nonce).setAAD(Buffer.from(subject));
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
}

function unwrapped(master: Buffer, { subject, wrapped: bytes }: WrappedKey): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', master, bytes.subarray(0, nonceBytes))
      .setAAD(Buffer.from(subject))
      .setAuthTag(bytes.subarray(-tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]);
  } catch {
    throw new Fault('data_key_damaged', `the data key of ${subject} is not what was stored`);
  }
}
