// Requests and answers of Streams.BatchAppend as protobuf bytes, read and written by hand: of an append the generated code
// takes a third of the server's time. Field numbers are those of streams.proto and shared.proto.

import { createOutput, createReader, fieldBytes, numberBytes, putContent, putNumber, putOpen } from '../grpc/protobuf.ts';
import { type Proposed, structuredUuid } from '../grpc/requests.ts';
import type { Expected } from '../log/event.ts';
import type { Outcome } from './command.ts';

/** One message of a batched append, which may come in several. */
export interface BatchRequest {
  /** Text of the correlation id, and its bytes as they came. */
  correlation: { id: string; bytes: Buffer };
  options: BatchOptions | undefined;
  proposed: Proposed[];
  isFinal: boolean;
}

export interface BatchOptions {
  stream: Buffer | undefined;
  /** As it came, to be answered. */
  identifier: Buffer;
  expected: Expected;
  /** Milliseconds since 1970. */
  deadline: number | undefined;
}

const nothing = Buffer.alloc(0);

/** Throws RangeError for bytes that are no such message. */
export function decodeBatchRequest(bytes: Buffer): BatchRequest {
  const request: BatchRequest = { correlation: { id: '', bytes: nothing }, options: undefined, proposed: [], isFinal: false };
  const reader = createReader(bytes);
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) {
      const correlation = reader.content();
      request.correlation = { id: uuidOf(correlation), bytes: correlation };
    } else if (field === 2) request.options = optionsOf(reader.content());
    else if (field === 3) request.proposed.push(proposedOf(reader.content()));
    else if (field === 4) request.isFinal = reader.number() !== 0n;
    else reader.skip();
  }
  return request;
}

function uuidOf(bytes: Buffer): string {
  const reader = createReader(bytes);
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 2) return reader.text().toLowerCase();
    if (field === 1) {
      const { first = 0n, second = 0n } = twoNumbers(reader.content());
      return structuredUuid(first, second);
    }
    reader.skip();
  }
  return '';
}

function optionsOf(bytes: Buffer): BatchOptions {
  const options: BatchOptions = { stream: undefined, identifier: nothing, expected: { kind: 'any' }, deadline: undefined };
  const reader = createReader(bytes);
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) {
      options.identifier = reader.content();
      options.stream = nameIn(options.identifier);
    } else if (field === 2) options.expected = { kind: 'revision', revision: BigInt.asIntN(64, reader.number()) };
    else if (field === 6) {
      const { first = 0n, second = 0n } = twoNumbers(reader.content());
      options.deadline = Number(BigInt.asIntN(64, first)) * 1_000 + Number(second) / 1e6;
    } else {
      if (field === 3) options.expected = { kind: 'no_stream' };
      if (field === 5) options.expected = { kind: 'stream_exists' };
      reader.skip();
    }
  }
  return options;
}

function nameIn(identifier: Buffer): Buffer | undefined {
  const reader = createReader(identifier);
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 3) return reader.content();
    reader.skip();
  }
  return undefined;
}

function proposedOf(bytes: Buffer): Proposed {
  const proposed: Proposed = { id: '', type: undefined, contentType: undefined, data: nothing, metadata: nothing };
  const reader = createReader(bytes);
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) proposed.id = uuidOf(reader.content());
    else if (field === 2) {
      const { key, value } = entryOf(reader.content());
      if (key === 'type') proposed.type = value;
      if (key === 'content-type') proposed.contentType = value;
    } else if (field === 3) proposed.metadata = reader.content();
    else if (field === 4) proposed.data = reader.content();
    else reader.skip();
  }
  return proposed;
}

function entryOf(bytes: Buffer): { key: string; value: string } {
  const entry = { key: '', value: '' };
  const reader = createReader(bytes);
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) entry.key = reader.text();
    else if (field === 2) entry.value = reader.text();
    else reader.skip();
  }
  return entry;
}

/** A message whose fields 1 and 2 are numbers. */
function twoNumbers(bytes: Buffer): { first?: bigint; second?: bigint } {
  const found: { first?: bigint; second?: bigint } = {};
  const reader = createReader(bytes);
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) found.first = reader.number();
    else if (field === 2) found.second = reader.number();
    else reader.skip();
  }
  return found;
}

const expectedFields = { revision: 5, no_stream: 6, any: 7, stream_exists: 8 } as const;

/** `BatchAppendResp` of an append that was done. */
export function doneAnswer(correlation: Buffer, options: BatchOptions, outcome: Extract<Outcome, { kind: 'done' }>): Buffer {
  const { identifier, expected } = options;
  const { position } = outcome;
  const revision = outcome.revision < 0n ? undefined : outcome.revision;
  const positionLength = position === undefined ? 0 : 2 * numberBytes(position);
  const successLength = (revision === undefined ? fieldBytes(0) : numberBytes(revision)) + fieldBytes(positionLength);
  const expectedLength = expected.kind === 'revision' ? numberBytes(BigInt.asUintN(64, expected.revision)) : fieldBytes(0);
  const out = createOutput(
    fieldBytes(correlation.length) + fieldBytes(successLength) + fieldBytes(identifier.length) + expectedLength,
  );
  putContent(out, 1, correlation);
  putOpen(out, 3, successLength);
  if (revision === undefined) putOpen(out, 2, 0);
  else putNumber(out, 1, revision);
  putOpen(out, position === undefined ? 4 : 3, positionLength);
  if (position !== undefined) {
    putNumber(out, 1, position);
    putNumber(out, 2, position);
  }
  putContent(out, 4, identifier);
  if (expected.kind === 'revision') putNumber(out, expectedFields.revision, BigInt.asUintN(64, expected.revision));
  else putOpen(out, expectedFields[expected.kind], 0);
  return out.bytes;
}
