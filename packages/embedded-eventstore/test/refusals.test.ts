// What the embedded event store says it has, what it has not, and what it answers requests no official client makes.
import {
  EventStoreDBClient,
  persistentSubscriptionToAllSettingsFromDefaults,
  persistentSubscriptionToStreamSettingsFromDefaults,
} from '@eventstore/db-client';
import { MonitoringService } from '@eventstore/db-client/generated/monitoring_grpc_pb.js';
import { OperationsService } from '@eventstore/db-client/generated/operations_grpc_pb.js';
import { PersistentSubscriptionsService } from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import { ProjectionsService } from '@eventstore/db-client/generated/projections_grpc_pb.js';
import { ServerFeaturesClient, ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsClient, StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streamsPb, { type AppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import { UsersService } from '@eventstore/db-client/generated/users_grpc_pb.js';
import { Client, credentials, Metadata, type MethodDefinition, type ServiceDefinition, type ServiceError } from '@grpc/grpc-js';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { runEventStore } from '../src/run.ts';
import { emptyDatabase } from './support/database.ts';
import { collect, failure, fill, newStream } from './support/events.ts';
import { identifierOf, telling, useRawStore, uuid } from './support/raw-store.ts';

const store = useRawStore();
const unimplemented = 12;

const methodsOf = (service: object): MethodDefinition<unknown, unknown>[] => {
  const definition: ServiceDefinition = { ...service };
  return Object.values(definition);
};

const absent = [
  ['persistent subscriptions', PersistentSubscriptionsService],
  ['projections', ProjectionsService],
  ['users', UsersService],
  ['server operations', OperationsService],
  ['monitoring', MonitoringService],
] as const;

test.each(absent)('there are no %s, and every method of theirs says so', async (what, service) => {
  const client = new Client(store().address, credentials.createInsecure(), telling(store().secret));
  const methods = methodsOf(service);
  expect(methods.length).toBeGreaterThan(0);
  for (const method of methods) {
    expect(await refusalOf(client, method), method.path).toMatchObject({
      code: unimplemented,
      details: `This embedded event store has no ${what}: use EventStoreDB or KurrentDB for them.`,
    });
  }
  client.close();
});

/** How a call with an empty request fails. */
function refusalOf(client: Client, { path, requestStream, responseStream }: MethodDefinition<unknown, unknown>) {
  const nothing = () => Buffer.alloc(0);
  return new Promise<ServiceError | null>(resolve => {
    if (responseStream) {
      const call = requestStream
        ? client.makeBidiStreamRequest(path, nothing, nothing)
        : client.makeServerStreamRequest(path, nothing, nothing, {});
      call.on('error', (error: ServiceError) => resolve(error));
      call.on('end', () => resolve(null));
      call.resume();
    } else client.makeUnaryRequest(path, nothing, nothing, {}, error => resolve(error));
  });
}

test('the official client is refused in words, too, whatever it asks for', async () => {
  const client = EventStoreDBClient.connectionString(store().connectionString);
  const settings = persistentSubscriptionToStreamSettingsFromDefaults();
  const ofAll = persistentSubscriptionToAllSettingsFromDefaults();
  const calls = [
    () => client.createPersistentSubscriptionToStream('some', 'group', settings),
    () => client.updatePersistentSubscriptionToStream('some', 'group', settings),
    () => client.deletePersistentSubscriptionToStream('some', 'group'),
    () => collect(client.subscribeToPersistentSubscriptionToStream('some', 'group')),
    () => client.getPersistentSubscriptionToStreamInfo('some', 'group'),
    () => client.listPersistentSubscriptionsToStream('some'),
    () => client.replayParkedMessagesToStream('some', 'group'),
    () => client.createPersistentSubscriptionToAll('group', ofAll),
    () => client.updatePersistentSubscriptionToAll('group', ofAll),
    () => client.deletePersistentSubscriptionToAll('group'),
    () => collect(client.subscribeToPersistentSubscriptionToAll('group')),
    () => client.getPersistentSubscriptionToAllInfo('group'),
    () => client.listPersistentSubscriptionsToAll(),
    () => client.replayParkedMessagesToAll('group'),
    () => client.listAllPersistentSubscriptions(),
    () => client.restartPersistentSubscriptionSubsystem(),
    () => client.createProjection('some', 'fromAll()'),
    () => client.createProjection('some', 'fromAll()', { trackEmittedStreams: true, emitEnabled: true }),
    () => client.updateProjection('some', 'fromAll()'),
    () => client.enableProjection('some'),
    () => client.disableProjection('some'),
    () => client.abortProjection('some'),
    () => client.resetProjection('some'),
    () => client.deleteProjection('some'),
    () => client.getProjectionResult('some'),
    () => client.getProjectionStatus('some'),
    () => client.restartSubsystem(),
    () => client.getProjectionState('some'),
    () => client.listProjections(),
  ];
  for (const call of calls) {
    const error = await failure(call());
    expect(error).toMatchObject({
      code: unimplemented,
      message: expect.stringMatching(/no (persistent subscriptions|projections)/),
    });
  }
  await client.dispose();
});

test('it lists what it has, so that clients batch their appends, and what it refuses in words', async () => {
  const client = new ServerFeaturesClient(store().address, credentials.createInsecure());
  const answer = await new Promise<SupportedMethods>((resolve, reject) => {
    client.getSupportedMethods(new sharedPb.Empty(), (error, methods) => (error ? reject(error) : resolve(methods)));
  });
  client.close();
  expect(answer.getEventStoreServerVersion()).toMatch(/^\d+\.\d+\.\d+$/);
  const listed = answer.getMethodsList().map(method => `/${method.getServiceName()}/${method.getMethodName()}`);
  const offered = [StreamsService, ServerFeaturesService, PersistentSubscriptionsService, ProjectionsService].flatMap(methodsOf);
  expect(listed.toSorted()).toEqual(offered.map(({ path }) => withSmallMethod(path)).toSorted());
  const read = answer.getMethodsList().find(method => method.getMethodName() === 'read');
  expect(read?.getFeaturesList()).toEqual(['position', 'events']);
});

const withSmallMethod = (path: string): string => path.replace(/[^/]+$/, name => name.toLowerCase());

describe('Streams.Append', () => {
  const proposed = (properties: Record<string, string>): AppendReq => {
    const message = new streamsPb.AppendReq.ProposedMessage().setId(uuid()).setData(Buffer.from('x').toString('base64'));
    for (const [name, value] of Object.entries(properties)) message.getMetadataMap().set(name, value);
    return new streamsPb.AppendReq().setProposedMessage(message);
  };
  const optionsOf = (stream: string): AppendReq =>
    new streamsPb.AppendReq().setOptions(
      new streamsPb.AppendReq.Options().setStreamIdentifier(identifierOf(stream)).setAny(new sharedPb.Empty()),
    );
  const append = (...requests: AppendReq[]) =>
    new Promise<ServiceError | null>(resolve => {
      const call = store().streams.append(error => resolve(error));
      for (const request of requests) call.write(request);
      call.end();
    });

  test.each([
    ['type', { 'content-type': 'application/json' }],
    ['content-type', { type: 'Thing' }],
  ])('without the property %s is refused with the names of both', async (_name, properties: Record<string, string>) => {
    const error = await append(optionsOf(newStream()), proposed(properties));
    expect(error?.code).toBe(3);
    expect(error?.metadata.getMap()).toMatchObject({
      exception: 'missing-required-metadata-property',
      'required-metadata-properties': 'type,content-type',
    });
  });

  test('without options or without a stream is refused', async () => {
    const event = proposed({ type: 'Thing', 'content-type': 'application/json' });
    expect(await append(event)).toMatchObject({ code: 3, details: 'options are required' });
    expect(await append(optionsOf(''), event)).toMatchObject({ code: 3, details: 'a stream name is required' });
  });

  test('takes any content type that is not JSON for bytes', async () => {
    const client = EventStoreDBClient.connectionString(store().connectionString);
    const stream = newStream();
    expect(await append(optionsOf(stream), proposed({ type: 'Text', 'content-type': 'text/plain' }))).toBeNull();
    const [read] = await collect(client.readStream(stream));
    expect(read?.event).toMatchObject({ type: 'Text', isJson: false, data: Uint8Array.from(Buffer.from('x')) });
    await client.dispose();
  });
});

test.each(['delete', 'tombstone'] as const)('Streams.%s that expects the stream to exist says so by number', async method => {
  const stream = newStream();
  const error = await new Promise<ServiceError | null>(resolve => {
    const exists = new sharedPb.Empty();
    if (method === 'delete') {
      const options = new streamsPb.DeleteReq.Options().setStreamIdentifier(identifierOf(stream)).setStreamExists(exists);
      store().streams.delete(new streamsPb.DeleteReq().setOptions(options), resolve);
    } else {
      const options = new streamsPb.TombstoneReq.Options().setStreamIdentifier(identifierOf(stream)).setStreamExists(exists);
      store().streams.tombstone(new streamsPb.TombstoneReq().setOptions(options), resolve);
    }
  });
  expect(error?.code).toBe(9);
  expect(error?.metadata.getMap()).toMatchObject({
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': '-4',
    'actual-version': '-1',
  });
});

test('Streams.delete of one that exists, expecting that, deletes it', async () => {
  const client = EventStoreDBClient.connectionString(store().connectionString);
  const stream = newStream();
  await fill(client, stream, 1);
  const options = new streamsPb.DeleteReq.Options()
    .setStreamIdentifier(identifierOf(stream))
    .setStreamExists(new sharedPb.Empty());
  const error = await new Promise<ServiceError | null>(resolve => {
    store().streams.delete(new streamsPb.DeleteReq().setOptions(options), resolve);
  });
  expect(error).toBeNull();
  expect(await failure(collect(client.readStream(stream)))).toMatchObject({ type: 'stream-not-found' });
  await client.dispose();
});

test.each([
  ['user and password', 'event_store_no_users'],
  ['$acl', 'event_store_no_acl'],
])('%s protect nothing here, which is said once in the log', async (what, code) => {
  const lines: string[] = [];
  const database = await emptyDatabase();
  const log = pino({ level: 'warn' }, { write: line => lines.push(line) });
  const server = await runEventStore({ databaseUrl: database.url, log });
  const client = EventStoreDBClient.connectionString(server.connectionString);
  const bare = new StreamsClient(`127.0.0.1:${server.port}`, credentials.createInsecure(), telling(server.secret));
  for (let times = 0; times < 3; times += 1) {
    if (what === '$acl') {
      const acl = { readRoles: ['readers'] };
      const stream = newStream();
      await client.setStreamMetadata(stream, { acl });
      expect((await client.getStreamMetadata(stream)).metadata).toMatchObject({ acl });
    } else {
      const metadata = new Metadata();
      metadata.set('authorization', 'Basic YWRtaW46Y2hhbmdlaXQ=');
      const refused = new Promise(resolve => bare.tombstone(new streamsPb.TombstoneReq(), metadata, resolve));
      expect(await refused).toMatchObject({ details: 'options are required' });
    }
  }
  expect(lines.filter(line => line.includes(code))).toHaveLength(1);
  bare.close();
  await client.dispose();
  await server.stop();
  await database.drop();
});

test.each([
  ['nonsense', 'no-id'],
  ['an id of zeros', '{00000000-0000-0000-0000-000000000000}'],
  ['braces around digits without dashes', '{0123456789abcdef0123456789abcdef}'],
  ['a digit too few', '0123456789abcdef0123456789abcde'],
])('%s is no id: a plain append fails as with the original, in words', async (_name, id) => {
  const message = new streamsPb.AppendReq.ProposedMessage().setId(uuid(id));
  message.getMetadataMap().set('type', 'Thing').set('content-type', 'application/json');
  const options = new streamsPb.AppendReq.Options().setStreamIdentifier(identifierOf(newStream())).setAny(new sharedPb.Empty());
  const error = await new Promise<ServiceError | null>(resolve => {
    const call = store().streams.append(resolve);
    call.write(new streamsPb.AppendReq().setOptions(options));
    call.write(new streamsPb.AppendReq().setProposedMessage(message));
    call.end();
  });
  expect(error).toMatchObject({ code: 2, details: 'an event id must be a UUID other than zero' });
});
