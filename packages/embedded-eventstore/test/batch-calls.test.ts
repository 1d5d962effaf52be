// Streams.BatchAppend call by call: every request is answered exactly once, whatever becomes of it.
import { randomUUID } from 'node:crypto';
import { EventStoreDBClient } from '@eventstore/db-client';
import streamsPb, { type BatchAppendReq, type BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import timestampPb from 'google-protobuf/google/protobuf/timestamp_pb.js';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newStream, revisions } from './support/events.ts';
import { identifierOf, useRawStore, uuid } from './support/raw-store.ts';

const store = useRawStore();

/** What was answered to each correlation id. */
let answers: Map<string, BatchAppendResp[]>;
let call: ReturnType<ReturnType<typeof store>['streams']['batchAppend']>;
let ended: Promise<void>;
beforeEach(() => {
  answers = new Map();
  call = store().streams.batchAppend();
  call.on('data', (answer: BatchAppendResp) => {
    const id = answer.getCorrelationId()?.getString() ?? '';
    answers.set(id, [...(answers.get(id) ?? []), answer]);
  });
  ended = new Promise((resolve, reject) => {
    call.on('end', resolve);
    call.on('error', reject);
  });
});
afterEach(() => call.cancel());

const proposed = (type = 'Thing', id: string = randomUUID()) => {
  const message = new streamsPb.BatchAppendReq.ProposedMessage().setId(uuid(id)).setData(Buffer.from('{}').toString('base64'));
  message.getMetadataMap().set('type', type).set('content-type', 'application/json');
  return message;
};

const optionsOf = (stream: string, milliseconds = 10_000) =>
  new streamsPb.BatchAppendReq.Options()
    .setStreamIdentifier(identifierOf(stream))
    .setAny(new emptyPb.Empty())
    .setDeadline(timestampPb.Timestamp.fromDate(new Date(Date.now() + milliseconds)));

function ask(options: BatchAppendReq.Options | undefined, isFinal = true, id: string = randomUUID(), type?: string): string {
  const request = new streamsPb.BatchAppendReq().setCorrelationId(uuid(id)).setIsFinal(isFinal);
  if (options) request.setOptions(options);
  request.addProposedMessages(proposed(type));
  call.write(request);
  return id;
}

function askWithId(stream: string, eventId: string): string {
  const id = randomUUID();
  const request = new streamsPb.BatchAppendReq().setCorrelationId(uuid(id)).setIsFinal(true).setOptions(optionsOf(stream));
  request.addProposedMessages(proposed('Thing', eventId));
  call.write(request);
  return id;
}

const errorTo = (id: string) => answers.get(id)?.[0]?.getError();
const detailsOf = (id: string) => errorTo(id)?.getDetails()?.getTypeUrl();

test('requests of every kind are answered once each, and the call ends when all are', async () => {
  const [stream, other] = [newStream(), newStream()];
  const good = ask(optionsOf(stream));
  const wrong = ask(optionsOf(other).setStreamPosition('7'));
  const without = ask(undefined);
  const nameless = ask(optionsOf(''));
  const bad = ask(optionsOf(other), true, randomUUID(), '');
  const parts = ask(optionsOf(stream), false);
  ask(undefined, false, parts);
  ask(undefined, true, parts);
  call.end();
  await ended;
  expect([...answers.keys()].toSorted()).toEqual([good, wrong, without, nameless, bad, parts].toSorted());
  expect([...answers.values()].map(list => list.length)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(answers.get(good)?.[0]?.getSuccess()?.getCurrentRevision()).toBe('0');
  expect(answers.get(parts)?.[0]?.getSuccess()?.getCurrentRevision()).toBe('3');
  expect(detailsOf(wrong)).toBe('type.googleapis.com/event_store.client.WrongExpectedVersion');
  for (const id of [without, nameless, bad]) expect(detailsOf(id)).toBe('type.googleapis.com/event_store.client.BadRequest');
  for (const list of answers.values()) expect(list[0]?.hasStreamIdentifier()).toBe(true);
});

test('an answer repeats the stream and what was expected', async () => {
  const stream = newStream();
  const any = ask(optionsOf(stream));
  const none = ask(optionsOf(newStream()).setNoStream(new emptyPb.Empty()));
  const revision = ask(optionsOf(newStream()).setStreamPosition('5'));
  call.end();
  await ended;
  expect(Buffer.from(answers.get(any)?.[0]?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString()).toBe(stream);
  expect(answers.get(any)?.[0]?.hasAny()).toBe(true);
  expect(answers.get(none)?.[0]?.hasNoStream()).toBe(true);
  expect(answers.get(revision)?.[0]?.getStreamPosition()).toBe('5');
});

test('refusals have the codes clients know', async () => {
  const client = EventStoreDBClient.connectionString(store().connectionString);
  const tombstoned = newStream();
  await client.tombstoneStream(tombstoned);
  const wrong = ask(optionsOf(newStream()).setStreamPosition('7'));
  const deleted = ask(optionsOf(tombstoned));
  const bad = ask(optionsOf(newStream()), true, randomUUID(), '');
  call.end();
  await ended;
  expect([wrong, deleted, bad].map(id => errorTo(id)?.getCode())).toEqual([6, 5, 3]);
  expect(detailsOf(deleted)).toBe('type.googleapis.com/event_store.client.StreamDeleted');
  await client.dispose();
});

test('what cannot be written in time is answered so, once, also when it is written after all', async () => {
  const client = EventStoreDBClient.connectionString(store().connectionString);
  const [blocked, stream] = [newStream(), newStream()];
  const database = new Client({ connectionString: store().databaseUrl });
  await database.connect();
  await database.query('begin; lock table eventstore.events in exclusive mode');
  const late = ask(optionsOf(blocked, 300));
  await expect.poll(() => answers.get(late)?.length).toBe(1);
  expect(detailsOf(late)).toBe('type.googleapis.com/event_store.client.Timeout');
  expect(errorTo(late)?.getCode()).toBe(4);
  await database.query('rollback');
  await database.end();
  const next = ask(optionsOf(stream));
  call.end();
  await ended;
  expect(answers.get(late)).toHaveLength(1);
  expect(answers.get(next)?.map(answer => answer.hasSuccess())).toEqual([true]);
  expect(await revisions(client.readStream(stream))).toEqual([0n]);
  await client.dispose();
});

test('a deadline that has passed is answered, and nothing hangs', async () => {
  const past = ask(optionsOf(newStream(), -60_000));
  call.end();
  await ended;
  expect(answers.get(past)).toHaveLength(1);
});

test('nonsense and zeros as an id are answered once each as a bad request, and the call goes on', async () => {
  const stream = newStream();
  const refused = ['', 'nonsense', '00000000-0000-0000-0000-000000000000', '00000000000000000000000000000000', 'g'.repeat(32)];
  const asked = refused.map(eventId => askWithId(stream, eventId));
  const good = ask(optionsOf(stream, 5_000));
  call.end();
  await ended;
  for (const id of asked) {
    expect(answers.get(id)).toHaveLength(1);
    expect(detailsOf(id)).toBe('type.googleapis.com/event_store.client.BadRequest');
  }
  expect(answers.get(good)?.map(answer => answer.getSuccess()?.getCurrentRevision())).toEqual(['0']);
});
