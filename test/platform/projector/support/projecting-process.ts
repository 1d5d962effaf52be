// A process that does nothing but run the projections, so that it can be killed. Arguments: the database and the event store.
import { pino } from 'pino';
import { projections } from '../../../../projections/index.ts';
import { systemClock } from '../../../../src/domain/clock.ts';
import { connectEventStore } from '../../../../src/platform/eventstore/store.ts';
import { createProjector } from '../../../../src/platform/projector/projector.ts';

const [, , databaseUrl = '', eventStoreUrl = ''] = process.argv;
const projector = createProjector({
  databaseUrl,
  store: connectEventStore(eventStoreUrl, systemClock),
  projections,
  clock: systemClock,
  log: pino({ level: 'silent' }),
  // Asked when something has come and is about to be written: only their runner is.
  whenIdle: async () => {
    process.send?.('batch');
  },
});
process.once('disconnect', () => process.exit());
await projector.start();
process.send?.('started');
