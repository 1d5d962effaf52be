// What else the machine did while something was measured, as far as Linux tells.
import { readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';

/** Begins to watch; the result tells in one line how busy the machine was since. */
export async function watchMachine(): Promise<() => Promise<string>> {
  const before = await read();
  return async () => {
    const after = await read();
    const all = after.all - before.all;
    const part = (of: number): string => `${((100 * of) / all).toFixed(1)} %`;
    const [minute = 0] = loadavg();
    return `load average ${minute.toFixed(2)}, idle ${part(after.idle - before.idle)}, steal ${part(after.steal - before.steal)}`;
  };
}

async function read(): Promise<{ all: number; idle: number; steal: number }> {
  const line = /^cpu +(.*)$/m.exec(await readFile('/proc/stat', 'utf8').catch(() => ''))?.[1] ?? '';
  const ticks = line.split(' ').slice(0, 8).map(Number);
  const [, , , idle = 0, waiting = 0, , , steal = 0] = ticks;
  return { all: ticks.reduce((sum, each) => sum + each, 0), idle: idle + waiting, steal };
}
