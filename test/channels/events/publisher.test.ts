// Publishing as a whole, with a real broker, database and event store: everything once and in order, whatever dies in between.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect as connectSocket, createServer, type Server, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { connect, type NatsConnection } from 'nats';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectionOptions } from '../../../src/channels/events/broker.ts';
import { createPublisher, type Publisher, type PublisherState } from '../../../src/channels/events/publisher.ts';
import { systemClock } from '../../../src/domain/clock.ts';
import { appointmentStream, derivedId } from '../../../src/domain/ids.ts';
import { encode } from '../../../src/platform/eventstore/codec.ts';
import { copyEvents } from '../../../src/platform/eventstore/copy-events.ts';
import { type ConnectedEventStore, connectEventStore } from '../../../src/platform/eventstore/store.ts';
import { connectDatabase } from '../../../src/platform/postgres/database.ts';
import { migrate } from '../../../src/platform/postgres/migrate.ts';
import { openEventStore } from '../../support/event-store.ts';
import { forkProgram } from '../../support/program.ts';
import { cancelled, recordedAppointment, scheduled } from './appointment-events.ts';
import { type PublishingServers, startPublishingServers } from './publishing-servers.ts';
import { storedMessages } from './stored-messages.ts';

const natsUrl = process.env.NATS_URL ?? '';

describe.runIf(natsUrl !== '')('publishing', () => {
  let servers: PublishingServers;
  let store: ConnectedEventStore;
  let db: ReturnType<typeof connectDatabase>;
  let connection: NatsConnection;
  let streamName: string;
  let companyId: string;
  let publishers: Publisher[];

  beforeAll(async () => {
    servers = await startPublishingServers();
    store = connectEventStore(servers.eventStoreUrl, systemClock);
    db = connectDatabase(servers.databaseUrl);
    await migrate(db);
    connection = await connect(connectionOptions(natsUrl));
  });
  afterAll(async () => {
    await connection?.close();
    await store?.close();
    await db?.destroy();
    await servers?.stop();
  });
  beforeEach(() => {
    const unique = crypto.randomUUID().slice(0, 8);
    streamName = `REBOOK_TEST_${unique}`;
    companyId = `salon-${unique}`;
    publishers = [];
  });
  afterEach(async () => {
    await Promise.all(publishers.map(publisher => publisher.stop()));
    const manager = await connection.jetstreamManager();
    await manager.streams.delete(streamName).catch(() => false);
  });

  function startPublisher(url = natsUrl, from = store): Publisher {
    const publisher = createPublisher({
      store: from,
      db,
      natsUrl: url,
      clock: systemClock,
      log: pino({ level: 'silent' }),
      streamName,
    });
    publishers.push(publisher);
    publisher.start();
    return publisher;
  }

  /** An appointment that is scheduled, cancelled and settled: three events, three messages. Gives the position of the last. */
  async function cancelledAppointment(id: string): Promise<bigint> {
    const modificationId = derivedId('test', companyId, id);
    const story = [
      scheduled(),
      cancelled(modificationId),
      recordedAppointment('CalendarBookingCancelled', { modificationId, bookingUid: 'uid-old-000' }),
    ];
    const events = story.map((event, index) => {
      const eventId = event.id === modificationId ? modificationId : derivedId('test', companyId, id, index);
      const data = event.type === 'AppointmentScheduled' ? { ...event.data, companyId, appointmentId: id } : event.data;
      return encode({ type: event.type, data } as Parameters<typeof encode>[0], eventId, { ...event.metadata, companyId });
    });
    const appended = await store.append(appointmentStream(companyId, id), events, -1n);
    return appended.kind === 'appended' ? appended.position : 0n;
  }

  async function endWaitingCheckpoints(): Promise<number> {
    const { rows } = await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like '%insert into publication_checkpoint%'
    `.execute(db);
    return rows.length;
  }

  async function checkpoint(): Promise<string | undefined> {
    const row = await db
      .selectFrom('publication_checkpoint')
      .select('position')
      .where('name', '=', streamName)
      .executeTakeFirst();
    return row?.position.toString();
  }

  /** Types by appointment in the order of the stream, of this test's company. */
  async function published(): Promise<string[]> {
    const messages = await storedMessages(connection, streamName);
    return messages
      .filter(({ body }) => body.data.companyId === companyId)
      .map(({ body }) => `${body.data.appointmentId} ${body.type}`);
  }
  const expected = (...ids: string[]) =>
    ids.flatMap(id => [`${id} AppointmentScheduled`, `${id} AppointmentCancellationRequested`, `${id} AppointmentCancelled`]);
  const arrived = (...ids: string[]) => expect.poll(published).toEqual(expected(...ids));
  const status = (publisher: Publisher) => expect.poll(() => publisher.state().status);

  test('goes on where it was left off, after a stop', async () => {
    await cancelledAppointment('1');
    const first = startPublisher();
    await arrived('1');
    await first.stop();
    await cancelledAppointment('2');
    startPublisher();
    await arrived('1', '2');
  });

  test('is done by one at a time, and taken over by the next', async () => {
    const first = startPublisher();
    await status(first).toBe('publishing');
    const second = startPublisher();
    await status(second).toBe('standby');
    await cancelledAppointment('1');
    await arrived('1');
    expect(second.state().published).toBe(0);
    await first.stop();
    await cancelledAppointment('2');
    await arrived('1', '2');
  });

  test('doubles nothing where it is killed between message and checkpoint', async () => {
    // The broker's own memory of ids is as good as off: what is promised must not rest on it.
    const manager = await connection.jetstreamManager();
    await manager.streams.add({ name: streamName, subjects: [`${streamName.toLowerCase()}.>`], duplicate_window: 100_000_000 });
    const before = await cancelledAppointment('1');
    const child = await publishingProcess();
    const holder = connectDatabase(servers.databaseUrl);
    try {
      await expect.poll(checkpoint).toBe(before.toString());
      await holder.transaction().execute(async transaction => {
        // The next message goes out, its checkpoint has to wait: there the process dies.
        await sql`lock table publication_checkpoint in exclusive mode`.execute(transaction);
        await cancelledAppointment('2');
        await expect.poll(published).toEqual(expected('1', '2').slice(0, 4));
        child.kill('SIGKILL');
        await once(child, 'exit');
        // PostgreSQL would still carry out the statement that waits, for a client that is gone.
        await expect.poll(endWaitingCheckpoints).toBe(0);
      });
    } finally {
      child.kill('SIGKILL');
      await holder.destroy();
    }
    expect(await checkpoint()).toBe(before.toString());
    startPublisher();
    await arrived('1', '2');
  });

  test('waits for a broker that is away, and loses nothing', async () => {
    const gate = await brokerBehindAGate();
    const publisher = startPublisher(gate.url);
    await status(publisher).toBe('publishing');
    await gate.close();
    await status(publisher).toBe('waiting');
    expect(publisher.state().code).toBe('broker_unavailable');
    await cancelledAppointment('1');
    await cancelledAppointment('2');
    await gate.open();
    await arrived('1', '2');
    await gate.close();
  });

  test('survives the loss of the connection that holds its lease', async () => {
    const publisher = startPublisher();
    await status(publisher).toBe('publishing');
    await sql`
      select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and pid <> pg_backend_pid() and database = (select oid from pg_database where datname = current_database())
    `.execute(db);
    await cancelledAppointment('1');
    await arrived('1');
    await status(publisher).toBe('publishing');
  });

  test('goes on in a copy of the event store where it was left off', async () => {
    await cancelledAppointment('1');
    const first = startPublisher();
    await arrived('1');
    await first.stop();
    await cancelledAppointment('2');
    const moved = await openEventStore();
    try {
      await copyEvents({ from: store, to: moved.store, signal: new AbortController().signal, onProgress: () => undefined });
      const second = startPublisher(natsUrl, moved.store);
      await arrived('1', '2');
      expect(second.state().published).toBe(3);
      await second.stop();
    } finally {
      await moved.close();
    }
  });

  test('starts from the beginning where the checkpoint is of another event store', async () => {
    await sql`
      insert into publication_checkpoint (name, store_id, position)
      values (${streamName}, ${derivedId('another store')}, 9223372036854775807)`.execute(db);
    await cancelledAppointment('1');
    startPublisher();
    await arrived('1');
  });

  async function publishingProcess(): Promise<ChildProcess> {
    const program = fileURLToPath(new URL('publishing-process.ts', import.meta.url));
    const child = forkProgram(program, [servers.databaseUrl, servers.eventStoreUrl, natsUrl, streamName]);
    await new Promise<void>((resolve, reject) => {
      child.on('message', (state: PublisherState) => state.status === 'publishing' && resolve());
      child.once('exit', () => reject(new Error('the publishing process ended')));
    });
    return child;
  }
});

/** A door to the broker that can be shut: connections are cut, new ones refused. */
async function brokerBehindAGate() {
  const sockets = new Set<Socket>();
  const target = new URL(natsUrl);
  let server: Server | undefined;
  let port = 0;
  const open = async () => {
    server = createServer(inner => {
      const outer = connectSocket(Number(target.port || 4222), target.hostname);
      for (const [socket, other] of [
        [inner, outer],
        [outer, inner],
      ] as const) {
        sockets.add(socket);
        socket.pipe(other);
        socket.on('error', () => other.destroy());
        socket.on('close', () => {
          sockets.delete(socket);
          other.destroy();
        });
      }
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  };
  const close = async () => {
    const closed = server && once(server, 'close');
    server?.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await open();
  return { url: `nats://127.0.0.1:${port}`, open, close };
}
