// A cancellation can be followed: how many source files are entered between its route and its answer.
//
// A file is entered when a function of it runs. Everything the process does meanwhile is seen, so this is what counts:
// - The way of the call: Retell’s route and what it shares with other agents, src/calls, the command, and what these import of the
//   domain. Of the other floors beneath (language, platform, calendar) the doors, which are the files that one of those imports, be it
//   for a type alone: what it is given is named by its type. What goes on behind a door is another story.
// - What the calendar does while the caller waits, by itself: the worker, its lease, the saga, the recorder and its commands.
// - Not what runs beside it: how the server reads a body before the route, the read models, webhooks, notifications, metrics.
import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '../support/world.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const calendar = /^(?:src\/calendar\/(?:worker|lease|saga|record)\/|commands\/appointment\/record-)/;
const call = /^(?:src\/(?:channels\/(?:retell|voice)|calls)|commands)\/(?!appointment\/record-)/;
const domain = /^src\/domain\//;
const floorsBeneath = /^src\/(?:language|platform|calendar)\//;
const number = '+4915112345671';
let world: World;
let entered: string[];

beforeAll(async () => {
  world = await createWorld();
  await world.customer('340', 'Hansi Hinterseher', number);
  await world.appointment('640', '340', '2026-12-01T10:00:00.000Z');
  await world.settle();
  entered = await filesEnteredBy(async () => {
    const answer = await world.call('cancel_appointment', { appointment_date: '2026-12-01' }, { from: number });
    expect(answer).toMatchObject({ status: 'cancelled', appointment_id: '640' });
  });
});
afterAll(() => world?.stop());

test('at most seventy-one files are entered for a cancellation', () => {
  const onTheWay = new Set(entered.filter(file => call.test(file)));
  // Found while it is gone through: a set also gives what is added meanwhile.
  for (const file of onTheWay)
    for (const one of importedBy(file)) if (domain.test(one) && entered.includes(one)) onTheWay.add(one);
  const imported = new Set([...onTheWay].flatMap(importedBy));
  const doors = entered.filter(file => floorsBeneath.test(file) && imported.has(file));
  expect(doors.length).toBeGreaterThan(0);
  const files = [...onTheWay, ...doors].sort();
  expect(files.length, files.join('\n')).toBeLessThanOrEqual(71);
});

test('at most twenty-five of the calendar are entered while the caller waits for it', () => {
  const files = entered.filter(file => calendar.test(file));
  expect(files).toContain('src/calendar/saga/react.ts');
  expect(files.length, files.join('\n')).toBeLessThanOrEqual(25);
});

test('its outline in docs/architecture.md is at most fifteen files, all of which are entered', () => {
  const document = readFileSync(`${root}docs/architecture.md`, 'utf8');
  const outline = [...document.matchAll(/^\d+\. `([^`]+\.ts)`/gm)].map(([, file = '']) => file);
  expect(outline.length).toBeGreaterThan(10);
  expect(outline.length).toBeLessThanOrEqual(15);
  expect(outline.filter(file => !entered.includes(file))).toEqual([]);
});

const importedBy = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/^(?:import|export) [^;]*? from '(\.[^']+)';/gms)].map(([, path = '']) =>
    join(dirname(file), path),
  );

/** Of what was built the source is meant. */
const sourceOf = (path: string): string => path.replace(/^dist\/(.*)\.js$/, '$1.ts');

/** The files of src and commands of which a function ran meanwhile, in order. */
async function filesEnteredBy(work: () => Promise<void>): Promise<string[]> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    // Each look sets the counts to zero.
    await session.post('Profiler.takePreciseCoverage');
    await work();
    const { result } = await session.post('Profiler.takePreciseCoverage');
    await session.post('Profiler.stopPreciseCoverage');
    const files = result
      .filter(({ functions }) => functions.some(({ ranges: [whole] }) => whole && whole.startOffset > 0 && whole.count > 0))
      .map(({ url }) => sourceOf(relative(root, url.startsWith('file:') ? fileURLToPath(url) : url)));
    return [...new Set(files)].filter(file => /^(?:src|commands)\//.test(file)).sort();
  } finally {
    session.disconnect();
  }
}
