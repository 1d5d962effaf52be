// Names of streams as a world sees them, and as they are on the server it shares with others.
import type { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';

export interface Names {
  /** What the names of all streams of this view begin with on the server: of the streams, and of those that describe them. */
  prefixes: string[];
  toServer(name: string): string;
  toWorld(name: string): string;
  /** The same for a name in a message; in place. */
  sent(identifier: StreamIdentifier | undefined): void;
  received(identifier: StreamIdentifier | undefined): void;
}

/** Streams that describe others are named for them, so the mark stays in front. */
const metamark = '$$';

export function createNames(prefix: string): Names {
  const toServer = (name: string): string =>
    name.startsWith(metamark) ? `${metamark}${prefix}${name.slice(metamark.length)}` : `${prefix}${name}`;
  const toWorld = (name: string): string =>
    name.startsWith(metamark + prefix) ? metamark + name.slice(metamark.length + prefix.length) : name.slice(prefix.length);
  const rename = (identifier: StreamIdentifier | undefined, to: (name: string) => string): void => {
    if (!identifier) return;
    const name = Buffer.from(identifier.getStreamName_asU8()).toString('utf8');
    if (name !== '') identifier.setStreamName(Buffer.from(to(name)).toString('base64'));
  };
  return {
    prefixes: [prefix, metamark + prefix],
    toServer,
    toWorld,
    sent: identifier => rename(identifier, toServer),
    received: identifier => rename(identifier, toWorld),
  };
}

export const identifierOf = (name: string): StreamIdentifier =>
  new sharedPb.StreamIdentifier().setStreamName(Buffer.from(name).toString('base64'));
