// The gRPC server over an open store.
import { promisify } from 'node:util';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { Logger } from 'pino';
import { Fault } from '../../domain/fault.ts';
import { gather } from './gather.ts';
import { addServices } from './services.ts';
import type { Store } from './store.ts';

/** The client sends and takes messages up to 17 MiB. */
const maximumMessageBytes = 20 * 1024 * 1024;

/** `port` 0: a free one. Throws `event_store_port_taken`. */
export async function listen(options: {
  store: Store;
  host: string;
  port: number;
  log: Logger;
}): Promise<{ port: number; close(): void }> {
  const server = new Server({
    'grpc.max_receive_message_length': maximumMessageBytes,
    'grpc.max_send_message_length': maximumMessageBytes,
    'grpc.max_concurrent_streams': 10_000,
    interceptors: [gather],
  });
  addServices(server, options.store, options.log);
  const bind = promisify(server.bindAsync.bind(server));
  const address = `${options.host}:${options.port}`;
  const port = await bind(address, ServerCredentials.createInsecure()).catch((error: Error) => {
    if (!error.message.includes('EADDRINUSE')) throw error;
    throw new Fault('event_store_port_taken', `another program listens on ${address}`);
  });
  return { port, close: () => server.forceShutdown() };
}
