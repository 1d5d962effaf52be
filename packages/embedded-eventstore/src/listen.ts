// The gRPC server over an open store.
import { promisify } from 'node:util';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { Logger } from 'pino';
import { coalesceWrites } from './coalesce-writes.ts';
import { Fault } from './fault.ts';
import { guard } from './grpc/guard.ts';
import { createOpenCalls } from './grpc/open-calls.ts';
import { unavailable } from './grpc/status.ts';
import type { Rights } from './rights.ts';
import { addServices } from './services.ts';
import type { Store } from './store.ts';

/** The client sends and takes messages up to 17 MiB. */
const maximumMessageBytes = 20 * 1024 * 1024;

/** How long clients may take to hear that the store stops. */
const farewellMs = 1_000;

export interface Listening {
  port: number;
  /** Takes no connection and no call any more; those that are open go on. */
  closeDoor(): void;
  /** Ends what is open, each call with UNAVAILABLE, then the connections. */
  close(): Promise<void>;
}

/** `port` 0: a free one. Throws `event_store_port_taken`. */
export async function listen(options: {
  store: Store;
  host: string;
  port: number;
  secret: string;
  rights: Rights;
  log: Logger;
}): Promise<Listening> {
  const calls = createOpenCalls();
  const server = new Server({
    'grpc.max_receive_message_length': maximumMessageBytes,
    'grpc.max_send_message_length': maximumMessageBytes,
    'grpc.max_concurrent_streams': 10_000,
    interceptors: [calls.intercept, guard(options.secret, options.rights), coalesceWrites],
  });
  addServices(server, options.store, options.log);
  const bind = promisify(server.bindAsync.bind(server));
  const address = `${options.host}:${options.port}`;
  const port = await bind(address, ServerCredentials.createInsecure()).catch((error: Error) => {
    if (!error.message.includes('EADDRINUSE')) throw error;
    throw new Fault('event_store_port_taken', `another program listens on ${address}`);
  });
  let left: Promise<void> | undefined;
  const closeDoor = () => {
    // Resolves when the last connection is gone.
    left ??= new Promise(resolve => server.tryShutdown(() => resolve()));
  };
  return {
    port,
    closeDoor,
    async close() {
      closeDoor();
      calls.end(unavailable('the event store stops'));
      const farewell = new Promise<void>(resolve => setTimeout(resolve, farewellMs).unref());
      await Promise.race([left, farewell]);
      server.forceShutdown();
    },
  };
}
