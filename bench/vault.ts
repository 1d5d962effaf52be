// `npm run bench -- vault`: what encryption costs, on a rebuild of all read models and at the start of a call, in turns with the same in the clear.
import { randomUUID } from 'node:crypto';
import { projections } from '../projections/index.ts';
import { systemClock } from '../src/domain/clock.ts';
import { callStream, derivedId } from '../src/domain/ids.ts';
import { metadataOf } from '../src/domain/metadata.ts';
import { encode } from '../src/platform/eventstore/codec.ts';
import { connectEventStore, type EventStore } from '../src/platform/eventstore/store.ts';
import { newMasterKey } from '../src/platform/vault/master-keys.ts';
import { openVault } from '../src/platform/vault/vault.ts';
import { benchCall } from './calls/cancel-call.ts';
import { median } from './eventstore/measure.ts';
import { load } from './load.ts';
import { openBench } from './open-bench.ts';
import { rebuilt } from './projections/rebuilds.ts';
import { openFilled } from './projections/stores.ts';
import { settleDatabase } from './settle.ts';
import { table } from './table.ts';

const events = Number(process.env.BENCH_EVENTS ?? 50_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const calls = Number(process.env.BENCH_CALLS ?? 400);
const perSecond = 10;

export async function bench(): Promise<void> {
  process.stdout.write(`${await benchRebuild()}\n\n${await benchStart()}\n`);
}

async function benchRebuild(): Promise<string> {
  const clear = await openFilled();
  const masterKey = { kind: 'given' as const, keys: newMasterKey() };
  const sealed = await openFilled(masterKey);
  try {
    process.stderr.write(`filling two stores with ${events} events …\n`);
    for (const filled of [clear, sealed]) await filled.fillTo(events);
    const names = projections.map(({ name }) => name);
    const places = [await clear.database('clear'), await sealed.database('sealed')];
    const rates: { clear: number[]; sealed: number[] } = { clear: [], sealed: [] };
    // One before the first that counts.
    for (let round = 0; round <= rounds; round += 1) {
      for (const [index, [name, filled]] of (
        [
          ['clear', clear],
          ['sealed', sealed],
        ] as const
      ).entries()) {
        const url = places[index]?.url ?? '';
        await settleDatabase(url);
        const rate = await rebuilt(filled, url, names);
        if (round > 0) rates[name].push(rate);
      }
    }
    const [plain, encrypted] = [median(rates.clear), median(rates.sealed)];
    return table([
      [`all read models from ${clear.events()} events, medians of ${rounds}`, 'events', 'cost', 'wanted'],
      ['in the clear', `${Math.round(plain)}/s`, '', ''],
      ['encrypted, no key in memory', `${Math.round(encrypted)}/s`, `${(100 * (plain / encrypted - 1)).toFixed(1)} %`, '≤ 10 %'],
    ]);
  } finally {
    await clear.close();
    await sealed.close();
  }
}

/** The first append of a call is what becomes dearer: its key is made and stored before. */
async function benchStart(): Promise<string> {
  const open = await openBench(calls + 100);
  const vault = await openVault({ databaseUrl: open.databaseUrl, masterKey: { kind: 'given', keys: open.masterKey } });
  const plain = connectEventStore(open.eventStoreUrl, systemClock);
  const sealing = connectEventStore(open.eventStoreUrl, systemClock, { vault });
  try {
    const times: { plain: number[]; sealing: number[] } = { plain: [], sealing: [] };
    for (let round = 0; round < calls + 50; round += 1) {
      for (const [name, store] of round % 2 === 0
        ? ([
            ['plain', plain],
            ['sealing', sealing],
          ] as const)
        : ([
            ['sealing', sealing],
            ['plain', plain],
          ] as const)) {
        const took = await firstAppend(store, `bench_vault_${name}_${round}`);
        if (round >= 50) times[name].push(took);
      }
    }
    const whole = await load(perSecond, calls, index => benchCall(open, index));
    const [without, withKey] = [median(times.plain), median(times.sealing)];
    const ms = (value: number) => value.toFixed(2);
    return table([
      [`the first append of a call, medians of ${calls}`, 'ms', 'of a call', 'wanted'],
      ['in the clear', ms(without), '', ''],
      [
        'encrypted, with a new key',
        ms(withKey),
        `${(100 * ((withKey - without) / (whole.p50 - (withKey - without)))).toFixed(1)} %`,
        '≤ 5 %',
      ],
      [
        `a whole cancel call, encrypted, at ${perSecond} a second (p50)`,
        ms(whole.p50),
        whole.failed === 0 ? '' : `${whole.failed} failed`,
        '',
      ],
    ]);
  } finally {
    await plain.close();
    await sealing.close();
    await vault.close();
    await open.stopService();
    await open.close();
  }
}

async function firstAppend(store: EventStore, callId: string): Promise<number> {
  const context = {
    correlationId: callId,
    companyId: 'bench',
    actor: { kind: 'caller' as const, id: 'unknown' },
    channel: 'phone' as const,
  };
  const metadata = metadataOf(context, derivedId('bench', callId), new Date());
  const began = performance.now();
  const started = { callId, companyId: 'bench', callType: 'phone_call', personal: { customerNumber: '+4915112345678' } };
  const called = {
    requestKey: randomUUID(),
    n: 1,
    function: 'cancel_appointment',
    personal: { arguments: { appointment_date: 'morgen' } },
  };
  await store.append(
    callStream(callId),
    [
      encode({ type: 'CallStarted', data: started }, randomUUID(), metadata),
      encode({ type: 'FunctionCalled', data: called }, randomUUID(), metadata),
    ],
    -1n,
  );
  return performance.now() - began;
}
