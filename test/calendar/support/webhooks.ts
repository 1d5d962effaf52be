// Takes what the sandbox posts and works it off when asked, in any order.

import { createServer } from 'node:http';
import { pino } from 'pino';
import { setUpCompany } from '../../../commands/set-up-company.ts';
import { calcomWebhooks } from '../../../src/calendar/providers/calcom/webhooks.ts';
import { createRecorder } from '../../../src/calendar/record/recorder.ts';
import {
  type ProcessWebhookDependencies,
  processWebhook,
  type ReceivedWebhook,
} from '../../../src/calendar/sync/webhooks/process-webhook.ts';
import { type NamedWebhook, processNamedWebhook } from '../../../src/calendar/sync/webhooks/webhook-named.ts';
import type { CalendarWorker } from '../../../src/calendar/worker/worker.ts';
import { company } from '../../../src/domain/company/company.ts';
import type { KnownRecord } from '../../../src/domain/customer/whose-record.ts';
import { companyStream, derivedId } from '../../../src/domain/ids.ts';
import { companyId, type World } from './world.ts';

/** `handOver` is the live worker's, where there is one. */
export async function receiveWebhooks(world: World, handOver: CalendarWorker['handOver'] = () => undefined) {
  const received: ReceivedWebhook[] = [];
  const named: NamedWebhook[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const read = calcomWebhooks.read(Buffer.concat(chunks).toString('utf8'));
      const receivedAt = world.clock.now();
      if (read.kind === 'named') named.push({ companyId, uid: read.uid, hostChanged: read.hostChanged, receivedAt });
      if (read.kind === 'booking') {
        const { trigger, news, createdAt, booking } = read;
        received.push({ companyId, trigger, news, createdAt, booking, receivedAt });
      }
      response.end();
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  world.sandbox.connectWebhooks({ urlOf: () => `http://127.0.0.1:${port}/`, secretOf: () => 'secret' });

  const process = world.startProcess();
  await setUpCompanyOf(world);
  const handedOver: string[] = [];
  /** What the read model knows by its uid: appointment ids. */
  const uids = new Map<string, string>();
  const numericIds = new Map<number, string>();
  const customers: KnownRecord[] = [];
  const wantingNewTime: string[] = [];
  const deps: ProcessWebhookDependencies = {
    executor: process.executor,
    calendar: process.calendar,
    clock: world.clock,
    recorder: createRecorder(process.executor, process.hub),
    log: pino({ level: 'silent' }),
    worker: {
      handOver: work => {
        handedOver.push(work.modificationId);
        handOver(work);
      },
    },
    lookup: {
      byContact: async (_, contact) =>
        customers.filter(known => ('phone' in contact ? known.phone === contact.phone : known.email === contact.email)),
    },
    wantingNewTime: async () => wantingNewTime,
    appointmentOf: async (_, booking) => ('uid' in booking ? uids.get(booking.uid) : numericIds.get(booking.numericId)),
  };
  return {
    appointmentOf: deps.appointmentOf,
    received,
    handedOver,
    customers,
    /** Ids of appointments that the read model has waiting for a new time. */
    wantingNewTime,
    uids,
    numericIds,
    process,
    async next(): Promise<ReceivedWebhook> {
      await world.clock.until(() => received.length > 0);
      const [first] = received.splice(0, 1);
      if (!first) throw new Error('no webhook');
      return first;
    },
    named,
    async nextNamed(): Promise<NamedWebhook> {
      await world.clock.until(() => named.length > 0);
      const [first] = named.splice(0, 1);
      if (!first) throw new Error('no webhook');
      return first;
    },
    workOffNamed: (webhook: NamedWebhook) => world.clock.settled(processNamedWebhook(webhook, deps)),
    /** While somebody else moves the clock. */
    begin: (webhook: ReceivedWebhook) => processWebhook(webhook, deps),
    workOff: (webhook: ReceivedWebhook) => world.clock.settled(processWebhook(webhook, deps)),
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  };
}

export async function setUpCompanyOf(world: World) {
  const { executor } = world.startProcess();
  const context = {
    correlationId: 'setup',
    companyId,
    actor: { kind: 'staff' as const, id: 'test' },
    channel: 'operator' as const,
  };
  const parts = [
    {
      type: 'CompanyRegistered' as const,
      data: { companyId, name: 'Salon', language: 'de' as const, timeZone: 'Europe/Berlin', currency: 'EUR' },
    },
    { type: 'ServiceAdded' as const, data: { serviceId: 'cut', name: 'Schnitt', minutes: 60, calendarServiceId: 1 } },
    { type: 'StaffMemberAdded' as const, data: { staffId: 'anna', calendarHostId: 1, personal: { name: 'Anna' } } },
  ];
  for (const [index, part] of parts.entries()) {
    await executor.execute({
      aggregate: company,
      stream: companyStream(companyId),
      commandId: derivedId('setup', index),
      context,
      decide: state => setUpCompany(state, part),
    });
  }
}
