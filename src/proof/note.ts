// Signed notes with Ed25519 keys (https://c2sp.org/signed-note), as tools of others read and write them.
import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, type KeyObject, sign, verify } from 'node:crypto';

/** A key that signs. Its text is a secret: `PRIVATE+KEY+<name>+<id>+<key>`. */
export interface SigningKey {
  /** Of the one who signs; for a log it is the log's own. */
  name: string;
  id: number;
  /** `<name>+<id>+<key>`, for those who check. */
  verifierKey: string;
  sign(text: string): string;
}

/** A key that checks signatures. */
export interface VerifierKey {
  name: string;
  id: number;
  /** The whole key. Ids are short: another key may have the same. */
  text: string;
  isValid(text: string, signature: Uint8Array): boolean;
}

const ed25519 = 1;
const keyBytes = 32;
const idBytes = 4;
/** What stands before the bytes of a key in PKCS #8 and SubjectPublicKeyInfo (RFC 8410). */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const secretMark = 'PRIVATE+KEY+';
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
/** Neither a space nor a plus, nor anything that ends a line. */
const keyName = /^[^\s+\p{Z}\p{C}]+$/u;

/** True for what may name a key and a log. */
export const isKeyName = (name: string): boolean => keyName.test(name);

/** The text of a new signing key. */
export function makeSigningKey(name: string): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-keyBytes);
  return `${secretMark}${name}+${hex(idOf(name, publicBytes(privateKey)))}+${Buffer.of(ed25519, ...seed).toString('base64')}`;
}

/** Undefined where the text is no signing key; nothing of it is repeated, since it may be one with a slip in it. */
export function parseSigningKey(text: string): SigningKey | undefined {
  if (!text.startsWith(secretMark)) return undefined;
  const parts = partsOf(text.slice(secretMark.length));
  if (!parts) return undefined;
  const { name, id, bytes } = parts;
  const key = createPrivateKey({ key: Buffer.concat([privatePrefix, bytes]), format: 'der', type: 'pkcs8' });
  const publicKey = publicBytes(key);
  if (idOf(name, publicKey) !== id) return undefined;
  return {
    name,
    id,
    verifierKey: `${name}+${hex(id)}+${Buffer.concat([Buffer.of(ed25519), publicKey]).toString('base64')}`,
    sign(text) {
      const head = Buffer.alloc(idBytes);
      head.writeUInt32BE(id);
      const signature = Buffer.concat([head, sign(null, Buffer.from(text), key)]);
      return `${text}\n— ${name} ${signature.toString('base64')}\n`;
    },
  };
}

/** Undefined where the text is no verifier key. */
export function parseVerifierKey(text: string): VerifierKey | undefined {
  const parts = partsOf(text.trim());
  if (!parts || idOf(parts.name, parts.bytes) !== parts.id) return undefined;
  const { name, id, bytes } = parts;
  const key = createPublicKey({ key: Buffer.concat([publicPrefix, bytes]), format: 'der', type: 'spki' });
  return { name, id, text: text.trim(), isValid: (signed, signature) => verify(null, Buffer.from(signed), key, signature) };
}

/** The id of a verifier key, eight hexadecimal digits, which names its log where a name would not do; undefined for other texts. */
export function keyIdOf(verifierKey: string): string | undefined {
  const parts = partsOf(verifierKey.trim());
  return parts && hex(parts.id);
}

/** The name has no plus in it, the base64 of the key may have. */
function partsOf(text: string): { name: string; id: number; bytes: Buffer } | undefined {
  const [, name = '', id = '', key = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  const bytes = base64.test(key) ? Buffer.from(key, 'base64') : Buffer.alloc(0);
  if (!isKeyName(name) || bytes.length !== 1 + keyBytes || bytes[0] !== ed25519) return undefined;
  return { name, id: Number.parseInt(id, 16), bytes: bytes.subarray(1) };
}

const publicBytes = (privateKey: KeyObject): Buffer =>
  createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-keyBytes);

const idOf = (name: string, publicKey: Uint8Array): number =>
  hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(ed25519), publicKey]), 'buffer').readUInt32BE(0);

const hex = (id: number): string => id.toString(16).padStart(8, '0');

/** Says what is wrong with a note: nobody known has signed it, or it is not what they have signed. */
export type NoteProblem = 'note_malformed' | 'signature_unknown' | 'signature_invalid';

const mostSignatures = 100;

/** The text of a note that at least one of these keys has signed, and that no known key's signature contradicts. */
export function openNote(note: string, keys: readonly VerifierKey[]): { text: string } | { problem: NoteProblem } {
  const split = note.lastIndexOf('\n\n');
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2).split('\n');
  // A note ends with the end of its last line.
  const isWhole = split >= 0 && lines.pop() === '' && lines.length > 0 && lines.length <= mostSignatures;
  if (!isWhole || hasControls(note)) return { problem: 'note_malformed' };
  let isSigned = false;
  for (const line of lines) {
    const [, name = '', encoded = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = base64.test(encoded) ? Buffer.from(encoded, 'base64') : Buffer.alloc(0);
    if (!isKeyName(name) || bytes.length <= idBytes) return { problem: 'note_malformed' };
    const key = keys.find(known => known.name === name && known.id === bytes.readUInt32BE(0));
    if (!key) continue;
    if (!key.isValid(text, bytes.subarray(idBytes))) return { problem: 'signature_invalid' };
    isSigned = true;
  }
  return isSigned ? { text } : { problem: 'signature_unknown' };
}

const hasControls = (note: string): boolean => [...note].some(character => character < ' ' && character !== '\n');
