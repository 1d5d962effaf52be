// `npm run bench`: a cancel call beside its contenders; `-- search`: searches and identification at a million; `-- eventstore`:
// the embedded event store beside its limits.
const benches: Record<string, () => Promise<{ bench(): Promise<void> }>> = {
  calls: () => import('./call-figures.ts'),
  search: () => import('./search.ts'),
  eventstore: () => import('./eventstore/figures.ts'),
};

const load = benches[process.argv[2] ?? 'calls'];
if (!load) {
  process.stderr.write(`usage: npm run bench -- ${Object.keys(benches).join(' | ')}\n`);
  process.exit(2);
}
await (await load()).bench();
process.exit(0);
