// One idempotency key for each request of a dialog: sent twice, or again after a lost answer, it changes nothing twice.
import { useRef } from 'react';

/** The key of what is asked: the same words have the same key for as long as the dialog is open. */
export function useRequestKeys(): (asked: object) => string {
  const keys = useRef(new Map<string, string>());
  return asked => {
    const words = JSON.stringify(asked);
    const key = keys.current.get(words) ?? randomKey();
    keys.current.set(words, key);
    return key;
  };
}

/** `crypto.randomUUID` is missing where a page is not secure. */
const randomKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
