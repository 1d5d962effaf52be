// Whose signature counts when a whole store is checked: the keys that were given, those of the configuration, and those known by them.
import type { LogState } from '../../../platform/proof/log-state.ts';
import { parseVerifierKey, type VerifierKey } from '../../../proof/note.ts';
import { knownBy, type Succession } from '../../../proof/succession.ts';

export interface CountingKeys {
  /** Whose signature counts. */
  keys: VerifierKey[];
  /** Keys that only the database names. */
  doubtful: VerifierKey[];
  /** Given on the command line: the log of each must be there. */
  expected: VerifierKey[];
  /** What those who run the check must know of it. */
  warnings: string[];
}

export interface KeysAtHand {
  /** As they were given; undefined where none was. */
  given: readonly VerifierKey[] | undefined;
  /** Of the configuration. */
  own: readonly VerifierKey[];
  logs: readonly Pick<LogState, 'origin' | 'verifierKey'>[];
  successions: readonly Succession[];
}

/** Without a key for the newest log the keys of the database count, which proves less. */
export function countingKeys({ given, own, logs, successions }: KeysAtHand): CountingKeys {
  const ofDatabase = logs.flatMap(({ verifierKey }) => parseVerifierKey(verifierKey) ?? []);
  const newest = logs.at(-1);
  const isOwn = own.some(({ name }) => name === newest?.origin);
  const expected = [...(given ?? [])];
  if (!given && !isOwn)
    return {
      ...{ keys: knownBy(ofDatabase, successions), doubtful: [], expected },
      warnings: ['the key is taken from the database; --key checks against the one you were given.'],
    };
  const keys = knownBy(given ?? own, successions);
  const isKnown = new Set(keys.map(({ text }) => text));
  const doubtful = ofDatabase.filter(({ text }) => !isKnown.has(text));
  return {
    ...{ keys, doubtful, expected },
    warnings: doubtful.map(
      ({ name }) =>
        `only the database names the key of the log ${name}: what it has signed is compared and vouches for nothing; --key takes several.`,
    ),
  };
}
