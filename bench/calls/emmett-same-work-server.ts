// The same work as a user would write it with Emmett: signed request, ledger, search, decision, Cal.com, outcome, answer, webhook.
import { randomUUID } from 'node:crypto';
import { CommandHandler, isExpectedVersionConflictError, projections, STREAM_DOES_NOT_EXIST } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore, postgreSQLEventStoreConsumer } from '@event-driven-io/emmett-postgresql';
import fastify from 'fastify';
import { Pool } from 'pg';
import { z } from 'zod';
import { verifyRetell } from '../../src/channels/retell/signature.ts';
import { bookingUidOf, calcomKeyOf, companies, companyOf, lineOf, phoneOf, startsAt } from '../callers.ts';
import { post } from '../post.ts';
import { ready } from '../ready.ts';
import { type Answer, type AppointmentEvent, type CallEvent, decide, evolve, noAppointment } from './emmett-same-work/events.ts';
import { type AnyEvent, appointmentsOf, type Found, readModels, tables } from './emmett-same-work/read-models.ts';
import { recogniseWebhooks, takeWebhook } from './emmett-same-work/webhooks.ts';
import { createOwnDatabase, forEach } from './own-database.ts';

const env = process.env;
const owner = 'emmett';
const callMs = 5_000;
const pullMs = 50;
const seeded = Number(env.BENCH_SEEDED);
const databaseUrl = await createOwnDatabase(env.BENCH_DATABASE_URL ?? '', 'bench_emmett_same_work');
const pool = new Pool({ connectionString: databaseUrl, max: 20 });
await pool.query(tables);
const inline = env.BENCH_EMMETT_PROJECTIONS !== 'async';
const store = getPostgreSQLEventStore(databaseUrl, {
  projections: inline ? projections.inline([readModels]) : [],
  connectionOptions: { pool },
});
const handle = CommandHandler<ReturnType<typeof noAppointment>, AppointmentEvent>({ initialState: noAppointment, evolve });
const companyOfLine = new Map(Array.from({ length: companies }, (_, index) => [lineOf(index), companyOf(index)]));

const requestSchema = z.looseObject({
  name: z.literal('cancel_appointment'),
  call: z.looseObject({ call_id: z.string(), from_number: z.string(), to_number: z.string() }),
  args: z.looseObject({ appointment_date: z.iso.date() }),
});

async function answerOnce(request: z.infer<typeof requestSchema>): Promise<Answer> {
  const { name, call, args } = request;
  const companyId = companyOfLine.get(call.to_number);
  if (companyId === undefined) throw new Error('no such line');
  const ledger = `call-${call.call_id}`;
  const at = new Date().toISOString();
  const opening: CallEvent[] = [
    { type: 'CallStarted', data: { callId: call.call_id, companyId, from: call.from_number, at } },
    { type: 'FunctionCalled', data: { callId: call.call_id, companyId, name, arguments: args, at } },
  ];
  // The search rests on nothing the ledger says, so nobody waits for one after the other.
  const [opened, found] = await Promise.all([
    store.appendToStream(ledger, opening, { expectedStreamVersion: STREAM_DOES_NOT_EXIST }).catch(error => {
      if (isExpectedVersionConflictError(error)) return undefined;
      throw error;
    }),
    appointmentsOf(pool, companyId, call.from_number, args.appointment_date),
  ]);
  if (!opened) return answeredBefore(ledger);
  const answer = await cancel(companyId, found);
  const customerId = found[0]?.customer_id ?? null;
  const closing: CallEvent[] = [
    ...(customerId === null ? [] : [{ type: 'CallerIdentified' as const, data: { callId: call.call_id, customerId } }]),
    {
      type: 'FunctionAnswered',
      data: { callId: call.call_id, customerId, status: answer.status, answer, at: new Date().toISOString() },
    },
  ];
  await store.appendToStream(ledger, closing, { expectedStreamVersion: opened.nextExpectedStreamVersion });
  return answer;
}

async function answeredBefore(ledger: string): Promise<Answer> {
  const { events } = await store.readStream<CallEvent>(ledger);
  const answered = events.find(event => event.type === 'FunctionAnswered');
  return answered?.type === 'FunctionAnswered' ? answered.data.answer : { status: 'pending', message: 'Das läuft noch.' };
}

async function cancel(companyId: string, found: Found[]): Promise<Answer> {
  const [appointment] = found;
  if (!appointment || found.length > 1) return { status: 'not_found', message: 'Ich finde keinen solchen Termin.' };
  const { appointment_id: appointmentId } = appointment;
  const stream = `appointment-${appointmentId}`;
  const modificationId = randomUUID();
  const decided = await handle(store, stream, state => decide(state, { appointmentId, modificationId, now: new Date() }));
  if (decided.newEvents.length === 0) return { status: 'too_late', message: 'Das geht leider nicht mehr.' };
  const { bookingUid } = decided.newState;
  try {
    await post(`${env.BENCH_CALENDAR_URL}/v2/bookings/${bookingUid}/cancel`, JSON.stringify({ cancellationReason: 'caller' }), {
      headers: { authorization: `Bearer ${calcomKeyOf(companyId, owner)}`, 'cal-api-version': '2024-08-13' },
      signal: AbortSignal.timeout(callMs),
    });
  } catch {
    return { status: 'failed', message: 'Das hat leider nicht geklappt.' };
  }
  const outcome: AppointmentEvent = {
    type: 'BookingCancelled',
    data: { appointmentId, modificationId, bookingUid, at: new Date().toISOString() },
  };
  await store.appendToStream(stream, [outcome], { expectedStreamVersion: decided.nextExpectedStreamVersion });
  return { status: 'cancelled', message: 'Der Termin ist abgesagt.' };
}

async function seed(index: number): Promise<void> {
  const companyId = companyOf(index);
  const customerId = `c${index}`;
  await pool.query('insert into customers values ($1, $2, $3, $4)', [
    companyId,
    customerId,
    `Gast Nummer${index}`,
    phoneOf(index),
  ]);
  const scheduled: AppointmentEvent = {
    type: 'Scheduled',
    data: {
      appointmentId: `a${index}`,
      companyId,
      customerId,
      startsAt: startsAt.toISOString(),
      bookingUid: bookingUidOf(index, owner),
    },
  };
  await store.appendToStream(`appointment-a${index}`, [scheduled], { expectedStreamVersion: STREAM_DOES_NOT_EXIST });
}

// The first makes Emmett's tables.
await seed(0);
await forEach(seeded, async index => index > 0 && seed(index));
if (!inline) {
  const consumer = postgreSQLEventStoreConsumer({ connectionString: databaseUrl, pulling: { pullingFrequencyInMs: pullMs } });
  consumer.projector<AnyEvent>({ processorId: 'read-models', projection: readModels });
  consumer.start();
}
recogniseWebhooks(pool);
const app = fastify();
app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, raw, done) => done(null, raw));
app.post<{ Body: Buffer }>('/retell/functions', async ({ body, headers }, reply) => {
  if (!verifyRetell(body, headers['x-retell-signature'], env.BENCH_RETELL_KEY ?? '', new Date())) return reply.code(401).send();
  return answerOnce(requestSchema.parse(JSON.parse(body.toString('utf8'))));
});
app.post<{ Body: Buffer }>('/calcom/webhook/:company', async ({ body, headers }, reply) => {
  const good = await takeWebhook(pool, body, headers['x-cal-signature-256'], env.BENCH_WEBHOOK_SECRET ?? '');
  return reply.code(good ? 200 : 401).send();
});
ready({ address: await app.listen({ host: '127.0.0.1', port: 0 }), databaseUrl });
