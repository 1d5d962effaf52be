// A key is known by another where both have signed that one follows the other, and in no other way.
import { describe, expect, test } from 'vitest';
import { checkExport } from '../../src/proof/check-export.ts';
import { signCheckpoint } from '../../src/proof/checkpoint.ts';
import { makeSigningKey, parseSigningKey, parseVerifierKey } from '../../src/proof/note.ts';
import { treeOfTiles } from '../../src/proof/proofs.ts';
import { isOneLog, knownBy, openSuccession, signSuccession } from '../../src/proof/succession.ts';
import { someLeaves, tilesOf } from './plain-tree.ts';

const keyOf = (name: string) => parseSigningKey(makeSigningKey(name)) ?? expect.fail('a key');
const verifierOf = (key: { verifierKey: string }) => parseVerifierKey(key.verifierKey) ?? expect.fail('a key');
const opened = (note: string) => openSuccession(note) ?? expect.fail('a succession');
const [one, two, three, stranger] = ['one', 'two', 'three', 'stranger'].map(keyOf);
if (!one || !two || !three || !stranger) throw new Error('four keys');
const succession = signSuccession(one, two);

test('what both have signed names both', () => {
  expect(opened(succession)).toMatchObject({ from: { text: one.verifierKey }, to: { text: two.verifierKey } });
});

const [text = '', signatures = ''] = succession.split('\n\n');
const [ofOne, ofTwo] = signatures.split('\n');
test.each([
  ['without the signature of the earlier key', `${text}\n\n${ofTwo}\n`],
  ['without the signature of the later key', `${text}\n\n${ofOne}\n`],
  ['with another key in the place of the later one', succession.replace(two.verifierKey, stranger.verifierKey)],
  ['of another version', succession.replace('rebook-succession-1', 'rebook-succession-2')],
  ['that is no note', text],
])('a note %s is none', (_, note) => {
  expect(openSuccession(note)).toBeUndefined();
});

test('keys are known along the chain, in both directions, and a stranger’s are not', () => {
  const chain = [opened(signSuccession(two, three)), opened(succession), opened(signSuccession(stranger, keyOf('one')))];
  const textsKnownBy = (key: { verifierKey: string }) => knownBy([verifierOf(key)], chain).map(known => known.text);
  for (const key of [one, two, three])
    expect(new Set(textsKnownBy(key))).toEqual(new Set([one, two, three].map(({ verifierKey }) => verifierKey)));
  expect(textsKnownBy(stranger)).not.toContain(one.verifierKey);
  expect([isOneLog('one', 'three', chain), isOneLog('one', 'elsewhere', chain)]).toEqual([true, false]);
});

describe('an export of the later log', () => {
  const read = tilesOf(someLeaves(9));
  const signed = async (size: number, key: typeof one) =>
    signCheckpoint({ size, root: await treeOfTiles(size, read).root() }, key);
  const exported = async (successions: string[]) => ({
    ...{ stream: 'call-1', checkpoint: await signed(9, two), events: [], successions },
    growth: [{ size: 5, hashes: await treeOfTiles(9, read).consistencyFrom(5) }],
  });
  const kinds = async (successions: string[], keys = [one]) => {
    const { findings } = checkExport(await exported(successions), keys.map(verifierOf), [await signed(5, one)]);
    return findings.filter(({ kind }) => kind !== 'empty');
  };

  test('has grown from a checkpoint of the earlier one, for those who know the earlier key', async () => {
    expect(await kinds([succession])).toEqual([]);
  });

  test('is of nobody known, and of another log, without a succession', async () => {
    expect(await kinds([])).toMatchObject([{ kind: 'checkpoint', problem: 'signature_unknown' }]);
    expect(await kinds([], [one, two])).toMatchObject([{ kind: 'since', problem: 'other_log' }]);
  });

  test('is of another log where a stranger has made a succession between keys of the same names', async () => {
    const forged = signSuccession(keyOf('one'), keyOf('two'));
    expect(await kinds([forged], [one, two])).toMatchObject([{ kind: 'since', problem: 'other_log' }]);
  });
});
