// How full the disk of the data folder is and how old its backup is can be read where it matters, also while the stores are away.
import { mkdir, mkdtemp, rm, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lookAtDataFolder, noteBackup } from '../../src/app/health/data-folder.ts';
import { createMetrics } from '../../src/channels/api/operations/metrics.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rebook-folder-'));
  await mkdir(join(folder, 'postgres'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const valuesOf = async (metrics: ReturnType<typeof createMetrics>, name: string) =>
  (await metrics.registry.getSingleMetric(name)?.get())?.values.map(({ labels, value }) => [labels.kind, value]);

test('without a backup its age is that of the data; with one that of the backup; elsewhere there is none', async () => {
  const { birthtimeMs } = await stat(join(folder, 'postgres'));
  const inTwoHours = new Date(birthtimeMs + 2 * 3_600_000);
  expect((await lookAtDataFolder(folder, true, inTwoHours))?.backupAgeSeconds).toBeCloseTo(7_200, 0);
  await noteBackup(folder, new Date(inTwoHours.getTime() - 60_000));
  expect((await lookAtDataFolder(folder, true, inTwoHours))?.backupAgeSeconds).toBe(60);
  expect((await lookAtDataFolder(folder, false, inTwoHours))?.backupAgeSeconds).toBeUndefined();
});

test('the disk is that of the folder', async () => {
  const { blocks, bsize } = await statfs(folder);
  const seen = await lookAtDataFolder(folder, false, new Date());
  expect(seen?.sizeBytes).toBe(blocks * bsize);
  expect(seen?.freeBytes).toBeGreaterThan(0);
  expect(seen?.freeBytes).toBeLessThanOrEqual(blocks * bsize);
  expect(await lookAtDataFolder(join(folder, 'not-there'), true, new Date())).toBeUndefined();
});

test('the metrics show what was seen last, and nothing of a folder that cannot be looked at', async () => {
  const metrics = createMetrics();
  metrics.dataFolder({ freeBytes: 1, sizeBytes: 10, backupAgeSeconds: 60 });
  expect(await valuesOf(metrics, 'rebook_data_disk_bytes')).toEqual([
    ['free', 1],
    ['size', 10],
  ]);
  expect(await valuesOf(metrics, 'rebook_backup_age_seconds')).toEqual([[undefined, 60]]);
  metrics.dataFolder(undefined);
  expect(await valuesOf(metrics, 'rebook_data_disk_bytes')).toEqual([]);
  expect(await valuesOf(metrics, 'rebook_backup_age_seconds')).toEqual([]);
});

test('a fresh registry has no age of a backup: zero would mean one that was made just now', async () => {
  expect(await valuesOf(createMetrics(), 'rebook_backup_age_seconds')).toEqual([]);
});
