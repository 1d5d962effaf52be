// Encrypts what is personal in an event, bound to its place: AES-256-GCM, authenticated with stream, event id, type and subject.
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { Fault } from '../../domain/fault.ts';

/** Where a sealed value stands. */
export interface SealedPlace {
  stream: string;
  id: string;
  type: string;
}

/** As it stands in the event instead of what is personal. */
export interface Sealed {
  /** Whose key opens it. */
  key: string;
  /** Nonce, ciphertext and tag in base64; null: the person was erased before it was written. */
  sealed: string | null;
  v: 1;
}

/** A person's data key. */
export interface DataKey {
  subject: string;
  bytes: Buffer;
  /** Made from the key when something is sealed with it first. */
  nonceKey?: Buffer;
}

const nonceBytes = 12;
const tagBytes = 16;

export const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'object' && value !== null && 'sealed' in value && 'key' in value && typeof value.key === 'string';

/** Whether something personal stands in the data of a stored event as it is: it was written before there were keys. */
export function isInTheClear(data: unknown): boolean {
  const personal = typeof data === 'object' && data !== null && 'personal' in data ? data.personal : undefined;
  return typeof personal === 'object' && personal !== null && !isSealed(personal) && Object.keys(personal).length > 0;
}

export const nothingSealed = (subject: string): Sealed => ({ key: subject, sealed: null, v: 1 });

/**
 * The same value at the same place gives the same bytes, so that a repeat of an append is the same append. The nonce is a keyed hash of
 * all that is encrypted and authenticated: two different messages have the same one with a chance of 2⁻⁹⁶, and equal messages
 * reveal only that they are equal, which their place says already.
 */
export function seal(key: DataKey, place: SealedPlace, personal: unknown): Sealed {
  const plain = Buffer.from(JSON.stringify(personal));
  const bound = boundTo(place, key.subject);
  key.nonceKey ??= createHmac('sha256', key.bytes).update('nonce').digest();
  const nonce = createHmac('sha256', key.nonceKey).update(bound).update(plain).digest().subarray(0, nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(bound);
  const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64');
  return { key: key.subject, sealed, v: 1 };
}

/** Throws `event_unreadable` where it was changed, or moved from another place. */
export function open(key: DataKey, place: SealedPlace, sealed: string): unknown {
  const bytes = Buffer.from(sealed, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, nonceBytes))
      .setAAD(boundTo(place, key.subject))
      .setAuthTag(bytes.subarray(-tagBytes));
    const plain = decipher.update(bytes.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
    return JSON.parse(plain);
  } catch {
    throw new Fault('event_unreadable', `what is personal in event ${place.id} of ${place.type} is not what was stored there`);
  }
}

/** Lengths are counted in, so that no two places are bound alike. */
const boundTo = ({ stream, id, type }: SealedPlace, subject: string): Buffer =>
  Buffer.from(`${stream.length} ${stream} ${id} ${type} ${subject}`);
