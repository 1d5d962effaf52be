// What is compared: each a process of its own that stays up for all rounds, on the same PostgreSQL and beside the same Cal.com.
import { bookingUidOf } from '../callers.ts';
import { startChild } from '../child.ts';
import { type Bench, retellKey, seedCalendar, webhookSecret } from '../open-bench.ts';
import { post } from '../post.ts';
import { benchCall } from './cancel-call.ts';
import { checkEmmett, checkRebook } from './checks.ts';
import type { Watched } from './processor-time.ts';

export interface Contender extends Watched {
  name: string;
  address: string;
  /** False where it was answered otherwise than it must be. */
  request(index: number): Promise<boolean>;
  /** How many requests it can be sent. */
  available: number;
  /** The uid of a call's booking, where its time is shown without Cal.com's as well. */
  uidOf?: (index: number) => string;
  /** Where the highest rate it holds is looked for first; left out, it is not. */
  rate?: number;
  isCounted?: boolean;
  /** Throws unless what these requests were answered is so. */
  check?: (requests: ReadonlySet<number>) => Promise<void>;
  stop(): Promise<void>;
}

const floorCalls = 1_000;

/** In the order of the table. `appointments`: of Rebook and of Emmett doing the same work. */
export async function startContenders(open: Bench, appointments: number): Promise<Contender[]> {
  const insert = await startServer(open, 'INSERT route', 'insert', { available: 100_000 });
  process.stderr.write('seeding Emmett …\n');
  const single = await startServer(open, 'Emmett: load, decide, append', 'emmett', { available: 3 * appointments });
  const sameWork = await startServer(open, 'Emmett, the same work', 'emmett-same-work', { available: appointments });
  const floor = await startServer(open, 'floor: 4 appends, 1 request', 'floor', { available: floorCalls });
  seedCalendar(open.sandbox, appointments, 'emmett');
  seedCalendar(open.sandbox, floorCalls, 'floor');
  open.sendWebhooks('emmett', sameWork.address);
  open.sendWebhooks('floor', floor.address);
  const plain = (server: Server, index: number) =>
    post(server.address, JSON.stringify({ index, reason: 'bench' })).then(() => true);
  return [
    { ...insert, rate: 300, request: index => plain(insert, index) },
    { ...floor, request: index => plain(floor, index) },
    { ...single, rate: 120, request: index => plain(single, index) },
    {
      ...sameWork,
      rate: 40,
      request: index => benchCall(sameWork, index),
      uidOf: index => bookingUidOf(index, 'emmett'),
      check: requests => checkEmmett(open.sandbox, sameWork.databaseUrl, requests),
    },
    {
      name: 'Rebook',
      address: open.address,
      pid: open.pid,
      available: appointments,
      connections: name => name.startsWith('rebook'),
      stop: open.stopService,
      rate: 60,
      isCounted: true,
      request: index => benchCall(open, index),
      uidOf: index => bookingUidOf(index),
      check: requests => checkRebook(open.sandbox, open.databaseUrl, requests),
    },
  ];
}

type Server = Omit<Contender, 'request'> & { databaseUrl: string };

async function startServer(open: Bench, name: string, key: string, { available }: { available: number }): Promise<Server> {
  const {
    address,
    databaseUrl = '',
    pid,
    stop,
  } = await startChild(`./calls/${key}-server.ts`, {
    BENCH_DATABASE_URL: open.databaseUrl,
    BENCH_SEEDED: String(available),
    BENCH_CALENDAR_URL: open.sandbox.url,
    BENCH_RETELL_KEY: retellKey,
    BENCH_WEBHOOK_SECRET: webhookSecret,
  });
  const database = `bench_${key.replaceAll('-', '_')}`;
  return { name, address, databaseUrl, pid, stop, available, connections: own => own === database };
}
