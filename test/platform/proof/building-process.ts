// A builder of the transparency log as a process of its own, so that it can be killed. Arguments: database, event store, signing key.
import { pino } from 'pino';
import { systemClock } from '../../../src/domain/clock.ts';
import { connectEventStore } from '../../../src/platform/eventstore/store.ts';
import { connectDatabase } from '../../../src/platform/postgres/database.ts';
import { createProofBuilder } from '../../../src/platform/proof/builder.ts';
import { parseSigningKey } from '../../../src/proof/note.ts';

const [databaseUrl = '', eventStoreUrl = '', secret = ''] = process.argv.slice(2);
const key = parseSigningKey(secret);
if (!key) throw new Error('no signing key');
const builder = createProofBuilder({
  db: connectDatabase(databaseUrl),
  store: connectEventStore(eventStoreUrl, systemClock),
  key,
  clock: systemClock,
  log: pino({ level: 'silent' }),
  whenIdle: async () => undefined,
  checkpointAfterMs: 0,
  lookEveryMs: 10,
  atOnce: 7,
});
builder.start();
setInterval(() => process.send?.(builder.state()), 5);
