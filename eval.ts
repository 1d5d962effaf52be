import { corpus, outcomeOf, readUtterances, verdictOn } from './test/language/corpus/evaluate.ts';
const file = process.argv[3];
const all = file ? readUtterances(file) : corpus();
const want = process.argv[2] ?? 'wrong';
const scores = new Map<string, Record<string, number>>();
const t0 = performance.now();
for (const said of all) {
  let outcome; try { outcome = await outcomeOf(said); } catch (e) { console.log('FAULT', JSON.stringify(said), e); continue; }
  const v = verdictOn(said, outcome);
  const key = `${said.lang} ${said.group}`;
  const s = scores.get(key) ?? {}; s[v] = (s[v] ?? 0) + 1; scores.set(key, s);
  if (v === want) console.log(v, said.lang, said.group, said.now, said.do, JSON.stringify(said.args), 'apps', JSON.stringify(said.appointments), said.heard ? JSON.stringify(said.heard) : '', said.hours ? JSON.stringify(said.hours):'', '=> RIGHT', JSON.stringify(said.right), 'GOT', JSON.stringify(outcome));
}
const total: Record<string, number> = {};
for (const [k, s] of [...scores].sort()) { for (const [a, b] of Object.entries(s)) total[a] = (total[a] ?? 0) + b; if (want === 'scores') console.log(k, JSON.stringify(s)); }
console.log(total, all.length, `${Math.round(performance.now() - t0)} ms`);
