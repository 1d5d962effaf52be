// The demonstration: a salon, five calls through the real endpoints, and what each of them really changed.
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import { answerSchema } from '../../../calls/answer/answer.ts';
import { signRetell } from '../../../channels/retell/signature.ts';
import { type Clock, systemClock } from '../../../domain/clock.ts';
import { Fault } from '../../../domain/fault.ts';
import { type Config, loadConfig } from '../../config/config.ts';
import { lockDataDir } from '../../data-folder-lock.ts';
import { mustBeInstalled, ownFault } from '../../packages.ts';
import { removeRunning, writeRunning } from '../../running-service.ts';
import { sandboxKeyOf } from '../../servers.ts';
import { type Rebook, startRebook } from '../../start.ts';
import { untilSignal } from '../until-signal.ts';
import { createEffectObserver } from './observe-effects.ts';
import { createPrinter, type PlayedStep } from './print.ts';
import { type Caller, demoSteps } from './steps.ts';
import { type DemoStage, demoDays, setUpWorld, stageOf } from './world.ts';

export interface DemoOptions {
  /** Ends after the calls instead of running on. */
  exit: boolean;
  /** Prints each step as a line of JSON instead. */
  json?: boolean;
  clock?: Clock;
  /** Servers to use instead of its own; only given here, never read from the environment. */
  given?: { eventstoreUrl?: string | undefined; databaseUrl?: string | undefined };
  /** The folder it empties at each start. */
  dataDir?: string;
  write?: (text: string) => void;
  /** Called once everything is up, before the first call: for a test that breaks something. */
  onReady?: (rebook: Rebook) => void;
  /** Resolves when a demonstration that stays up is to end. */
  until?: Promise<unknown>;
}

const firstPort = 3000;
const portsTried = 50;
const replyBudgetMs = 2_000;

/** Plays the five calls; 0 if every step had the expected result, 1 if not. */
export async function runDemo(options: DemoOptions): Promise<number> {
  const clock = options.clock ?? systemClock;
  const write = options.write ?? (text => process.stdout.write(text));
  const print = createPrinter(
    options.json ? () => undefined : write,
    process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
  );
  const dataDir = resolve(options.dataDir ?? '.rebook-demo');
  await mustBeInstalled(['PostgreSQL', 'event store', 'Cal.com sandbox']);
  await emptied(dataDir);

  const wanted = Number(process.env.PORT ?? firstPort);
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65_535) throw new Fault('usage', 'PORT must be a number up to 65535');
  const port = await freePort(wanted);
  if (port !== wanted) print.line(`Port ${wanted} is taken, using ${port}.`);
  const { eventstoreUrl, databaseUrl } = options.given ?? {};
  const config = loadConfig(
    {
      DATA_DIR: dataDir,
      PORT: String(port),
      REPLY_BUDGET_MS: String(replyBudgetMs),
      LOG_LEVEL: 'silent',
      EVENTSTORE_URL: eventstoreUrl,
      DATABASE_URL: databaseUrl,
      // Bookings of others on given servers are not in its sandbox, and must not be compared with it.
      RECONCILE_MINUTES: '0',
    },
    { dotEnv: false },
  );
  const stage = stageOf(clock.now(), eventstoreUrl !== undefined || databaseUrl !== undefined);
  const started = [...(databaseUrl ? [] : ['PostgreSQL']), ...(eventstoreUrl ? [] : ['the event store']), 'the Cal.com sandbox'];
  print.line(`Starting ${started.join(', ')} and Rebook …`);
  const rebook = await startRebook(config, { clock, log: pino({ level: process.env.LOG_LEVEL ?? 'silent' }) });
  try {
    const played = await play(rebook, config, stage, clock, print, write, options);
    const failed = played.filter(({ problems }) => problems.length > 0).length;
    print.line(
      failed === 0
        ? `\nAll ${played.length} calls were as they must be.`
        : `\n${failed} of ${played.length} calls were not as they must be.`,
    );
    if (options.exit) return failed === 0 ? 0 : 1;
    await writeRunning(dataDir, { address: rebook.address, ...rebook.servers });
    invite(print, rebook, config, stage, demoDays(clock.now()));
    await (options.until ?? untilSignal());
    return failed === 0 ? 0 : 1;
  } finally {
    await removeRunning(dataDir);
    await rebook.stop();
  }
}

type Printer = ReturnType<typeof createPrinter>;

async function play(
  rebook: Rebook,
  config: Config,
  stage: DemoStage,
  clock: Clock,
  print: Printer,
  write: (text: string) => void,
  options: DemoOptions,
): Promise<PlayedStep[]> {
  const { sandbox } = rebook.servers;
  if (!sandbox) throw new Error('the demonstration needs the sandbox');
  const days = demoDays(clock.now());
  const send = (method: string) => async (path: string, body: object) => {
    const response = await fetch(`${rebook.address}${path}`, {
      method,
      headers: { authorization: `Bearer ${adminKeyOf(config)}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${await response.text()}`);
  };
  await setUpWorld(send('POST'), send('PUT'), sandbox, sandboxKeyOf(stage.companyId), stage, days);
  options.onReady?.(rebook);

  const witness = await createEffectObserver(rebook.servers);
  const played: PlayedStep[] = [];
  try {
    for (const [index, step] of demoSteps(days, stage).entries()) {
      const refusedBefore = await refusedConnections(rebook);
      const { result, witnessed } = await witness.watch(
        () =>
          step.play(
            (caller, name, args) => callFunction(rebook, config, stage, clock, caller, name, args),
            sandbox,
            () => circuitIsOpen(rebook),
          ),
        position => rebook.caughtUp(position, 5_000),
      );
      const refused = (await refusedConnections(rebook)) - refusedBefore;
      const one = { step, turns: result, witnessed, refused, problems: step.check(result, witnessed, refused) };
      print.step(index + 1, one);
      if (options.json) write(`${JSON.stringify({ title: step.title, turns: result, ...witnessed, problems: one.problems })}\n`);
      played.push(one);
    }
  } finally {
    await witness.close();
  }
  return played;
}

/** One function call, signed as Retell signs. */
async function callFunction(
  rebook: Rebook,
  config: Config,
  stage: DemoStage,
  clock: Clock,
  caller: Caller,
  name: string,
  args: Record<string, unknown>,
) {
  const now = clock.now().getTime();
  const raw = JSON.stringify({
    name,
    call: {
      call_id: caller.callId,
      call_type: 'phone_call',
      agent_id: 'agent_demo',
      direction: 'inbound',
      from_number: caller.number,
      to_number: stage.line,
      start_timestamp: now,
    },
    args,
  });
  const response = await fetch(`${rebook.address}/retell/functions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-retell-signature': signRetell(raw, config.secretsOf(stage.companyId).retellApiKeys[0] ?? '', now),
    },
    body: raw,
  });
  if (response.status !== 200) throw new Error(`${name} was answered with ${response.status}`);
  return answerSchema.parse(await response.json());
}

/** As `/health/ready` reports it. */
async function circuitIsOpen(rebook: Rebook): Promise<boolean> {
  const response = await fetch(`${rebook.address}/health/ready`);
  const health: unknown = await response.json();
  return JSON.stringify(health).includes('"open"');
}

/** Requests to Cal.com that got no connection so far, as `/metrics` counts them. */
async function refusedConnections(rebook: Rebook): Promise<number> {
  const metrics = await (await fetch(`${rebook.address}/metrics`)).text();
  const counts = metrics.matchAll(/^rebook_calendar_requests_total\{.*outcome="unreachable".*\} (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

const adminKeyOf = (config: Config): string => config.apiKeys[0]?.key ?? '';

/** What to try next, as commands to copy. */
function invite(print: Printer, rebook: Rebook, config: Config, stage: DemoStage, days: ReturnType<typeof demoDays>): void {
  const { stranded } = days;
  const call = `DATA_DIR=.rebook-demo npx rebook call`;
  const from = `--from ${stranded.customer.phone ?? ''} --to ${stage.line}`;
  print.line(`\nRebook is up at ${rebook.address} (documentation: ${rebook.address}/docs). Try, in another terminal:\n`);
  print.line(`  ${call} list_appointments ${from}`);
  print.line(
    `  curl -H 'Authorization: Bearer ${adminKeyOf(config)}' '${rebook.address}/v1/modifications?company=${stage.companyId}'`,
  );
  print.line(
    '\nA minute after the outage the circuit lets requests through again; then the caller hears a fee first, and it is taken once accepted:\n',
  );
  print.line(`  ${call} cancel_appointment ${from} --arg appointment_date=${stranded.startsAt.toFormat('yyyy-MM-dd')}`);
  print.line('  … and the same with --arg fee_accepted=true');
  print.line('\nCtrl-C ends it.');
}

/** Empties the folder; where another demonstration uses it, it says so. */
async function emptied(dataDir: string): Promise<void> {
  const { removeEmbeddedPostgres } = await import('@rebook/embedded-postgres');
  const lock = await lockDataDir(dataDir);
  await removeEmbeddedPostgres(join(dataDir, 'postgres')).catch(error => {
    throw ownFault(error);
  });
  await rm(dataDir, { recursive: true, force: true });
  await lock.release();
}

async function freePort(from: number): Promise<number> {
  for (let port = from; port < from + portsTried; port += 1) if (await isFree(port)) return port;
  return 0;
}

const isFree = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
