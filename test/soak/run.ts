// `npm run soak -- NAME`: the long tests at full length. The tests print their counts and seeds.
import { spawn } from 'node:child_process';

interface Run {
  files: string[];
  environment: Record<string, string>;
}

/** What each name runs, side by side, and the counts it runs with; `npm run test:all` runs the same files with small ones. */
const soaks: Record<string, Run[]> = {
  saga: [
    { files: ['test/calendar'], environment: { SCENARIOS: '5000' } },
    { files: ['test/calendar/scenarios'], environment: { FIRST_SEED: '5001', SCENARIOS: '5000' } },
  ],
  eventstore: [
    {
      files: [
        'test/app/eventstore',
        'packages/embedded-eventstore/test',
        'test/platform/eventstore-contract',
        'test/platform/eventstore/',
      ],
      environment: { KILLS: '50', SUBSCRIBED: '2000', UNREAD_MB: '1000', RUNS: '2000' },
    },
  ],
  projections: [
    {
      files: ['test/platform/projector'],
      environment: { KILLS: '50', EVENTS: '100000', EVENTS_WITH_POISON: '1000000', RUNS: '100' },
    },
  ],
  stalls: [{ files: ['test/drills/stalls'], environment: { STALLS: '100' } }],
  store: ['esdb', 'esdb+discover'].map(scheme => ({
    files: ['test/drills/store-away'],
    environment: { AWAY: '100', SCHEME: scheme },
  })),
  overload: [{ files: ['test/drills/overload'], environment: { OVERLOAD_SECONDS: process.env.OVERLOAD_SECONDS ?? '120' } }],
  hostile: [{ files: ['test/drills/hostile'], environment: { FLOOD_SECONDS: '30' } }],
  upgrade: [{ files: ['test/drills/upgrade'], environment: { ROLLS: process.env.ROLLS ?? '5' } }],
  outage: [{ files: ['test/drills/outage'], environment: { OUTAGE_SECONDS: '600', OUTAGE_BUDGET_MS: '8000' } }],
  clocks: [
    {
      files: ['test/drills/clocks', 'test/domain/clock-watch', 'test/platform/postgres/future-bounds'],
      environment: { CLOCK_RUNS: '50' },
    },
  ],
  language: [
    { files: ['test/stories/corpus-over-http'], environment: { TURNS: 'all' } },
    {
      files: ['test/language/parse/readings', 'test/language/inherited-words', 'test/domain/free-times'],
      environment: { RUNS: '1000', EVERY: '29' },
    },
  ],
  attacks: [{ files: ['test/attacks'], environment: { RUNS: '2000' } }],
  package: [{ files: ['test/package'], environment: { INSTALL: 'true' } }],
  demo: [{ files: ['test/demo'], environment: { DAYS: '4' } }],
  proof: [
    { files: ['test/promises/altered-record'], environment: { TAMPERINGS: '10000' } },
    { files: ['test/proof'], environment: { GROWTHS: '10000' } },
    { files: ['test/platform/proof'], environment: { KILLS: '50' } },
  ],
  promises: [{ files: ['test/promises'], environment: { KILLS: '20' } }],
  privacy: [{ files: ['test/promises/privacy'], environment: { HISTORIES: process.env.HISTORIES ?? '10000' } }],
};

const name = process.argv[2] ?? '';
const soak = soaks[name];
if (!soak) {
  process.stderr.write(`usage: npm run soak -- ${Object.keys(soaks).join(' | ')}\n`);
  process.exit(2);
}
const codes = await Promise.all(soak.map(run));
process.exit(Math.max(...codes));

function run({ files, environment }: Run): Promise<number> {
  const child = spawn('npx', ['vitest', 'run', '--testTimeout=3600000', '--reporter=verbose', ...files], {
    stdio: 'inherit',
    // `npm run soak` has just built.
    env: { ...process.env, BUILT_SOURCES: 'dist', ...environment },
  });
  return new Promise(done => child.once('exit', code => done(code ?? 1)));
}
