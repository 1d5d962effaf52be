// Reads the file `.env` of the current folder.
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { Fault } from '../../domain/fault.ts';
import { isMissing, othersMay, reasonOf } from './file-fault.ts';

/** The fault of a configuration, with all that is wrong with it. */
export const invalid = (faults: readonly string[]): Fault =>
  new Fault('config_invalid', `the configuration is wrong:\n${faults.map(fault => `  - ${fault}`).join('\n')}`);

/** Empty where there is none. Throws `config_invalid` where it cannot be read. */
export function readDotEnv(): Record<string, string | undefined> {
  try {
    return parseEnv(readFileSync('.env', 'utf8'));
  } catch (error) {
    if (isMissing(error)) return {};
    throw invalid([reasonOf('.env', error)]);
  }
}

const secretVariables = [
  'RETELL_API_KEY',
  'CALCOM_API_KEY',
  'CALCOM_WEBHOOK_SECRET',
  'VAPI_SECRET',
  'API_KEYS',
  'NOTIFY_SECRET',
  'PROOF_KEY',
  'MASTER_KEY',
];

/** Often made by hand with the usual mode, so that it is only warned of. */
export function warningsOfDotEnv(fromDotEnv: Record<string, string | undefined>): string[] {
  if (!secretVariables.some(name => fromDotEnv[name])) return [];
  const { read, write } = othersMay('.env');
  return read || write ? ['.env holds keys and is open to others than its owner: chmod 600 .env'] : [];
}
