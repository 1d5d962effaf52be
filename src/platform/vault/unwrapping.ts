// Unwraps data keys, each for itself where one of them is damaged: it keeps nobody from the others.
import type { Logger } from 'pino';
import { Fault } from '../../domain/fault.ts';
import type { KeyProvider, WrappedKey } from './key-provider.ts';

export interface Unwrapping {
  /** In their order; undefined for one that is damaged, which is logged the first time. Throws `master_key_unknown`. */
  unwrap(keys: readonly WrappedKey[]): Promise<(Buffer | undefined)[]>;
  /** The same; of those it cannot unwrap it says why. */
  look(keys: readonly WrappedKey[]): Promise<(Buffer | 'damaged' | 'master_unknown')[]>;
  /** The keys found damaged, until they are found whole or `ended`. */
  damaged(): string[];
  ended(keys: readonly string[]): void;
}

const isFault = (error: unknown, code: string): boolean => error instanceof Fault && error.code === code;

export function createUnwrapping(provider: KeyProvider, log?: Logger): Unwrapping {
  const damaged = new Set<string>();

  async function one(key: WrappedKey): Promise<Buffer | 'damaged' | 'master_unknown'> {
    try {
      const [bytes] = await provider.unwrap([key]);
      return bytes ?? 'damaged';
    } catch (error) {
      if (isFault(error, 'data_key_damaged')) return 'damaged';
      if (isFault(error, 'master_key_unknown')) return 'master_unknown';
      throw error;
    }
  }

  const look: Unwrapping['look'] = async keys => {
    const found = await provider.unwrap(keys).catch(error => {
      if (!isFault(error, 'data_key_damaged') && !isFault(error, 'master_key_unknown')) throw error;
      return Promise.all(keys.map(one));
    });
    for (const [index, { subject }] of keys.entries()) {
      if (found[index] !== 'damaged') damaged.delete(subject);
      else if (!damaged.has(subject)) {
        damaged.add(subject);
        log?.error({ code: 'data_key_damaged', subject }, 'a data key is not what was stored: rebook vault check');
      }
    }
    return found;
  };

  return {
    look,
    async unwrap(keys) {
      const found = await look(keys);
      const unknown = keys.find((_, index) => found[index] === 'master_unknown');
      if (unknown)
        throw new Fault(
          'master_key_unknown',
          `a data key was wrapped with master key ${unknown.master}, which is not among those given`,
        );
      return found.map(key => (key instanceof Buffer ? key : undefined));
    },
    damaged: () => [...damaged].sort(),
    ended(keys) {
      for (const key of keys) damaged.delete(key);
    },
  };
}
