// Decides a group of commands one after the other, each seeing what those before it are about to write.
import { randomUUID } from 'node:crypto';
import { checkCommit, type Occurrence } from '../log/check-commit.ts';
import {
  deletedRevision,
  isMetastream,
  logSize,
  metastreamOf,
  type NewEvent,
  originalOf,
  type StoredEvent,
} from '../log/event.ts';
import { type Head, headOf, lastRevisionOf, stateOf } from '../log/heads.ts';
import { isSoftDeleted, returnMetadata, softDeletionMetadata } from '../log/stream-metadata.ts';
import type { Command, Outcome } from './command.ts';

export interface Staged {
  events: StoredEvent[];
  /** The heads once the events are written. */
  changed: Map<string, Head>;
  /** One for each command. */
  outcomes: Outcome[];
}

const none = Buffer.alloc(0);

/** Whether a decision on the command may rest on which ids are stored; asked before, so that they can be loaded together. */
export function needsOccurrences(command: Command, heads: Map<string, Head>): boolean {
  if (command.kind !== 'append') return false;
  const last = lastRevisionOf(command.stream, heads);
  if (last === deletedRevision || last < 0n) return false;
  const { expected } = command;
  if (expected.kind === 'any' || expected.kind === 'stream_exists') return true;
  return (expected.kind === 'no_stream' ? -1n : expected.revision) < last;
}

/** `heads` and `found` hold what the tables say; `head` is the log's end. Neither is changed. */
export function decideGroup(
  commands: readonly Command[],
  loaded: Map<string, Head>,
  found: readonly { id: string; stream: string; at: Occurrence }[],
  head: bigint,
  created: bigint,
): Staged {
  const heads = new Map(loaded);
  const changed = new Map<string, Head>();
  const events: StoredEvent[] = [];
  const occurrences = new Map<string, Occurrence[]>();
  for (const one of found) note(one.stream, one.id, one.at);
  let position = head;
  return { events, changed, outcomes: commands.map(run) };

  function run(command: Command): Outcome {
    const { stream, expected } = command;
    const state = stateOf(stream, heads);
    const ids = command.kind === 'append' ? command.events.map(event => event.id) : [randomUUID()];
    const decision = checkCommit(expected, ids, state, id => occurrences.get(`${id} ${stream}`) ?? []);
    if (decision.kind === 'wrong_expected_version') return { kind: decision.kind, current: state.last };
    if (decision.kind === 'stream_deleted') return decision;
    if (decision.kind === 'already') return { kind: 'done', revision: decision.revision, position: decision.position };
    if (command.kind === 'tombstone') {
      const tombstone = system('$streamDeleted', none, ids[0]);
      return { kind: 'done', revision: deletedRevision, position: write(stream, tombstone, deletedRevision) };
    }
    if (command.kind === 'delete') {
      if (state.last < 0n && !state.hasMetadata) return { kind: 'wrong_expected_version', current: -1n };
      return { kind: 'done', revision: state.last, position: add(metastreamOf(stream), metadata(softDeletionMetadata, ids[0])) };
    }
    return append(stream, command.events, state.last, state.softDeleted);
  }

  function append(stream: string, added: readonly NewEvent[], last: bigint, softDeleted: boolean): Outcome {
    const original = isMetastream(stream) ? originalOf(stream) : undefined;
    const describesDeleted = original !== undefined && isSoftDeleted(heads.get(stream)?.metadata ?? {});
    let at: bigint | undefined;
    for (const event of added) at = add(stream, event);
    if (softDeleted) bringBack(stream, last + 1n);
    if (describesDeleted) bringBack(original, lastRevisionOf(original, heads) + 1n);
    return { kind: 'done', revision: last + BigInt(added.length), position: at };
  }

  /** A stream that is written to after its soft deletion begins again behind its old events. */
  function bringBack(stream: string, first: bigint): void {
    const metastream = metastreamOf(stream);
    const text = returnMetadata(heads.get(metastream)?.text ?? none, first);
    if (text) add(metastream, metadata(text));
  }

  function add(stream: string, event: NewEvent): bigint {
    return write(stream, event, (heads.get(stream)?.last ?? -1n) + 1n);
  }

  function write(stream: string, event: NewEvent, revision: bigint): bigint {
    position += logSize(stream, event);
    const { id, type, isJson, data, metadata } = event;
    events.push({ id, type, isJson, data, metadata, stream, revision, position, created, wire: undefined });
    const next = headOf(revision, stream, event.data);
    heads.set(stream, next);
    changed.set(stream, next);
    note(stream, event.id, { revision, position });
    return position;
  }

  function note(stream: string, id: string, at: Occurrence): void {
    const key = `${id} ${stream}`;
    const known = occurrences.get(key);
    if (known) known.push(at);
    else occurrences.set(key, [at]);
  }
}

const metadata = (data: Uint8Array, id?: string): NewEvent => ({ ...system('$metadata', data, id), isJson: true });

const system = (type: string, data: Uint8Array, id: string = randomUUID()): NewEvent => ({
  id,
  type,
  isJson: false,
  data,
  metadata: none,
});
