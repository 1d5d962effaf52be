// The event store that is given, as a bare gRPC client reaches it.
import { readFileSync } from 'node:fs';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { credentials, InterceptingCall, type Interceptor } from '@grpc/grpc-js';

const messageBytes = 20 * 1024 * 1024;

/** Takes `esdb://` of one node; throws for a cluster. User and password go along on TLS, the name of the connection always. */
export function connectUpstream(connectionString: string): StreamsClient {
  const { protocol, username, password, hostname, port, searchParams } = new URL(connectionString);
  if (protocol.includes('discover') || hostname.includes(','))
    throw new Error('EVENTSTORE_URL must name one node: esdb://host:2113');
  const tls = searchParams.get('tls') !== 'false';
  const caFile = searchParams.get('tlsCAFile');
  const verify = searchParams.get('tlsVerifyCert') === 'false' ? { rejectUnauthorized: false } : {};
  const secured = credentials.createSsl(caFile === null ? null : readFileSync(caFile), null, null, verify);
  const metadataGiven = new Map([['connection-name', searchParams.get('connectionName') ?? 'rebook-tests']]);
  if (tls && username !== '') {
    const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    metadataGiven.set('authorization', `Basic ${Buffer.from(user).toString('base64')}`);
  }
  const telling: Interceptor = (options, nextCall) =>
    new InterceptingCall(nextCall(options), {
      start(metadata, listener, next) {
        for (const [name, value] of metadataGiven) metadata.set(name, value);
        next(metadata, listener);
      },
    });
  return new StreamsClient(`${hostname}:${port || 2113}`, tls ? secured : credentials.createInsecure(), {
    interceptors: [telling],
    'grpc.max_receive_message_length': messageBytes,
    'grpc.max_send_message_length': messageBytes,
  });
}
