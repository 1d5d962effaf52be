// The same job with Emmett: the appointments' events in its event store on the same PostgreSQL, the same fold into documents.
import type { Event } from '@event-driven-io/emmett';
import {
  getPostgreSQLEventStore,
  pongoSingleStreamProjection,
  rebuildPostgreSQLProjections,
} from '@event-driven-io/emmett-postgresql';
import type { Client } from 'pg';
import { systemClock } from '../../src/domain/clock.ts';
import type { Recorded } from '../../src/domain/event-catalogue.ts';
import type { Projection, Row } from '../../src/platform/projector/projection.ts';
import { median } from '../eventstore/measure.ts';
import type { Filled } from './stores.ts';

const rounds = 3;
type Carried = Event<string, { event: Record<string, unknown> }>;

/** Bigints as text: JSON has none. */
const carried = (event: Recorded): Carried => ({
  type: event.type,
  data: { event: { ...event, revision: event.revision.toString(), position: event.position.toString() } },
});
const recordedOf = ({ event }: Carried['data']): Recorded =>
  ({ ...event, revision: BigInt(String(event.revision)), position: BigInt(String(event.position)) }) as unknown as Recorded;

/** Events a second of all events in its store, and its documents compared with our rows. */
export async function emmettRebuild(filled: Filled, ours: Client, projection: Projection): Promise<{ rate: number }> {
  const { url, client } = await filled.database('emmett');
  const store = getPostgreSQLEventStore(url);
  const count = await fill(filled, store);
  const documents = pongoSingleStreamProjection<Row & { _id?: string }, Carried>({
    collectionName: 'appointments',
    canHandle: handled,
    getDocumentId: event => event.data.event.stream as string,
    evolve: (document: (Row & { _id?: string }) | null, { data }: { data: Carried['data'] }) => {
      const [change] = projection.apply(recordedOf(data), () => document ?? undefined);
      return change?.row ? ({ ...change.row } as Row & { _id?: string }) : document;
    },
  });
  const rates: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // Under a name of its own each time: it would otherwise empty the documents and go on from its checkpoint, at the end.
    const again = { projection: documents, processorId: `rebuild-${round}` };
    const consumer = rebuildPostgreSQLProjections({ connectionString: url, projections: [again] });
    const began = performance.now();
    await consumer.start();
    rates.push((count * 1_000) / (performance.now() - began));
    await consumer.close();
  }
  await compare(client, ours);
  await store.close();
  return { rate: median(rates) };
}

const handled: string[] = [
  'AppointmentScheduled',
  'AppointmentRescheduled',
  'AppointmentCancelled',
  'CalendarBookingRescheduled',
  'CalendarBookingCancelled',
  'CalendarNotConcerned',
  'CalendarBookingLinked',
  'CalendarSyncFailed',
  'CalendarSyncDeferred',
  'AppointmentRescheduleReverted',
  'AppointmentCancellationReverted',
  'ModificationResolved',
];

async function fill({ store: source, events }: Filled, store: ReturnType<typeof getPostgreSQLEventStore>): Promise<number> {
  const reading = new AbortController();
  let count = 0;
  for await (const items of source.subscribe({ from: 'start', signal: reading.signal, clock: systemClock })) {
    const streams = new Map<string, Carried[]>();
    for (const item of items) {
      if (item.kind !== 'event') continue;
      count += 1;
      const of = streams.get(item.event.stream) ?? [];
      streams.set(item.event.stream, of);
      of.push(carried(item.event));
    }
    // One after another: written side by side, some are passed over by its reader, which goes by transaction.
    for (const [stream, events] of streams) await store.appendToStream(stream, events);
    if (items.some(({ kind }) => kind === 'caught_up')) break;
  }
  if (count < events()) throw new Error(`${count} of ${events()} events were copied to Emmett`);
  return count;
}

/** What both have made of each appointment. */
async function compare(emmett: Client, ours: Client): Promise<void> {
  const theirs = await emmett.query<{ data: Row }>('select data from appointments');
  const { rows } = await ours.query<{ row: Row }>('select to_jsonb(t) as row from appointments t');
  const keyed = new Map(theirs.rows.map(({ data }) => [`${data.company_id} ${data.appointment_id}`, data]));
  if (keyed.size !== rows.length) throw new Error(`Emmett has ${keyed.size} documents, we have ${rows.length} rows`);
  for (const { row } of rows) {
    const document = keyed.get(`${row.company_id} ${row.appointment_id}`);
    for (const column of ['status', 'calcom_v2_booking_id', 'customer_id', 'origin', 'pending_change']) {
      if (String(document?.[column]) !== String(row[column])) throw new Error(`${column} of ${row.appointment_id} differs`);
    }
    for (const column of ['starts_at', 'ends_at']) {
      if (Date.parse(String(document?.[column])) !== Date.parse(String(row[column])))
        throw new Error(`${column} of ${row.appointment_id} differs`);
    }
  }
}
