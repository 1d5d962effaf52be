import { defineConfig } from 'vitest/config';
import { builtSources } from './test/support/built-sources.ts';
import { LongestFirst } from './test/support/longest-first.ts';
import { quickFiles } from './test/support/quick-files.ts';

/** They replace a module, which a process that has loaded it before would not notice. */
const ofTheirOwn = ['test/attacks/same-work.test.ts'];

/** What was built; a module that is replaced must not be loaded by Node itself. */
const built = [/^(?!.*node_modules).*\/dist\/.*\.js$/];

/** What turns times into instants and back. */
const ofTime = [
  'test/calendar/providers/calcom/http/payloads.test.ts',
  'test/calendar/providers/calcom/http/instant.test.ts',
  'test/calendar/sync/times-without-a-zone.test.ts',
  'test/app/cli/import-records.test.ts',
  'test/domain/zone-data.test.ts',
  'test/language/parse/moment.test.ts',
  'test/language/parse/day.test.ts',
  'test/language/render/notification.test.ts',
];

/** Set by `npm test`; otherwise every file there is. */
const { QUICK } = process.env;
/** Set by the test commands: the product is loaded as it was built, which takes less time than to compile it, and it runs faster. */
const { BUILT_SOURCES } = process.env;
/** Without `module`, which Node does not know either: some libraries name files there that only bundlers find. */
const conditions = ['node', 'development|production'];

/** Set where the tests run once more, on other servers: what is the same on any of them has passed before. */
const { AGAIN } = process.env;
const anyServer = ['test/language/**', 'test/extend/**', 'test/console/{stories,views}.test.ts'];

const others = [
  { extends: true as const, test: { name: 'alone', include: ofTheirOwn, server: { deps: { inline: built } } } },
  // Whatever zone the machine is in, times come out the same.
  ...['America/New_York', 'Asia/Kolkata'].map(zone => ({
    extends: true as const,
    test: { name: zone, include: ofTime, isolate: false, env: { TZ: zone } },
  })),
];

export default defineConfig({
  plugins: BUILT_SOURCES ? [builtSources(BUILT_SOURCES)] : [],
  // Else the packages' sources, not what was built of them.
  ssr: { resolve: { conditions: BUILT_SOURCES ? conditions : ['@rebook/source', ...conditions] } },
  test: {
    pool: 'forks',
    server: { deps: { external: built } },
    globalSetup: ['test/support/global-setup.ts'],
    // Each loads the whole product once.
    maxWorkers: QUICK ? 2 : 3,
    sequence: { sequencer: LongestFirst },
    // They end what hangs. A machine that is only slow must not reach them.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // A condition that is waited for is no assertion on time.
    expect: { poll: { timeout: 60_000 } },
    projects: [
      // Files share a process: loading the product again for each of them takes longer than most of them do.
      {
        extends: true,
        test: {
          name: 'all',
          include: QUICK ? quickFiles() : ['test/**/*.test.ts', 'packages/*/test/**/*.test.ts'],
          exclude: AGAIN ? [...ofTheirOwn, ...anyServer] : ofTheirOwn,
          isolate: false,
        },
      },
      ...(QUICK ? [] : others),
    ],
  },
});
