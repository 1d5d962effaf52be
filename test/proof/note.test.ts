// Notes and checkpoints are those of C2SP: what others have signed is read, what is signed here is what they would have signed, and
// nothing that was changed is taken.
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { openCheckpoint, parseCheckpoint, signCheckpoint } from '../../src/proof/checkpoint.ts';
import {
  makeSigningKey,
  openNote,
  parseSigningKey,
  parseVerifierKey,
  type SigningKey,
  type VerifierKey,
} from '../../src/proof/note.ts';
import { enoch, peter } from './vectors.ts';

const signing = (text: string): SigningKey => parseSigningKey(text) ?? expect.fail('no signing key');
const verifier = (text: string): VerifierKey => parseVerifierKey(text) ?? expect.fail('no verifier key');
const peters = verifier(peter.verifier);
const enochs = verifier(enoch.verifier);
const note = `${peter.text}\n${peter.signature}`;
const both = `${note}${enoch.signature}`;

describe('notes', () => {
  test('the published key signs the published text as published', () => {
    expect(signing(peter.signing).sign(peter.text)).toBe(note);
    expect(signing(peter.signing).verifierKey).toBe(peter.verifier);
  });
  test('text that is not ASCII is signed as its UTF-8', () => {
    const text = 'árvore de transparência 日本語 🌲\n';
    expect(signing(peter.signing).sign(text)).toBe(
      `${text}\n— PeterNeumann x08go++3OV7s/KeQz0gcxdTb0xCe6RGE+WqNgFmfn4c7Kh2Tj4rqMVeBKDYPti8V31GF/I1uTTEjjn8pxz1ai4qlEwM=\n`,
    );
  });
  test('one known signature is enough, and unknown ones are passed over', () => {
    for (const keys of [[peters], [enochs], [peters, enochs]]) expect(openNote(both, keys)).toEqual({ text: peter.text });
    expect(openNote(both, [])).toEqual({ problem: 'signature_unknown' });
  });
  test('a known signature that is not valid rejects the note, whoever else has signed it', () => {
    const changed = both.replace('problem is', 'problem was');
    expect(openNote(changed, [peters])).toEqual({ problem: 'signature_invalid' });
    const forged = `${note}${enoch.signature.replace('5n2tiO', '5n2tiP')}`;
    expect(openNote(forged, [peters, enochs])).toEqual({ problem: 'signature_invalid' });
  });
  test.each([
    ['no signature', peter.text],
    ['no line of a signature', `${peter.text}\n`],
    ['no end of the last line', note.slice(0, -1)],
    ['a control character', `\u0001${note}`],
    ['a name with a blank', `${peter.text}\n— Bad Name ${peter.signature.slice(15)}`],
    ['another line', `${note}Unexpected line.\n`],
    ['too many signatures', `${peter.text}\n${peter.signature.repeat(101)}`],
  ])('a note with %s is none', (_, text) => expect(openNote(text, [peters])).toEqual({ problem: 'note_malformed' }));

  test('no part of a key is a key, and none with one character changed', () => {
    for (const [text, parse] of [
      [peter.verifier, parseVerifierKey],
      [peter.signing, parseSigningKey],
    ] as const) {
      expect(parse(text)).toBeDefined();
      for (let at = 0; at < text.length; at += 1) {
        expect(parse(text.slice(0, at))).toBeUndefined();
        expect(parse(`${text.slice(0, at)}${String.fromCharCode(text.charCodeAt(at) + 1)}${text.slice(at + 1)}`)).toBeUndefined();
      }
    }
    expect(parseVerifierKey('PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')).toBeUndefined();
  });
  test('each new key is another one and works', () => {
    const [one, other] = [signing(makeSigningKey('example.com/log')), signing(makeSigningKey('example.com/log'))];
    expect(one.verifierKey).not.toBe(other.verifierKey);
    expect(openNote(one.sign('a\n'), [verifier(one.verifierKey)])).toEqual({ text: 'a\n' });
    expect(openNote(one.sign('a\n'), [verifier(other.verifierKey)])).toEqual({ problem: 'signature_unknown' });
  });
});

describe('checkpoints', () => {
  const key = signing(makeSigningKey('example.com/log'));
  const keys = [verifier(key.verifierKey)];
  const root = Buffer.alloc(32, 7);

  property.prop([fc.maxSafeNat(), fc.uint8Array({ minLength: 32, maxLength: 32 })])(
    'are read as they were signed',
    (size, bytes) => {
      const opened = openCheckpoint(signCheckpoint({ size, root: bytes }, key), keys);
      expect(opened).toEqual({ origin: 'example.com/log', size, root: Buffer.from(bytes) });
    },
  );
  property.prop([fc.nat(), fc.integer({ min: 1, max: 255 })])('with one byte changed are not taken', (pick, difference) => {
    const bytes = Buffer.from(signCheckpoint({ size: 12, root }, key));
    const at = pick % bytes.length;
    bytes[at] = (bytes[at] ?? 0) ^ difference;
    const opened = openCheckpoint(bytes.toString('utf8'), keys);
    expect(opened).toHaveProperty('problem');
  });
  test('an example of the specification is read, extension lines and all', () => {
    const example = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
    expect(parseCheckpoint(example)).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
    expect(parseCheckpoint(`${example}an extension\n\n— somebody AAAA\n`)).toMatchObject({ size: 20_852_163 });
  });
  test.each([
    '',
    'a\n',
    'a\n1\n',
    'a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
    'a\n1\nAAAA\n',
    'a\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
  ])('%j is none', text => expect(parseCheckpoint(text)).toBeUndefined());
  test('a key signs for its own log alone', () => {
    const foreign = key.sign(`example.com/another\n1\n${root.toString('base64')}\n`);
    expect(openCheckpoint(foreign, keys)).toEqual({ problem: 'signature_unknown' });
    expect(openCheckpoint(key.sign('no checkpoint\n'), keys)).toEqual({ problem: 'checkpoint_malformed' });
  });
});
