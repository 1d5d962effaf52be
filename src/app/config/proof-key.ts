// The key that signs the transparency log: given in PROOF_KEY, or made once and kept in the data folder, where only its owner reads it.
import { randomBytes } from 'node:crypto';
import { makeSigningKey, parseSigningKey, type SigningKey } from '../../proof/note.ts';
import { LocalKeyFault, localSecret } from './local-keys.ts';

export interface ProofKeyRead {
  key: SigningKey | undefined;
  faults: string[];
}

const keyFile = 'proof-key';
const howToMake = '`rebook proof make-key NAME` prints one';

/** A name no other log has; whoever has a domain names the log by it: `rebook proof make-key`. */
const localName = (): string => `rebook-log/${randomBytes(8).toString('hex')}`;

/** `given`: what stands in PROOF_KEY. In production it must, so that the key does not vanish with a data folder. The faults never repeat it. */
export function readProofKey(
  dataDir: string,
  given: string | undefined,
  options: { production: boolean; make: boolean },
): ProofKeyRead {
  if (given) {
    const key = parseSigningKey(given.trim());
    return key ? { key, faults: [] } : { key, faults: [`PROOF_KEY is no signing key: ${howToMake}`] };
  }
  if (options.production) return { key: undefined, faults: [`PROOF_KEY must be set in production: ${howToMake}`] };
  try {
    const kept = localSecret(dataDir, keyFile, options.make, () => makeSigningKey(localName()));
    const key = kept === undefined ? undefined : parseSigningKey(kept);
    const isBroken = kept !== undefined && !key;
    return { key, faults: isBroken ? [`DATA_DIR: the file ${keyFile} in it is no signing key`] : [] };
  } catch (error) {
    if (!(error instanceof LocalKeyFault)) throw error;
    return { key: undefined, faults: [error.message] };
  }
}
