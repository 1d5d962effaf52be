// The one writer: what arrives while a commit is under way is committed together by the next.
import { type Client, DatabaseError } from 'pg';
import type { Logger } from 'pino';
import type { Command, Outcome } from './command.ts';
import type { StoredEvent } from './event.ts';
import type { Heads } from './heads.ts';
import { insertEvents } from './insert.ts';
import type { Reader } from './reader.ts';
import { readHead } from './schema.ts';
import { needsOccurrences, stage } from './stage.ts';
import type { Tail } from './tail.ts';

export interface Writer {
  /** Resolves exactly once, at the latest at `deadline` (milliseconds since 1970). Never rejects. */
  submit(command: Command, deadline?: number): Promise<Outcome>;
  /** Finishes the group under way, refuses the rest, gives the lock back. */
  close(): Promise<void>;
}

interface Pending {
  command: Command;
  deadline: number;
  answer(outcome: Outcome): void;
  answered: boolean;
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
const deadlineCheckMs = 100;
const reopenPauseMs = 200;

export function createWriter(parts: Parts): Writer {
  const { heads, reader, tail, now, log } = parts;
  let session = parts.session;
  let queue: Pending[] = [];
  const open = new Set<Pending>();
  let running: Promise<void> | undefined;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  function submit(command: Command, deadline = Number.POSITIVE_INFINITY): Promise<Outcome> {
    return new Promise(resolve => {
      const pending: Pending = { command, deadline, answered: false, answer };
      function answer(outcome: Outcome): void {
        if (pending.answered) return;
        pending.answered = true;
        open.delete(pending);
        resolve(outcome);
      }
      if (closed) return answer({ kind: 'failed' });
      open.add(pending);
      queue.push(pending);
      timer ??= setInterval(checkDeadlines, deadlineCheckMs);
      running ??= run();
    });
  }

  function checkDeadlines(): void {
    const time = now();
    for (const pending of open) if (pending.deadline <= time) pending.answer({ kind: 'timed_out' });
    if (open.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  }

  async function run(): Promise<void> {
    // Whatever arrives in the same turn shall share the first commit.
    await new Promise(resolve => setImmediate(resolve));
    while (queue.length > 0) {
      const group = takeGroup();
      const outcomes = await commit(group.map(pending => pending.command));
      for (const [index, pending] of group.entries()) pending.answer(outcomes[index] ?? { kind: 'failed' });
    }
    running = undefined;
  }

  function takeGroup(): Pending[] {
    const group: Pending[] = [];
    let events = 0;
    let bytes = 0;
    let taken = 0;
    for (const pending of queue) {
      if (group.length > 0 && (events >= groupEvents || bytes >= groupBytes)) break;
      taken += 1;
      if (pending.answered) continue;
      group.push(pending);
      if (pending.command.kind !== 'append') continue;
      events += pending.command.events.length;
      for (const event of pending.command.events) bytes += event.data.length + event.metadata.length;
    }
    queue = queue.slice(taken);
    return group;
  }

  /** Repeats the group where the connection broke and it turns out that nothing was written. */
  async function commit(commands: readonly Command[]): Promise<readonly Outcome[]> {
    for (let attempt = 1; !closed || attempt === 1; attempt += 1) {
      let staged: ReturnType<typeof stage> | undefined;
      try {
        const loaded = await heads.load([...new Set(commands.map(command => command.stream))]);
        const ids = commands.flatMap(command =>
          command.kind === 'append' && needsOccurrences(command, loaded) ? command.events.map(event => event.id) : [],
        );
        const found = ids.length > 0 ? await reader.occurrences(ids) : [];
        staged = stage(commands, loaded, found, tail.head(), BigInt(now()) * 10_000n);
        if (staged.events.length > 0) await insertEvents(session, staged.events);
        publish(staged);
        return staged.outcomes;
      } catch (error) {
        heads.forget();
        if (error instanceof DatabaseError && !isSessionLost(error) && attempt > 1) {
          log.error({ code: error.code, commands: commands.length }, 'the database refused to store events');
          return commands.length > 1 ? await commitSingly(commands) : [{ kind: 'failed' }];
        }
        log.warn({ code: error instanceof DatabaseError ? error.code : undefined }, 'a commit failed; the log is read again');
        if (!(await recover())) return commands.map(() => ({ kind: 'failed' }));
        if (staged && (await isWritten(staged.events))) {
          publish(staged);
          return staged.outcomes;
        }
        tail.restart(await readHead(session));
        if (attempt > 1) await new Promise(resolve => setTimeout(resolve, reopenPauseMs));
      }
    }
    return commands.map(() => ({ kind: 'failed' }));
  }

  /** One command the database refuses must not take the others with it. */
  async function commitSingly(commands: readonly Command[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const command of commands) outcomes.push(...(await commit([command])));
    return outcomes;
  }

  function publish(staged: ReturnType<typeof stage>): void {
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
        await new Promise(resolve => setTimeout(resolve, reopenPauseMs));
      }
    }
  }

  async function close(): Promise<void> {
    closed = true;
    for (const pending of queue) pending.answer({ kind: 'failed' });
    queue = [];
    await running;
    clearInterval(timer);
    await session.end().catch(() => undefined);
  }

  return { submit, close };
}

/** Classes 57P (the server shuts down) and 08 (connection): the statement's fate is open. */
const isSessionLost = (error: DatabaseError): boolean => /^(57P|08)/.test(error.code ?? '');
