// Whether the service answers, and whether somebody is signed in: noted by whatever asks it, shown by the shell.
import { useSyncExternalStore } from 'react';

export interface Connection {
  /** When it last answered, while it does not; undefined while it does. */
  lostSince: Date | undefined;
  /** The session has ended while the console was in use. */
  isSignedOut: boolean;
}

let connection: Connection = { lostSince: undefined, isSignedOut: false };
let answeredAt = new Date();
const watchers = new Set<() => void>();

function set(next: Partial<Connection>): void {
  connection = { ...connection, ...next };
  for (const watcher of watchers) watcher();
}

export function noteReachable(): void {
  answeredAt = new Date();
  if (connection.lostSince) set({ lostSince: undefined });
}

export function noteUnreachable(): void {
  if (!connection.lostSince) set({ lostSince: answeredAt });
}

export function noteSignedOut(): void {
  if (!connection.isSignedOut) set({ isSignedOut: true });
}

export const noteSignedIn = (): void => set({ isSignedOut: false });

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

export const useConnection = (): Connection => useSyncExternalStore(watch, () => connection);
