// The floor under a cancel call: nothing but its four appends to an embedded event store and its one request to Cal.com.
import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { startEmbeddedEventStore } from '@rebook/embedded-eventstore';
import fastify from 'fastify';
import { pino } from 'pino';
import { bookingUidOf, calcomKeyOf, companyOf } from '../callers.ts';
import { post } from '../post.ts';
import { ready } from '../ready.ts';
import { createOwnDatabase } from './own-database.ts';

const owner = 'floor';
const databaseUrl = await createOwnDatabase(process.env.BENCH_DATABASE_URL ?? '', 'bench_floor');
const { connectionString } = await startEmbeddedEventStore({ databaseUrl, log: pino({ level: 'error' }) });
const client = EventStoreDBClient.connectionString(connectionString);

/** As large as those of a call are on the average. */
const event = (type: string) =>
  jsonEvent({
    id: randomUUID(),
    type,
    data: { at: new Date().toISOString(), note: 'x'.repeat(200) },
    metadata: { $correlationId: 'call_1', schemaVersion: 1 },
  });

const app = fastify();
app.post<{ Body: { index: number } }>('/', async ({ body: { index } }) => {
  const call = `call-${index}`;
  const appointment = `appointment-${index}`;
  await client.appendToStream(call, [event('CallStarted'), event('FunctionCalled')], { expectedRevision: 'no_stream' });
  await client.appendToStream(appointment, event('AppointmentCancelled'), { expectedRevision: 'no_stream' });
  await post(
    `${process.env.BENCH_CALENDAR_URL}/v2/bookings/${bookingUidOf(index, owner)}/cancel`,
    '{"cancellationReason":"caller"}',
    {
      headers: { authorization: `Bearer ${calcomKeyOf(companyOf(index), owner)}`, 'cal-api-version': '2024-08-13' },
    },
  );
  await client.appendToStream(appointment, event('CalendarBookingCancelled'), { expectedRevision: 0n });
  await client.appendToStream(call, [event('CallerIdentified'), event('FunctionAnswered')], { expectedRevision: 1n });
  return { status: 'cancelled' };
});
app.post('/calcom/webhook/:company', async () => ({}));
ready({ address: await app.listen({ host: '127.0.0.1', port: 0 }), databaseUrl });
