// How soon after an append a reader sees it in the read models, at few and at many appends a second.
import { Pool } from 'pg';
import { pino } from 'pino';
import { projections } from '../../projections/index.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { customerStream, derivedId } from '../../src/domain/ids.ts';
import { metadataOf } from '../../src/domain/metadata.ts';
import { encode } from '../../src/platform/eventstore/codec.ts';
import { createProjector } from '../../src/platform/projector/projector.ts';
import { load } from '../load.ts';
import { settleDatabase } from '../settle.ts';
import { table } from '../table.ts';
import type { Filled } from './stores.ts';

const rates = [10, 100, 500];
const seconds = 10;
const warmUp = 300;
const patienceMs = 10_000;
const look = { name: 'look', text: 'select name from customers where company_id = $1 and customer_id = $2' };

/** From the call that appends to the row that can be read; runner and writer in one process, as in the service. */
export async function benchVisible(filled: Filled): Promise<string> {
  const { url } = await filled.database('visible');
  const readers = new Pool({ connectionString: url });
  const { store } = filled;
  const projector = createProjector({
    databaseUrl: url,
    store,
    projections,
    clock: systemClock,
    log: pino({ level: 'silent' }),
  });
  await projector.start();
  try {
    const caughtUp = await projector.waitFor(await store.head(), 600_000);
    if (!caughtUp) throw new Error('the projector did not catch up');
    let serial = 0;
    const visible = async (): Promise<boolean> => {
      serial += 1;
      const customerId = `v${serial}`;
      const companyId = 'visible';
      const commandId = derivedId('visible', process.pid, serial);
      const context = {
        correlationId: commandId,
        companyId,
        actor: { kind: 'system', id: 'bench' },
        channel: 'operator',
      } as const;
      const data = { companyId, customerId, personal: { name: `Gast ${serial}` } };
      const event = encode(
        { type: 'CustomerRegistered', data },
        derivedId(commandId, 0),
        metadataOf(context, commandId, new Date()),
      );
      const appended = await store.append(customerStream(companyId, customerId), [event], -1n);
      if (appended.kind !== 'appended' || !(await projector.waitFor(appended.position, patienceMs))) return false;
      const { rows } = await readers.query({ ...look, values: [companyId, customerId] });
      return rows.length === 1;
    };
    await load(100, warmUp, visible);
    const rows: string[][] = [];
    for (const rate of rates) {
      await settleDatabase(url);
      const { p50, p99, failed } = await load(rate, rate * seconds, visible);
      rows.push([`at ${rate} appends a second`, p50.toFixed(1), p99.toFixed(1), String(failed), rate === 10 ? 'p50 ≤ 10' : '']);
    }
    return table([['from the append to the row a reader sees', 'p50 ms', 'p99 ms', 'failed', 'wanted'], ...rows]);
  } finally {
    await Promise.all([projector.stop(), readers.end()]);
  }
}
