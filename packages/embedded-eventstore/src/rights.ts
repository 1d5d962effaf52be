// What clients send for users and rights. This store has none: it says so once, since a client that sends them may count on them.
import type { Logger } from 'pino';
import type { Writer } from './append/writer.ts';
import { isMetastream, type NewEvent } from './log/event.ts';
import { parseObject } from './log/stream-metadata.ts';

/** Warns of each kind once in the store's life. */
export interface Rights {
  credentialsSent(): void;
  aclSent(): void;
}

export function createRights(log: Logger): Rights {
  const logged = new Set<string>();
  const warn = (code: string, sentence: string) => {
    if (logged.has(code)) return;
    logged.add(code);
    log.warn({ code }, sentence);
  };
  return {
    credentialsSent: () =>
      warn('event_store_no_users', 'a client sends user and password: this event store knows no users, its secret alone counts'),
    aclSent: () =>
      warn('event_store_no_acl', 'a client sets $acl: this event store keeps it and holds nobody to it, its secret alone counts'),
  };
}

/** The same writer, which notices `$acl` in the metadata of streams. */
export const noticingAcl = (writer: Writer, rights: Rights): Writer => ({
  ...writer,
  submit(command, deadline) {
    if (command.kind === 'append' && isMetastream(command.stream) && command.events.some(hasAcl)) rights.aclSent();
    return writer.submit(command, deadline);
  },
});

const hasAcl = (event: NewEvent): boolean => parseObject(event.data)?.$acl !== undefined;
