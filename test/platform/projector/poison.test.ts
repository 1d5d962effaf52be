// One event of very many that a read model cannot take: its stream waits, for that read model alone, and is made whole afterwards.
import { beforeAll, expect, test } from 'vitest';
import { projections } from '../../../projections/index.ts';
import { systemClock } from '../../../src/domain/clock.ts';
import { connectDatabase } from '../../../src/platform/postgres/database.ts';
import { createProjectionAdmin } from '../../../src/platform/projector/admin/projection-admin.ts';
import type { Projection } from '../../../src/platform/projector/projection.ts';
import { appendMix } from '../../support/event-mix.ts';
import { digestsOf } from '../../support/table-contents.ts';
import { log, useEngine } from './support/engine.ts';

const eventsWanted = Number(process.env.EVENTS_WITH_POISON ?? 2_000);
const perAppointment = 7.95;
/** Of the twenty fates in turn this one is cancelled. */
const poisoned = Math.floor(eventsWanted / perAppointment / 2 / 20) * 20 + 1;
const stream = `appointment-mix${(poisoned * 7) % 50}.a${poisoned}`;
const engine = useEngine();
let events: number;

beforeAll(async () => {
  events = await appendMix(engine.store(), Math.ceil(eventsWanted / perAppointment));
}, 3_600_000);

/** Fails at the appointment's second event. */
const ailing = (projection: Projection): Projection => ({
  ...projection,
  apply(event, rowOf) {
    if (event.stream === stream && event.revision === 1n) throw new Error('not this one');
    return projection.apply(event, rowOf);
  },
});
const digests = () => digestsOf(engine.client(), projections);
/** Of all appointments but the one that waits. */
async function others(): Promise<unknown> {
  const { rows } = await engine.client().query(
    `select count(*)::int as rows, sum(('x' || substr(md5(to_jsonb(t)::text), 1, 15))::bit(60)::bigint)::text as digest
     from appointments t where appointment_id <> $1`,
    [`a${poisoned}`],
  );
  return rows[0];
}

test('all other streams are as they should be, and after the repair it is as if nothing had been', {
  timeout: 3_600_000,
}, async () => {
  await engine.rebuild(projections);
  const whole = await digests();
  const othersWhole = await others();
  const ill = projections.map(one => (one.name === 'appointments' ? ailing(one) : one));
  await engine.rebuild(ill);
  const { rows } = await engine.client().query('select projection, stream, revision from parked_event');
  expect(rows).toEqual([{ projection: 'appointments', stream, revision: '1' }]);
  const during = await digests();
  expect({ ...during, appointments: '' }).toEqual({ ...whole, appointments: '' });
  expect(during.appointments).not.toBe(whole.appointments);
  expect(await others()).toEqual(othersWhole);

  const db = connectDatabase(engine.databaseUrl(), log);
  try {
    const upkeep = createProjectionAdmin({
      db,
      databaseUrl: engine.databaseUrl(),
      store: engine.store(),
      projections,
      rebuild: name => engine.rebuild(projections.filter(one => one.name === name)),
      clock: systemClock,
      log,
    });
    // While a runner goes on with everything else.
    const runner = await engine.start(projections);
    expect(await upkeep.retryParked('appointments', stream)).toMatchObject({ kind: 'retried' });
    await engine.caughtUp(runner);
  } finally {
    await db.destroy();
  }
  expect(await digests()).toEqual(whole);
  process.stdout.write(`one poisoned of ${events} events\n`);
});
