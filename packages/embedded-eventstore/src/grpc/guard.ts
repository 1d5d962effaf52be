// Refuses every call that does not carry the store's secret, before its request is looked at.
import { createHash, timingSafeEqual } from 'node:crypto';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import { ResponderBuilder, ServerInterceptingCall, type ServerInterceptor, ServerListenerBuilder } from '@grpc/grpc-js';
import type { Rights } from '../rights.ts';
import { accessDenied } from './status.ts';

/** Metadata under which a client tells the name of its connection, here the secret. */
const secretHeader = 'connection-name';

/** The client asks these before anything else and tells no name with them. They tell of no event. */
const open = new Set<string>([GossipService.read.path, ServerFeaturesService.getSupportedMethods.path]);

export function guard(secret: string, rights: Rights): ServerInterceptor {
  const wanted = digest(secret);
  return (method, call) => {
    if (open.has(method.path)) return new ServerInterceptingCall(call);
    const listener = new ServerListenerBuilder().withOnReceiveMetadata((metadata, next) => {
      if (metadata.get('authorization').length > 0) rights.credentialsSent();
      const given = metadata.get(secretHeader);
      if (given.some(value => timingSafeEqual(digest(String(value)), wanted))) next(metadata);
      else call.sendStatus(accessDenied());
    });
    return new ServerInterceptingCall(call, new ResponderBuilder().withStart(next => next(listener.build())).build());
  };
}

/** Of one length, so that they can be compared without telling how much of them is alike. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
