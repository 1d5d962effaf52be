// Who holds the master keys: a vault keeps data keys only as a provider has wrapped them.

/** A data key as the vault keeps it. */
export interface WrappedKey {
  /** Whose key it is. It is bound to the wrapping: under another subject it cannot be unwrapped. */
  subject: string;
  wrapped: Buffer;
  /** Id of the master key it was wrapped with. */
  master: string;
}

/**
 * Wraps and unwraps data keys with master keys that never leave it. The one of this program holds them itself
 * (`local-provider.ts`); a key management service is another one.
 */
export interface KeyProvider {
  /** Id of the master key that wraps now. */
  current(): Promise<string>;
  /** All with the current master key, in their order. */
  wrap(keys: readonly { subject: string; key: Buffer }[]): Promise<WrappedKey[]>;
  /** In their order. Throws `master_key_unknown` where the provider has not the master key, `data_key_damaged`. */
  unwrap(keys: readonly WrappedKey[]): Promise<Buffer[]>;
}
