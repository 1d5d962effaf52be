import { spawn, execSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { EventStoreDBClient } from '@eventstore/db-client';
import { parallelAppends } from './eventstore/measure.ts';
import { startChild } from './child.ts';
const snap = (pids: number[]) => { const m = new Map<string, [number, number]>(); for (const p of pids) try { for (const t of readdirSync(`/proc/${p}/task`)) { const s = readFileSync(`/proc/${p}/task/${t}/stat`, 'utf8'); const st = readFileSync(`/proc/${p}/task/${t}/schedstat`, 'utf8').split(' '); m.set(`${p}/${t} ${s.slice(s.indexOf('('), s.lastIndexOf(')') + 1)}`, [Number(st[0]) / 1e6, Number(st[1]) / 1e6]); } } catch {} return m; };
async function run(c: EventStoreDBClient, pids: number[]) {
  for (let i = 0; i < 4; i++) await parallelAppends(c, 64, 1500);
  const a = snap(pids); const t0 = performance.now();
  const r = await parallelAppends(c, 64, 4000); const wall = performance.now() - t0; const b = snap(pids);
  const n = r * wall / 1000; console.log('rate', Math.round(r), 'us per append', Math.round(1e6 / r));
  for (const [k, v] of b) { const d = (v[0] - (a.get(k)?.[0] ?? 0)) * 1000 / n; const w = (v[1] - (a.get(k)?.[1] ?? 0)) * 1000 / n; if (d > 1) console.log('  ', k, 'cpu', d.toFixed(1), 'wait', w.toFixed(1)); }
}
const child = spawn(process.execPath, ['bin/rebook.js', 'eventstore', '--port', '0', '--data', '/tmp/seqdata'], { stdio: ['ignore', 'pipe', 'inherit'] });
const [line] = await once(createInterface(child.stdout), 'line');
await run(EventStoreDBClient.connectionString(String(line)), [process.pid, child.pid ?? 0, ...execSync("pgrep postgres").toString().trim().split('\n').map(Number)]);
child.kill('SIGTERM'); await once(child, 'exit');
const top = await startChild('./eventstore/ceiling-server.ts', {});
await run(EventStoreDBClient.connectionString(top.address), [process.pid, top.pid]);
await top.stop(); process.exit(0);
