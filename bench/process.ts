// Runs the service as a process of its own, and measures how long it takes to start on existing data and its memory when idle.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const port = 39_173;
const restMs = 30_000;
const patienceMs = 60_000;

/** `env`: of the data it is to be started on. */
export async function benchProcess(env: Record<string, string>): Promise<{ startMs: number; idleMegabytes: number }> {
  const { child, milliseconds } = await start(env);
  await sleep(restMs);
  const idleMegabytes = await residentMegabytes(child);
  await stop(child);
  return { startMs: milliseconds, idleMegabytes };
}

async function start(env: Record<string, string>): Promise<{ child: ChildProcess; milliseconds: number }> {
  const began = performance.now();
  const child = spawn(process.execPath, ['bin/rebook.js', 'start'], {
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  while (performance.now() - began < patienceMs) {
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`).then(
      response => response.ok,
      () => false,
    );
    if (ready) return { child, milliseconds: Math.round(performance.now() - began) };
    await sleep(20);
  }
  child.kill('SIGKILL');
  throw new Error('the service did not start');
}

const stop = (child: ChildProcess): Promise<void> =>
  new Promise(done => {
    child.once('exit', () => done());
    child.kill('SIGTERM');
  });

/** Linux tells; elsewhere the service's own metric does. */
async function residentMegabytes(child: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(status)?.[1];
  if (kilobytes !== undefined) return Math.round(Number(kilobytes) / 1024);
  const metrics = await fetch(`http://127.0.0.1:${port}/metrics`).then(response => response.text());
  return Math.round(Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1] ?? Number.NaN) / 1024 / 1024);
}
