// What the server offers, what it says it offers, and a plain refusal of everything else.
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import { MonitoringService } from '@eventstore/db-client/generated/monitoring_grpc_pb.js';
import { OperationsService } from '@eventstore/db-client/generated/operations_grpc_pb.js';
import { PersistentSubscriptionsService } from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import { ProjectionsService } from '@eventstore/db-client/generated/projections_grpc_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import serverFeaturesPb from '@eventstore/db-client/generated/serverfeatures_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { UsersService } from '@eventstore/db-client/generated/users_grpc_pb.js';
import {
  Metadata,
  type Server,
  type ServiceDefinition,
  type ServiceError,
  status,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import type { Logger } from 'pino';
import { appendHandler, deleteHandler, tombstoneHandler } from './append/append-call.ts';
import { type BatchCall, handleBatchAppend } from './append/batch-append-call.ts';
import { decodeBatchRequest } from './append/batch-messages.ts';
import { readGossip } from './grpc/gossip.ts';
import type { ReadCall } from './read/answers.ts';
import { handleRead } from './read/read-call.ts';
import type { Store } from './store.ts';

/** The version whose behaviour this server follows. */
const modelledVersion = '23.10.4';

export function addServices(server: Server, store: Store, log: Logger): void {
  // Answers of reads are bytes already.
  const read = { ...StreamsService.read, responseSerialize: (answer: Buffer) => answer };
  const batchAppend = {
    ...StreamsService.batchAppend,
    requestDeserialize: decodeBatchRequest,
    responseSerialize: (answer: Buffer) => answer,
  };
  server.addService(
    { ...StreamsService, read, batchAppend },
    {
      read: (call: ReadCall) => handleRead(call, store, log),
      append: appendHandler(store, log),
      delete: deleteHandler(store.writer, log),
      tombstone: tombstoneHandler(store.writer, log),
      batchAppend: (call: BatchCall) => handleBatchAppend(call, store),
    },
  );
  server.addService(ServerFeaturesService, {
    getSupportedMethods: (_: unknown, callback: (error: null, answer: unknown) => void) => callback(null, supportedMethods()),
  });
  server.addService(GossipService, { read: readGossip });
  const absent: [ServiceDefinition, string][] = [
    [PersistentSubscriptionsService, 'persistent subscriptions'],
    [ProjectionsService, 'projections'],
    [UsersService, 'users'],
    [OperationsService, 'server operations'],
    [MonitoringService, 'monitoring'],
  ];
  for (const [service, what] of absent) server.addService(service, refusals(service, what));
}

/**
 * What the original lists. The client batches appends only where the list says that it may. What is not listed it asks for by
 * other ways, or not at all, and then shows nothing one could understand: so what is refused here is listed as well.
 */
function supportedMethods(): unknown {
  const listed = [StreamsService, ServerFeaturesService, PersistentSubscriptionsService, ProjectionsService];
  const methods = listed
    .flatMap(service => Object.values(service))
    .map(({ path }) => {
      const [, serviceName = '', methodName = ''] = path.split('/');
      return new serverFeaturesPb.SupportedMethod()
        .setServiceName(serviceName)
        .setMethodName(methodName.toLowerCase())
        .setFeaturesList([...featuresOf(path)]);
    });
  return new serverFeaturesPb.SupportedMethods().setMethodsList(methods).setEventStoreServerVersion(modelledVersion);
}

function featuresOf(path: string): readonly string[] {
  if (path === StreamsService.read.path) return ['position', 'events'];
  if (path === ProjectionsService.create.path) return ['track_emitted_streams'];
  if (path === PersistentSubscriptionsService.restartSubsystem.path) return [];
  return persistentPaths.has(path) ? ['stream', 'all'] : [];
}

const persistentPaths = new Set(Object.values(PersistentSubscriptionsService).map(({ path }) => path));

function refusals(service: ServiceDefinition, what: string): UntypedServiceImplementation {
  const failure = {
    code: status.UNIMPLEMENTED,
    details: `This embedded event store has no ${what}: use EventStoreDB or KurrentDB for them.`,
    metadata: new Metadata(),
  };
  return Object.fromEntries(
    Object.entries(service).map(([name, method]) => [
      name,
      method.responseStream
        ? (call: { emit(event: 'error', error: Partial<ServiceError>): void }) => call.emit('error', failure)
        : (_: unknown, callback: (error: Partial<ServiceError>) => void) => callback(failure),
    ]),
  );
}
