// Signing in and out: the key is sent once, and kept nowhere here.
import { noteReachable, noteUnreachable } from '../app/connection.ts';
import { faultIn, ownHeaders } from './client.ts';

const address = '/console/session';

async function ask(method: string, path: string, body?: object): Promise<void> {
  const request = {
    method,
    headers: { ...ownHeaders, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  };
  const answer = await fetch(path, request).catch((error: unknown) => {
    noteUnreachable();
    throw error;
  });
  noteReachable();
  if (!answer.ok) throw faultIn(await answer.json().catch(() => undefined), answer.status);
}

/** Throws `ApiFault`: `key_invalid`, `rate_limited`, `https_needed`. */
export const signIn = (key: string): Promise<void> => ask('POST', address, { key });

/** `everywhere`: on all devices on which somebody is signed in with this key. */
export const signOut = (everywhere: boolean): Promise<void> => ask('DELETE', everywhere ? `${address}?everywhere=true` : address);
