// The demonstration: a salon, five calls through the real endpoints, and what each of them really changed.
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import { type Clock, systemClock } from '../../../domain/clock.ts';
import { Fault } from '../../../domain/fault.ts';
import { loadConfig } from '../../config/config.ts';
import { lockDataDir } from '../../data-folder-lock.ts';
import { mustBeInstalled, ownFault } from '../../packages.ts';
import { isFree } from '../../port.ts';
import { removeRunning, writeRunning } from '../../running-service.ts';
import { type Rebook, startRebook } from '../../start.ts';
import { untilSignal } from '../until-signal.ts';
import { createEffectObserver } from './observe-effects.ts';
import { oneScreen } from './one-screen.ts';
import { type PlayedStep, type PrintStep, printAll, printJson } from './print.ts';
import type { DemoLanguage } from './sayings.ts';
import { type DemoService, demoService } from './service.ts';
import { demoSteps } from './steps.ts';
import { translated } from './translated.ts';
import { tryNext } from './try-next.ts';
import { type DemoDays, type DemoStage, demoDays, setUpWorld, stageOf } from './world.ts';

export interface DemoOptions {
  /** Ends after the calls instead of running on. */
  exit: boolean;
  /** Prints each step as a line of JSON instead. */
  json?: boolean;
  /** Prints every event, request and changed row. */
  verbose?: boolean;
  /** What the salon and its callers speak; German unless it is named. */
  language?: DemoLanguage;
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

/** Its people are made up. A key that stays the same lets it play again where it has played before. */
const keyOnGivenServers = Buffer.from('the demonstration, on any server').toString('base64');
const firstPort = 3000;
const portsTried = 50;

/** Plays the five calls; 0 if every step had the expected result, 1 if not. */
export async function runDemo(options: DemoOptions): Promise<number> {
  const clock = options.clock ?? systemClock;
  const write = options.write ?? (text => process.stdout.write(text));
  const say = (text: string) => (options.json ? undefined : write(`${text}\n`));
  const colour = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
  const print = options.json ? printJson(write) : (options.verbose ? printAll : oneScreen)(write, colour);
  const dataDir = resolve(options.dataDir ?? '.rebook-demo');
  await mustBeInstalled(['PostgreSQL', 'event store', 'Cal.com sandbox']);
  await emptied(dataDir);

  const wanted = Number(process.env.PORT ?? firstPort);
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65_535) throw new Fault('usage', 'PORT must be a number up to 65535');
  const port = await freePort(wanted);
  if (port !== wanted) say(`Port ${wanted} is taken, using ${port}.`);
  const { eventstoreUrl, databaseUrl } = options.given ?? {};
  const config = loadConfig(
    {
      DATA_DIR: dataDir,
      PORT: String(port),
      LOG_LEVEL: 'silent',
      EVENTSTORE_URL: eventstoreUrl,
      DATABASE_URL: databaseUrl,
      ...(databaseUrl !== undefined && { MASTER_KEY: keyOnGivenServers }),
      // Bookings of others on given servers are not in its sandbox, and must not be compared with it.
      RECONCILE_MINUTES: '0',
    },
    { dotEnv: false },
  );
  const stage = stageOf(options.language ?? 'de', eventstoreUrl !== undefined || databaseUrl !== undefined);
  const started = [...(databaseUrl ? [] : ['PostgreSQL']), ...(eventstoreUrl ? [] : ['the event store']), 'the Cal.com sandbox'];
  say(`Starting ${started.join(', ')} and Rebook …`);
  const rebook = await startRebook(config, { clock, log: pino({ level: process.env.LOG_LEVEL ?? 'silent' }), apart: true });
  try {
    const service = demoService(rebook.address, config, clock);
    const days = demoDays(clock.now());
    const played = await play({ rebook, service, stage, days, print, options });
    const failed = played.filter(({ problems }) => problems.length > 0).length;
    const were = 'as they must be.';
    const result =
      failed === 0 ? `All ${played.length} calls were ${were}` : `${failed} of ${played.length} calls were not ${were}`;
    if (!options.exit) await writeRunning(dataDir, { address: rebook.address, ...rebook.servers });
    say(options.exit ? result : `${result} ${tryNext(rebook.address, stage, days)}`);
    if (options.exit) return failed === 0 ? 0 : 1;
    await (options.until ?? untilSignal());
    return failed === 0 ? 0 : 1;
  } finally {
    await removeRunning(dataDir);
    await rebook.stop();
  }
}

/** What is played, and for whom it is printed. */
interface Playing {
  rebook: Rebook;
  service: DemoService;
  stage: DemoStage;
  days: DemoDays;
  print: PrintStep;
  options: DemoOptions;
}

async function play({ rebook, service, stage, days, print, options }: Playing): Promise<PlayedStep[]> {
  const { sandbox } = rebook.servers;
  if (!sandbox) throw new Error('the demonstration needs the sandbox');
  await setUpWorld(service, sandbox, stage, days);
  options.onReady?.(rebook);

  const witness = await createEffectObserver(rebook.servers);
  const played: PlayedStep[] = [];
  try {
    for (const [index, step] of demoSteps(days, stage).entries()) {
      const refusedBefore = await service.refusedConnections();
      const { result, witnessed } = await witness.watch(
        () => step.play(service.call, sandbox, service.circuitIsOpen),
        position => rebook.caughtUp(position, 5_000),
      );
      const refused = (await service.refusedConnections()) - refusedBefore;
      const turns = stage.language === 'en' ? result : translated(result, witnessed.events);
      const one = { step, turns, witnessed, refused, problems: step.check(turns, witnessed, refused) };
      print(index + 1, one);
      played.push(one);
    }
  } finally {
    await witness.close();
  }
  return played;
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
