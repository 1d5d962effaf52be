// `npm run soak -- NAME`: the long tests at full length. The tests print their counts and seeds.
import { spawn } from 'node:child_process';

/** What each name runs, and the counts it runs with; `npm test` runs the same files with small ones. */
const soaks: Record<string, { files: string[]; environment: Record<string, string> }> = {
  saga: { files: ['test/calendar'], environment: { SCENARIOS: '10000' } },
  eventstore: {
    files: ['test/embedded/eventstore', 'test/eventstore-contract', 'test/eventstore/'],
    environment: { KILLS: '50', SUBSCRIBED: '2000', UNREAD_MB: '1000', RUNS: '2000' },
  },
  attacks: { files: ['test/attacks'], environment: { RUNS: '2000' } },
  promises: { files: ['test/promises'], environment: { KILLS: '20' } },
};

const name = process.argv[2] ?? '';
const soak = soaks[name];
if (!soak) {
  process.stderr.write(`usage: npm run soak -- ${Object.keys(soaks).join(' | ')}\n`);
  process.exit(2);
}
const child = spawn('npx', ['vitest', 'run', '--testTimeout=3600000', '--reporter=verbose', ...soak.files], {
  stdio: 'inherit',
  env: { ...process.env, ...soak.environment },
});
child.once('exit', code => process.exit(code ?? 1));
