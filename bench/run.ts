// `npm run bench`: a cancel call beside its contenders; `-- tracing`: what it costs more while it is traced; `-- saga`: from a decision to Cal.com; `-- search`: searches and identification
// at a million; `-- projections`: read models made from events, and how soon they show one; `-- eventstore`: the embedded event store beside its limits;
// `-- language`: how callers are understood, by group; `-- names`: how well names are known again, by kind; `-- jobs`: a job that runs
// later, beside graphile-worker; `-- vault`: what encryption costs a rebuild and a call.
const benches: Record<string, () => Promise<{ bench(): Promise<void> }>> = {
  calls: () => import('./calls/figures.ts'),
  tracing: () => import('./tracing.ts'),
  saga: () => import('./saga.ts'),
  search: () => import('./search.ts'),
  projections: () => import('./projections/figures.ts'),
  history: () => import('./history.ts'),
  eventstore: () => import('./eventstore/figures.ts'),
  language: () => import('./language.ts'),
  names: () => import('./names.ts'),
  jobs: () => import('./jobs/figures.ts'),
  proof: () => import('./proof.ts'),
  vault: () => import('./vault.ts'),
};

const load = benches[process.argv[2] ?? 'calls'];
if (!load) {
  process.stderr.write(`usage: npm run bench -- ${Object.keys(benches).join(' | ')}\n`);
  process.exit(2);
}
await (await load()).bench();
process.exit(0);
