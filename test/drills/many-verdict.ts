// Whether what many callers heard is so: compared with the streams, the read models and Cal.com, when everything is settled.
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { systemClock } from '../../src/domain/clock.ts';
import { appointmentStream, callStream } from '../../src/domain/ids.ts';
import type { ConnectedEventStore } from '../../src/platform/eventstore/store.ts';
import { connectSealedStore } from '../support/sealed-store.ts';
import type { ManyCallers, Owner, Told } from './many-callers.ts';

const settledWithinMs = 60_000;
const readAtOnce = 32;

/** One line for each caller who heard what is not so, and each appointment that was lost or changed twice. */
export async function untrueTold(callers: ManyCallers): Promise<string[]> {
  const store = connectSealedStore(callers.eventStore.url, callers.database.url, systemClock);
  const db = new Client({ connectionString: callers.database.url });
  await db.connect();
  try {
    const until = performance.now() + settledWithinMs;
    let left = [...ownersOf(callers.told)];
    let wrong: string[] = [];
    do {
      const again: typeof left = [];
      wrong = [];
      const sent = cancelledInCalendar(callers);
      const statuses = await statusesIn(db);
      await atOnce(left, async ([owner, told]) => {
        const faults = await faultsOf(owner, told, { store, callers, sent, status: statuses.get(keyOf(owner)) });
        if (faults.length > 0) again.push([owner, told]);
        wrong.push(...faults);
      });
      left = again;
    } while (left.length > 0 && performance.now() < until && (await sleep(1_000, true)));
    await atOnce(callers.told, async one => {
      if (one.code !== 'overloaded') return;
      const events = await store.read(callStream(one.callId));
      if (events.length > 0) wrong.push(`${one.callId}: heard overloaded, and its call has ${events.map(({ type }) => type)}`);
    });
    return wrong;
  } finally {
    await db.end();
    await store.close();
  }
}

interface Evidence {
  store: ConnectedEventStore;
  callers: ManyCallers;
  /** How often a booking's cancellation was done. */
  sent: ReadonlyMap<string, number>;
  status: string | undefined;
}

async function faultsOf(owner: Owner, told: readonly Told[], { store, callers, sent, status }: Evidence): Promise<string[]> {
  const events = await store.read(appointmentStream(owner.companyId, owner.appointmentId));
  const by = events.flatMap(({ type, metadata }) => (type === 'AppointmentCancelled' ? [metadata.$correlationId] : []));
  const isSettled = events.some(({ type }) => type === 'CalendarBookingCancelled');
  const isCancelled = callers.sandbox.booking(owner.uid)?.status === 'cancelled';
  const heardOf = told.filter(({ code }) => code !== 'overloaded');
  const faults = [
    by.length > 1 && 'decided twice',
    by.length === 1 && !isSettled && 'never settled',
    isCancelled !== (by.length === 1) && 'stream and Cal.com disagree',
    (status === 'cancelled') !== (by.length === 1) && `the read model has ${status}`,
    (sent.get(owner.uid) ?? 0) > 1 && 'cancelled twice in Cal.com',
    heardOf.some(({ code, callId }) => ['cancelled', 'cancellation_pending'].includes(code ?? '') && by[0] !== callId) &&
      'it was not so',
    by.some(callId => told.some(one => one.callId === callId && one.code === 'overloaded')) && 'done for one who was turned away',
  ].filter(fault => fault !== false);
  return faults.map(fault => `${owner.appointmentId} (${told.map(({ callId, code }) => `${callId} ${code}`)}): ${fault}`);
}

function ownersOf(told: readonly Told[]): Map<Owner, Told[]> {
  const owners = new Map<Owner, Told[]>();
  for (const one of told) owners.set(one.owner, [...(owners.get(one.owner) ?? []), one]);
  return owners;
}

function cancelledInCalendar({ sandbox }: ManyCallers): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { operation, path, httpStatus } of sandbox.requests()) {
    const uid = /bookings\/([^/]+)\/cancel/.exec(path)?.[1];
    if (operation === 'cancel' && httpStatus === 200 && uid !== undefined) counts.set(uid, (counts.get(uid) ?? 0) + 1);
  }
  return counts;
}

const keyOf = ({ companyId, appointmentId }: Pick<Owner, 'companyId' | 'appointmentId'>): string =>
  `${companyId} ${appointmentId}`;

async function statusesIn(db: Client): Promise<Map<string, string>> {
  const { rows } = await db.query<{ company_id: string; appointment_id: string; status: string }>(
    'select company_id, appointment_id, status from appointments',
  );
  return new Map(rows.map(row => [keyOf({ companyId: row.company_id, appointmentId: row.appointment_id }), row.status] as const));
}

async function atOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const next = items.values();
  await Promise.all(
    Array.from({ length: readAtOnce }, async () => {
      for (const item of next) await work(item);
    }),
  );
}
