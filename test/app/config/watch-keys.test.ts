// Keys are read again while the service runs: when one of their files changes or is replaced, and on SIGHUP.
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { watchKeys } from '../../../src/app/config/watch-keys.ts';
import { Fault } from '../../../src/domain/fault.ts';

let folder: string;
let file: string;
let reads: number;
let logged: string[];
let wrong: boolean;
let unwatch: () => void = () => undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rebook-keys-'));
  file = join(folder, 'keys.json');
  writeFileSync(file, '[]');
  reads = 0;
  logged = [];
  wrong = false;
});
afterEach(() => {
  unwatch();
  rmSync(folder, { recursive: true });
});

function watch(onSignal: boolean): void {
  const readKeysAgain = () => {
    reads += 1;
    if (wrong) throw new Fault('configuration_invalid', 'API_KEYS_FILE is not JSON');
    return [];
  };
  const log = pino({ level: 'info' }, { write: (line: string) => logged.push(line) });
  unwatch = watchKeys({ keyFiles: [file], readKeysAgain }, log, { onSignal });
}

test('a file that changes and one that is replaced are read again, and none after the end', async () => {
  watch(false);
  // The file is known as it is before it changes.
  await new Promise(resolve => setTimeout(resolve, 500));
  writeFileSync(file, '[1]');
  await expect.poll(() => reads).toBeGreaterThan(0);
  const before = reads;
  writeFileSync(join(folder, 'next.json'), '[2]');
  renameSync(join(folder, 'next.json'), file);
  await expect.poll(() => reads).toBeGreaterThan(before);
  unwatch();
  const last = reads;
  writeFileSync(file, '[3]');
  await new Promise(resolve => setTimeout(resolve, 1_500));
  expect(reads).toBe(last);
});

test('on SIGHUP they are read again where that is no terminal’s end; what is wrong is logged, and ends nothing', () => {
  const before = process.listenerCount('SIGHUP');
  watch(false);
  expect(process.listenerCount('SIGHUP')).toBe(before);
  unwatch();
  watch(true);
  process.emit('SIGHUP', 'SIGHUP');
  expect(reads).toBe(1);
  wrong = true;
  process.emit('SIGHUP', 'SIGHUP');
  expect(reads).toBe(2);
  expect(logged.at(-1)).toContain('keys_not_read');
  expect(logged.at(-1)).toContain('the keys in use stay: API_KEYS_FILE is not JSON');
  unwatch();
  expect(process.listenerCount('SIGHUP')).toBe(before);
});
