// The JetStream stream public events go to, and what it says was published last.
import {
  type ConnectionOptions,
  connect,
  ErrorCode,
  headers,
  type JetStreamManager,
  type NatsConnection,
  NatsError,
  nanos,
  RetentionPolicy,
} from 'nats';
import { z } from 'zod';
import { Fault } from '../../domain/fault.ts';
import { type PublicEvent, subjectOf, subjectRoot } from './public-event.ts';

/** A place in the event store; positions of different stores are not comparable. */
export interface StorePosition {
  storeId: string;
  position: bigint;
}

/** What the last message was made from, wherever its event stands now. */
export interface LastPublished extends StorePosition {
  eventId: string;
  companyId: string;
  appointmentId: string;
}

export interface Broker {
  /** The last published message; undefined where there is none, or it is not ours. */
  lastPublished(): Promise<LastPublished | undefined>;
  /**
   * Publishes and waits for the acknowledgement. Throws `publication_superseded` where another publisher wrote in between,
   * `broker_unavailable` where the outcome is not known.
   */
  publish(event: PublicEvent, at: StorePosition): Promise<void>;
  /** Resolves when the connection is gone. */
  closed: Promise<unknown>;
  close(): Promise<void>;
}

const messageSchema = z.object({ id: z.string(), companyid: z.string(), subject: z.string() });
const positionHeader = 'Rebook-Position';
const storeHeader = 'Rebook-Store';
const contentType = 'application/cloudevents+json';
/** How long the broker itself recognises a repeated message id. */
const duplicateWindowMs = 10 * 60_000;
const timeoutMs = 5_000;
/** `JSStreamWrongLastSequenceErrF` of the server. */
const wrongLastSequence = 10071;

/** Connects, and creates the stream where it is missing. Throws `broker_unavailable`. */
export async function openBroker(natsUrl: string, streamName: string): Promise<Broker> {
  const connection = await reach(() => connect(connectionOptions(natsUrl)));
  try {
    const manager = await reach(() => connection.jetstreamManager({ timeout: timeoutMs }));
    await reach(() => ensureStream(manager, streamName));
    return await brokerOf(connection, manager, streamName);
  } catch (error) {
    await connection.close().catch(() => undefined);
    throw error;
  }
}

async function brokerOf(connection: NatsConnection, manager: JetStreamManager, streamName: string): Promise<Broker> {
  const jetstream = connection.jetstream({ timeout: timeoutMs });
  const { state } = await reach(() => manager.streams.info(streamName));
  // Only one who knows the last message may write the next: this fences a publisher that lost its lease unnoticed.
  let lastSequence = state.last_seq;

  return {
    async lastPublished() {
      if (lastSequence === 0) return undefined;
      const message = await reach(() => manager.streams.getMessage(streamName, { seq: lastSequence })).catch(ignoreMissing);
      const position = message?.header.get(positionHeader);
      const storeId = message?.header.get(storeHeader);
      if (!message || !position || !storeId) return undefined;
      const { id, companyid, subject } = messageSchema.parse(message.json());
      const [eventId = ''] = id.split(':');
      return { position: BigInt(position), storeId, eventId, companyId: companyid, appointmentId: subject };
    },
    async publish(event, at) {
      const header = headers();
      header.set('Content-Type', contentType);
      header.set(positionHeader, at.position.toString());
      header.set(storeHeader, at.storeId);
      const acknowledged = await reach(() =>
        jetstream.publish(subjectOf(event, streamName), JSON.stringify(event), {
          msgID: event.id,
          headers: header,
          expect: { streamName, lastSequence },
        }),
      );
      lastSequence = acknowledged.seq;
    },
    closed: connection.closed(),
    close: () => connection.close(),
  };
}

async function ensureStream(manager: JetStreamManager, name: string): Promise<void> {
  try {
    await manager.streams.info(name);
  } catch (error) {
    if (!isMissing(error)) throw error;
    await manager.streams.add({
      name,
      subjects: [`${subjectRoot(name)}.>`],
      retention: RetentionPolicy.Limits,
      duplicate_window: nanos(duplicateWindowMs),
    });
  }
}

/** Credentials in the address become options, since the client does not read them there; reconnecting is the publisher's. */
export function connectionOptions(natsUrl: string): ConnectionOptions {
  const urls = natsUrl.split(',').map(address => new URL(address.includes('://') ? address.trim() : `nats://${address.trim()}`));
  const [first] = urls;
  const user = decodeURIComponent(first?.username ?? '');
  const pass = decodeURIComponent(first?.password ?? '');
  return {
    servers: urls.map(url => `${url.hostname}:${url.port || '4222'}`),
    name: 'rebook-publisher',
    timeout: timeoutMs,
    reconnect: false,
    ...(user !== '' && (pass === '' ? { token: user } : { user, pass })),
    ...(first?.protocol === 'tls:' && { tls: {} }),
  };
}

/** Translates the client's errors, whose messages may name the address with its credentials, into faults. */
async function reach<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof NatsError)) throw new Fault('broker_unavailable', 'the message broker cannot be reached');
    if (error.api_error?.err_code === wrongLastSequence) {
      throw new Fault('publication_superseded', 'another publisher wrote to the stream');
    }
    if (isMissing(error)) throw error;
    throw new Fault('broker_unavailable', `the message broker does not answer as it should: ${error.code}`);
  }
}

/** No such stream, or no such message in it. */
const isMissing = (error: unknown): boolean =>
  error instanceof NatsError && (error.api_error?.code === 404 || error.code === ErrorCode.JetStream404NoMessages);

function ignoreMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
  return undefined;
}
