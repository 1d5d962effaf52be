// Publishes checkpoints in a JetStream stream of their own. Those who read it keep copies that we cannot change.
import { connect, headers, type JetStreamManager, type NatsConnection, NatsError, RetentionPolicy } from 'nats';
import { Fault } from '../../domain/fault.ts';
import type { SignedCheckpoint } from '../../platform/proof/log-tables.ts';
import { parseCheckpoint } from '../../proof/checkpoint.ts';
import { connectionOptions } from '../events/broker.ts';

const timeoutMs = 5_000;
/** Messages in one request. */
const atOnce = 500;
const subjectRoot = (streamName: string): string => streamName.toLowerCase().replaceAll('_', '-');
const contentType = 'text/plain; charset=utf-8';

export interface BrokerOptions {
  natsUrl: string;
  /** The JetStream stream; its subject is the same in lower case, with dashes, and `.checkpoint`. */
  streamName: string;
}

/** The last checkpoint of this stream; undefined where there is none. Throws `broker_unavailable`. */
export const publishedCheckpoint = (options: BrokerOptions): Promise<string | undefined> =>
  connected(options, async ({ manager, streamName }) => (await lastMessage(manager, streamName))?.note);

/** Every checkpoint of this stream, of whichever log; none where there is no stream. Throws `broker_unavailable`. */
export async function* publishedCheckpoints({ natsUrl, streamName }: BrokerOptions): AsyncGenerator<string> {
  let connection: NatsConnection | undefined;
  try {
    connection = await connect({ ...connectionOptions(natsUrl), name: 'rebook-proof' });
    const manager = await connection.jetstreamManager({ timeout: timeoutMs });
    const { state } = await manager.streams.info(streamName);
    if (state.messages === 0) return;
    const consumer = await connection.jetstream({ timeout: timeoutMs }).consumers.get(streamName);
    // Of messages that were deleted none comes; those that are published meanwhile are not waited for.
    for (let left = state.messages; left > 0; ) {
      const messages = await consumer.fetch({ max_messages: Math.min(atOnce, left), expires: timeoutMs });
      let came = 0;
      for await (const message of messages) {
        came += 1;
        yield message.string();
      }
      if (came === 0) throw new Fault('broker_unavailable', 'the message broker gave fewer checkpoints than it says it has');
      left -= came;
    }
  } catch (error) {
    if (isMissing(error)) return;
    throw unavailable(error);
  } finally {
    await connection?.close().catch(() => undefined);
  }
}

/** Publishes it where the last one is of another log or of a smaller tree, and waits for the acknowledgement. Throws `broker_unavailable`. */
export const publishCheckpoint = (options: BrokerOptions, origin: string, checkpoint: SignedCheckpoint): Promise<void> =>
  connected(options, async ({ connection, manager, streamName }) => {
    await ensureStream(manager, streamName);
    const last = await lastMessage(manager, streamName);
    const published = last && parseCheckpoint(last.note);
    if (published?.origin === origin && published.size >= checkpoint.size) return;
    const header = headers();
    header.set('Content-Type', contentType);
    await connection.jetstream({ timeout: timeoutMs }).publish(`${subjectRoot(streamName)}.checkpoint`, checkpoint.note, {
      msgID: `${origin}:${checkpoint.size}`,
      headers: header,
      // Another instance may be publishing the same one. By the subject, since a stream that was emptied counts on.
      expect: { streamName, lastSubjectSequence: last?.sequence ?? 0 },
    });
  });

interface Connected {
  connection: NatsConnection;
  manager: JetStreamManager;
  streamName: string;
}

async function connected<T>({ natsUrl, streamName }: BrokerOptions, work: (broker: Connected) => Promise<T>): Promise<T> {
  let connection: NatsConnection | undefined;
  try {
    connection = await connect({ ...connectionOptions(natsUrl), name: 'rebook-proof' });
    return await work({ connection, manager: await connection.jetstreamManager({ timeout: timeoutMs }), streamName });
  } catch (error) {
    throw unavailable(error);
  } finally {
    await connection?.close().catch(() => undefined);
  }
}

/** The client's own words may name the address with its credentials. */
function unavailable(error: unknown): Fault {
  const code = error instanceof NatsError ? `: ${error.code}` : '';
  return new Fault('broker_unavailable', `the message broker does not take or give a checkpoint${code}`);
}

async function ensureStream(manager: JetStreamManager, name: string): Promise<void> {
  try {
    await manager.streams.info(name);
  } catch (error) {
    if (!isMissing(error)) throw error;
    await manager.streams.add({ name, subjects: [`${subjectRoot(name)}.>`], retention: RetentionPolicy.Limits });
  }
}

async function lastMessage(manager: JetStreamManager, name: string): Promise<{ note: string; sequence: number } | undefined> {
  try {
    const message = await manager.streams.getMessage(name, { last_by_subj: `${subjectRoot(name)}.checkpoint` });
    return { note: new TextDecoder().decode(message.data), sequence: message.seq };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** No such stream, or no message in it. */
const isMissing = (error: unknown): boolean =>
  error instanceof NatsError && (error.api_error?.code === 404 || error.code === '404');
