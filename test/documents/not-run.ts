// The commands of the documents that a test does not run, each with the reason and the place it is tried in otherwise.

export interface NotRun {
  /** The whole command, without variables set before it. */
  command: RegExp;
  reason: string;
  /** A file that tries the same; it must be there. */
  triedBy: string;
}

const compiles = 'It compiles the whole project.';
const takesMinutes = 'It takes minutes; the same files run with small counts in `npm run test:all`.';
const runsOn = 'It runs until a signal ends it.';
const needsDocker = 'Docker is not on every machine.';

export const notRun: NotRun[] = [
  { command: /^npm ci$/, reason: 'It needs the package registry, and replaces node_modules.', triedBy: '.ci/run' },
  { command: /^npm (test|run test:all)$/, reason: 'It is what runs this test.', triedBy: '.ci/run' },
  { command: /^npm run check$/, reason: 'It is a step of its own beside the tests.', triedBy: '.ci/run' },
  { command: /^npm run build$/, reason: compiles, triedBy: 'test/image.test.ts' },
  { command: /^npm start$/, reason: `${compiles} ${runsOn}`, triedBy: 'test/image.test.ts' },
  { command: /^npm run demo( -- --exit)?$/, reason: compiles, triedBy: 'test/demo.test.ts' },
  { command: /^npm run docs$/, reason: 'It writes documents.', triedBy: 'test/documents/made-documents.test.ts' },
  { command: /^npm run pictures$/, reason: 'It writes pictures.', triedBy: 'test/console/views.test.ts' },
  { command: /^npm run note-release$/, reason: 'It notes a release.', triedBy: 'test/domain/released/released.test.ts' },
  { command: /^npm run soak -- \S+$/, reason: takesMinutes, triedBy: 'test/soak/run.ts' },
  { command: /^npm run bench( -- \S+)?$/, reason: 'It measures, and takes minutes.', triedBy: 'bench/run.ts' },
  { command: /^npx vitest run( test\/\S+)+$/, reason: 'These tests run with all others.', triedBy: '.ci/run' },
  { command: /^npm prune /, reason: 'It removes packages that tests need.', triedBy: 'test/image.test.ts' },
  { command: /^docker compose (--profile monitoring )?up$/, reason: needsDocker, triedBy: 'test/docker.test.ts' },
  { command: /^docker build --tag rebook:\S+ \.$/, reason: needsDocker, triedBy: 'test/image.test.ts' },
  { command: /^docker compose exec rebook node bin\/rebook\.js status$/, reason: needsDocker, triedBy: 'test/image.test.ts' },
  { command: /^kubectl (apply|rollout|exec|describe) /, reason: 'It needs a cluster.', triedBy: 'test/deployment.test.ts' },
  { command: /^npm run sbom$/, reason: 'A test of its own runs it.', triedBy: 'test/deployment.test.ts' },
  { command: /^npm ci --omit=dev$/, reason: 'It removes packages that tests need.', triedBy: 'test/package.test.ts' },
  { command: /^npm (pack|install)$/, reason: 'It packs and installs the whole project.', triedBy: 'test/package.test.ts' },
  { command: /^npx rebook demo( .*)?$/, reason: runsOn, triedBy: 'test/demo.test.ts' },
  {
    command: /^npx rebook retell-setup --agent \S+ --url \S+ --language de$/,
    reason: 'It changes an agent at Retell.',
    triedBy: 'test/app/cli/retell-setup.test.ts',
  },
  {
    command: /^curl .*\/vapi\/messages\b/,
    reason: 'The demonstration has no secret of Vapi’s.',
    triedBy: 'test/channels/vapi/vapi.test.ts',
  },
  {
    command: /^curl .*\/resolve\b/,
    reason: 'Nothing of the demonstration waits for a decision.',
    triedBy: 'test/stories/operators.test.ts',
  },
  {
    command: /^curl .*\/no-show\b/,
    reason: 'No appointment of the demonstration has begun.',
    triedBy: 'test/stories/no-show.test.ts',
  },
  { command: /^psql /, reason: 'It is not on every machine; the queries are run.', triedBy: 'test/documents/commands.test.ts' },
  {
    command: /^npx rebook subject \S+ --company \S+ --format html --language de --output \S+$/,
    reason: 'It writes a file about a person who must be there.',
    triedBy: 'test/channels/api/personal-data.test.ts',
  },
  {
    command: /^npx rebook erase \S+ --company \S+ --reason-code asked_for$/,
    reason: 'It needs a customer to erase, of whom other commands speak.',
    triedBy: 'test/stories/backup.test.ts',
  },
  { command: /^npx rebook eventstore /, reason: runsOn, triedBy: 'test/app/eventstore/program-stops.test.ts' },
];
