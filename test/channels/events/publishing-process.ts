// A publisher as a process of its own, so that it can be killed. Arguments: database, event store, broker, stream.
import { pino } from 'pino';
import { createPublisher } from '../../../src/channels/events/publisher.ts';
import { systemClock } from '../../../src/domain/clock.ts';
import { connectEventStore } from '../../../src/platform/eventstore/store.ts';
import { connectDatabase } from '../../../src/platform/postgres/database.ts';

const [databaseUrl = '', eventStoreUrl = '', natsUrl = '', streamName = ''] = process.argv.slice(2);
const publisher = createPublisher({
  store: connectEventStore(eventStoreUrl, systemClock),
  db: connectDatabase(databaseUrl),
  natsUrl,
  clock: systemClock,
  log: pino({ level: 'silent' }),
  streamName,
});
publisher.start();
setInterval(() => process.send?.(publisher.state()), 20);
