// Who sent a message of Vapi's: an HMAC over the raw body, or a secret that is sent along (docs.vapi.ai, "Server authentication").
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** What a message shows for its sender; not yet checked. */
export type VapiCredential = { kind: 'signature'; digest: string } | { kind: 'secret'; secret: string };

/** The header's value for a body: HMAC-SHA256 in hex. */
export const signVapi = (rawBody: Buffer | string, secret: string): string =>
  createHmac('sha256', secret).update(rawBody).digest('hex');

/** A signature counts before a secret; undefined where there is neither. */
export function vapiCredentialIn(headers: IncomingHttpHeaders): VapiCredential | undefined {
  const signature = headers['x-vapi-signature'];
  if (signature !== undefined) {
    const [, digest] = /^(?:sha256=)?([0-9a-f]{64})$/.exec(String(signature)) ?? [];
    return digest === undefined ? undefined : { kind: 'signature', digest };
  }
  const [, bearer] = /^Bearer (\S+)$/.exec(headers.authorization ?? '') ?? [];
  const secret = bearer ?? headers['x-vapi-secret'];
  return typeof secret === 'string' && secret !== '' ? { kind: 'secret', secret } : undefined;
}

/** Finds out whose secret it is while a body is being read. */
export interface VapiVerification {
  add(piece: Buffer): void;
  /** Those of the secrets it was made with, once the whole body was added. */
  signers(): string[];
}

/** Every secret is tried, so that the time taken tells nothing about them. */
export function verification(credential: VapiCredential, secrets: readonly string[]): VapiVerification {
  if (credential.kind === 'secret') {
    const given = digestOf(credential.secret);
    return { add: () => undefined, signers: () => secrets.filter(secret => timingSafeEqual(digestOf(secret), given)) };
  }
  const tries = secrets.map(secret => ({ secret, hmac: createHmac('sha256', secret) }));
  const given = Buffer.from(credential.digest, 'hex');
  return {
    add(piece) {
      for (const { hmac } of tries) hmac.update(piece);
    },
    signers: () => tries.filter(({ hmac }) => timingSafeEqual(hmac.digest(), given)).map(({ secret }) => secret),
  };
}

/** Of one length, whatever was sent. */
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
