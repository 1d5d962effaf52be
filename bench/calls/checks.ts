// Whether a contender did what it told its callers: in Cal.com, and in its read models.
import { setTimeout as sleep } from 'node:timers/promises';
import type { CalcomSandbox } from '@rebook/calcom-sandbox';
import { Client } from 'pg';
import { bookingUidOf } from '../callers.ts';

const patienceMs = 10_000;
const pauseMs = 100;

/** Throws unless each of these calls' bookings is cancelled, its read models say so, and its webhook was recognised. */
export async function checkEmmett(sandbox: CalcomSandbox, databaseUrl: string, calls: ReadonlySet<number>): Promise<void> {
  const uids = [...calls].map(index => bookingUidOf(index, 'emmett'));
  checkBookings(sandbox, uids);
  await untilAll(
    databaseUrl,
    uids,
    `select a.booking_uid as uid from appointments a
       join modifications m on m.appointment_id = a.appointment_id and m.state = 'confirmed'
       join calls c on c.call_id = 'bench_' || substr(a.appointment_id, 2) and c.status = 'cancelled' and c.customer_id = a.customer_id
       join webhook_inbox w on w.booking_uid = a.booking_uid and w.recognised
       where a.status = 'cancelled' and not exists (select from open_requests r where r.call_id = c.call_id)`,
  );
}

/** Throws unless each of these calls' bookings is cancelled and our read model says so. */
export async function checkRebook(sandbox: CalcomSandbox, databaseUrl: string, calls: ReadonlySet<number>): Promise<void> {
  const uids = [...calls].map(index => bookingUidOf(index));
  checkBookings(sandbox, uids);
  await untilAll(
    databaseUrl,
    uids,
    "select calcom_v2_booking_id as uid from appointments where status = 'cancelled' and pending_change is null",
  );
}

function checkBookings(sandbox: CalcomSandbox, uids: readonly string[]): void {
  const left = uids.filter(uid => sandbox.booking(uid)?.status !== 'cancelled').length;
  if (left > 0) throw new Error(`${left} of ${uids.length} bookings are not cancelled in Cal.com`);
}

/** Read models may be late. `query`: the uids that are as they must be. */
async function untilAll(databaseUrl: string, uids: readonly string[], query: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const giveUpAt = performance.now() + patienceMs; ; await sleep(pauseMs)) {
      const { rows } = await client.query<{ uid: string }>(query);
      const good = new Set(rows.map(({ uid }) => uid));
      const left = uids.filter(uid => !good.has(uid)).length;
      if (left === 0) return;
      if (performance.now() > giveUpAt) throw new Error(`read models are wrong for ${left} of ${uids.length} calls`);
    }
  } finally {
    await client.end();
  }
}
