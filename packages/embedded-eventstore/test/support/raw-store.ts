// An embedded event store of a test's own and a bare gRPC client for it, for what the official client never sends.
import { randomUUID } from 'node:crypto';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { type ClientOptions, credentials, InterceptingCall } from '@grpc/grpc-js';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { runEventStore } from '../../src/run.ts';
import { emptyDatabase } from './database.ts';

export interface RawStore {
  connectionString: string;
  /** Host and port. */
  address: string;
  databaseUrl: string;
  streams: StreamsClient;
  secret: string;
}

/** One store for a test file. */
export function useRawStore(): () => RawStore {
  let store: (RawStore & { end(): Promise<void> }) | undefined;
  beforeAll(async () => {
    const database = await emptyDatabase();
    const server = await runEventStore({ databaseUrl: database.url, log: pino({ level: 'silent' }) });
    const address = `127.0.0.1:${server.port}`;
    const streams = new StreamsClient(address, credentials.createInsecure(), telling(server.secret));
    store = {
      connectionString: server.connectionString,
      address,
      databaseUrl: database.url,
      streams,
      secret: server.secret,
      async end() {
        streams.close();
        await server.stop();
        await database.drop();
      },
    };
  });
  afterAll(() => store?.end());
  return () => {
    if (!store) throw new Error('the server has not been started');
    return store;
  };
}

/** Options of a bare client that tells the secret with every call. */
export const telling = (secret: string): Partial<ClientOptions> => ({
  interceptors: [
    (options, nextCall) =>
      new InterceptingCall(nextCall(options), {
        start(metadata, listener, next) {
          metadata.set('connection-name', secret);
          next(metadata, listener);
        },
      }),
  ],
});

export const identifierOf = (stream: string) =>
  new sharedPb.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'));

export const uuid = (id: string = randomUUID()) => new sharedPb.UUID().setString(id);
