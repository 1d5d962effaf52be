// The one writer: what arrives while a commit is in flight is committed together by the next.
import { type Client, DatabaseError } from 'pg';
import type { Logger } from 'pino';
import { isMetastream, metastreamOf, type StoredEvent } from '../log/event.ts';
import { type Heads, noHead } from '../log/heads.ts';
import { insertEvents } from '../log/insert.ts';
import type { Reader } from '../log/reader.ts';
import { readHead } from '../log/schema.ts';
import type { Tail } from '../log/tail.ts';
import type { Command, Outcome } from './command.ts';
import { decideGroup, needsOccurrences, type Staged } from './decide-group.ts';
import { createPendingCommands, type PendingCommand } from './pending-commands.ts';

export interface Writer {
  /** Resolves exactly once, at the latest at `deadline` (milliseconds since 1970). Never rejects. */
  submit(command: Command, deadline?: number): Promise<Outcome>;
  /** Finishes the group in flight, refuses the rest, gives the lock back. */
  close(): Promise<void>;
}

interface Parts {
  session: Client;
  /** A new session with the lock, after the old one broke. */
  reopen(): Promise<Client>;
  heads: Heads;
  reader: Reader;
  tail: Tail;
  now: () => number;
  log: Logger;
}

const groupEvents = 2_000;
const groupBytes = 8 * 1024 * 1024;
const reopenPauseMs = 200;
const closeLimitMs = 5_000;

export function createWriter(parts: Parts): Writer {
  const { heads, reader, tail, now, log } = parts;
  let session = parts.session;
  const pending = createPendingCommands(now);
  let queue: PendingCommand[] = [];
  let running: Promise<void> | undefined;
  let closed = false;
  const ahead = new Set<string>();
  let lookedAhead: Promise<void> | undefined;

  function submit(command: Command, deadline = Number.POSITIVE_INFINITY): Promise<Outcome> {
    const pendingCommand = pending.add(command, deadline);
    if (closed) pendingCommand.answer({ kind: 'closed' });
    else {
      queue.push(pendingCommand);
      if (running) lookAhead(command.stream);
      running ??= run();
    }
    return pendingCommand.outcome;
  }

  /** While a group is committed, the streams of the next are looked up. */
  function lookAhead(stream: string): void {
    if (heads.get(stream)) return;
    if (ahead.size === 0) setImmediate(loadAhead);
    ahead.add(stream);
  }

  function loadAhead(): void {
    const streams = [...ahead];
    ahead.clear();
    lookedAhead = heads.load(streams).then(
      () => undefined,
      () => undefined,
    );
  }

  async function run(): Promise<void> {
    // Whatever arrives in the same turn shall share the first commit.
    await new Promise(resolve => setImmediate(resolve));
    while (queue.length > 0) {
      const group = takeGroup();
      const outcomes = await commit(group.map(pendingCommand => pendingCommand.command));
      for (const [index, pendingCommand] of group.entries()) pendingCommand.answer(outcomes[index] ?? { kind: 'failed' });
    }
    running = undefined;
  }

  function takeGroup(): PendingCommand[] {
    const group: PendingCommand[] = [];
    let events = 0;
    let bytes = 0;
    let taken = 0;
    for (const pendingCommand of queue) {
      if (group.length > 0 && (events >= groupEvents || bytes >= groupBytes)) break;
      taken += 1;
      const { command } = pendingCommand;
      if (pendingCommand.isAnswered()) continue;
      group.push(pendingCommand);
      if (command.kind !== 'append') continue;
      events += command.events.length;
      for (const event of command.events) bytes += event.data.length + event.metadata.length;
    }
    queue = queue.slice(taken);
    return group;
  }

  /** Repeats the group where the connection broke and it turns out that nothing was written. */
  async function commit(commands: readonly Command[]): Promise<readonly Outcome[]> {
    let taken = assumedNew(commands, heads);
    for (let attempt = 1; ; attempt += 1) {
      let staged: Staged | undefined;
      try {
        staged = await prepare(commands, taken);
        if (!(await insert(staged, taken))) {
          taken = [];
          staged = await prepare(commands, taken);
          await insert(staged, taken);
        }
        publish(staged, taken);
        return staged.outcomes;
      } catch (error) {
        const code = error instanceof DatabaseError ? error.code : undefined;
        log.warn({ code, attempt }, 'a commit failed; the log is read again');
        const fate = await findOut(staged);
        if (fate === 'unknown') return commands.map(() => ({ kind: 'closed' }));
        if (fate === 'written' && staged) {
          publish(staged, taken);
          return staged.outcomes;
        }
        if (error instanceof DatabaseError && !isSessionLost(error) && attempt > 1) {
          log.error({ code, commands: commands.length }, 'the database refused to store events');
          return commands.length > 1 ? await commitSingly(commands) : [{ kind: 'failed' }];
        }
        if (attempt > 1) await pause(reopenPauseMs);
      }
    }
  }

  /** False where a stream that was taken to be new is not. */
  async function insert({ events }: Staged, taken: readonly string[]): Promise<boolean> {
    const absent = taken.flatMap(stream => [stream, metastreamOf(stream)]);
    return events.length === 0 || insertEvents(session, events, absent);
  }

  async function prepare(commands: readonly Command[], taken: readonly string[]): Promise<Staged> {
    await lookedAhead;
    const streams = new Set(commands.map(command => command.stream));
    for (const stream of taken) streams.delete(stream);
    const loaded = await heads.load([...streams]);
    const ids = commands.flatMap(command =>
      command.kind === 'append' && needsOccurrences(command, loaded) ? command.events.map(event => event.id) : [],
    );
    const found = ids.length > 0 ? await reader.occurrences(ids) : [];
    return decideGroup(commands, loaded, found, tail.head(), BigInt(now()) * 10_000n);
  }

  /** Reads in the log what became of a group; unknown only where the server stops before the database answers. */
  async function findOut(staged: Staged | undefined): Promise<'written' | 'not_written' | 'unknown'> {
    while (await recover()) {
      heads.forget();
      try {
        if (staged && (await isWritten(staged.events))) return 'written';
        tail.restart(await readHead(session));
        return 'not_written';
      } catch {
        log.warn('the database connection broke again');
      }
    }
    return 'unknown';
  }

  /** One command the database refuses must not take the others with it. */
  async function commitSingly(commands: readonly Command[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const command of commands) outcomes.push(...(await commit([command])));
    return outcomes;
  }

  /** Of a stream that turned out new it is known, too, that nothing describes it. */
  function publish(staged: Staged, taken: readonly string[]): void {
    for (const stream of taken) heads.put(metastreamOf(stream), noHead);
    for (const [stream, head] of staged.changed) heads.put(stream, head);
    if (staged.events.length > 0) tail.push(staged.events);
  }

  /** A group is one statement, so its last event tells for all. Under the lock no older session can still be writing. */
  async function isWritten(events: readonly StoredEvent[]): Promise<boolean> {
    const last = events.at(-1);
    if (!last) return false;
    const found = await session.query('select 1 from eventstore.events where position = $1 and id = $2', [
      last.position,
      last.id,
    ]);
    return found.rowCount === 1;
  }

  /** A session that holds the lock; false when the server stops first. */
  async function recover(): Promise<boolean> {
    for (;;) {
      try {
        await session.query('select 1');
        return true;
      } catch {
        if (closed) return false;
        await session.end().catch(() => undefined);
      }
      try {
        session = await parts.reopen();
      } catch {
        log.warn('the database cannot be reached; trying again');
        await pause(reopenPauseMs);
      }
    }
  }

  async function close(): Promise<void> {
    closed = true;
    for (const pendingCommand of queue) pendingCommand.answer({ kind: 'closed' });
    queue = [];
    await Promise.race([running, limit(closeLimitMs)]);
    await session.end().catch(() => undefined);
    pending.closeAll();
  }

  return { submit, close };
}

/**
 * Streams that are taken to be new, since each command wants them so, without looking first: most of those are. The
 * statement that writes finds out.
 */
function assumedNew(commands: readonly Command[], heads: Heads): string[] {
  const streams = new Set(commands.map(command => command.stream));
  for (const command of commands) {
    const wantsNew = command.kind === 'append' && command.expected.kind === 'no_stream' && command.events.length > 0;
    if (!wantsNew || isMetastream(command.stream) || heads.get(command.stream)) streams.delete(command.stream);
  }
  return [...streams];
}

/** Classes 57P (the server shuts down) and 08 (connection): the statement's fate is open. */
const isSessionLost = (error: DatabaseError): boolean => /^(57P|08)/.test(error.code ?? '');

const pause = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds));

/** Keeps no thread from ending. */
const limit = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds).unref());
