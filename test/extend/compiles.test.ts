// Nothing that is added can be forgotten anywhere: the compiler names every place that must know it, and only these.
import { beforeAll, describe, expect, test } from 'vitest';
import { packOf } from '../../src/language/packs.ts';
import { type CompileError, extendProject } from '../support/extended-project.ts';
import {
  addCalendar,
  addFunction,
  addLackingProvider,
  addLanguage,
  addProjection,
  nameCalendar,
  nameKind,
  nameLanguage,
  paperProvider,
} from './additions.ts';

const providers = 'src/calendar/providers/providers.ts';
const lackingPacks = 'src/language/lacking.ts';
const places = {
  kind: [
    // Who decides it, and what an analyst finds its channel under.
    'commands/appointment/change-appointment.ts',
    'projections/appointment-modifications.ts',
    // What the saga wants of the calendar, and how long a try of it may say nothing of the calendar's health.
    'src/calendar/saga/situation.ts',
    'src/calendar/saga/timed-out-change.ts',
    // By what a caller is identified for it.
    'src/calls/identify/evidence.ts',
    // What it is called, and what a company may rule about it.
    'src/domain/appointment/modification-kinds.ts',
    'src/domain/policy/policy.ts',
  ],
  language: ['src/language/packs.ts'],
  // Where it would be chosen, where it would be made, and where its uid would be read.
  calendar: [providers, providers, 'src/domain/appointment/appointment.ts'],
};

/** One compilation for all that is missing: each has its own places, so none can hide another's. */
describe('where something is missing', () => {
  /** Each with one part left out, and the line it is in. */
  const lacking = partsOf(packOf('en')).map(
    path => `{\n  const pack: LanguagePack = ${without('english', path)}; // ${path.join('.')}\n  void pack;\n}`,
  );
  const text = `import { english } from './en/pack.ts';\nimport type { LanguagePack } from './pack.ts';\n${lacking.join('\n')}\n`;
  let errors: CompileError[];
  beforeAll(() => {
    const project = extendProject();
    nameKind(project);
    nameLanguage(project);
    nameCalendar(project);
    addLackingProvider(project);
    project.write(lackingPacks, text);
    errors = project.errors();
  });
  const filesOf = (known: string[]) => errors.map(({ file }) => file).filter(file => known.includes(file));
  const messagesIn = (known: string[]) => errors.flatMap(({ file, message }) => (known.includes(file) ? [message] : []));

  test('a third kind of change does not compile', () => {
    expect([...new Set(filesOf(places.kind))].sort()).toEqual(places.kind);
  });

  test('a third language does not compile without its pack', () => {
    expect(messagesIn(places.language)).toEqual([expect.stringContaining("Property 'fr' is missing")]);
  });

  test('a third calendar does not compile where it would be chosen and made', () => {
    expect(filesOf(places.calendar).sort()).toEqual(places.calendar);
    expect(messagesIn(places.calendar).join('\n')).toMatch(/Property 'paper' is missing/);
  });

  test('a calendar that cannot do all does not compile where it is defined', () => {
    expect(messagesIn([paperProvider])).toEqual([expect.stringContaining("Property 'reserve' is missing")]);
  });

  test('a pack that lacks one part does not compile', () => {
    expect(lacking.length).toBeGreaterThan(150);
    const expected = text.split('\n').flatMap((code, index) => (code.includes('const pack:') ? [index + 1] : []));
    expect(errors.filter(({ file }) => file === lackingPacks).map(({ line }) => line)).toEqual(expected);
  });

  test('everything else compiles', () => {
    const known = [...Object.values(places).flat(), paperProvider, lackingPacks];
    expect(errors.filter(({ file }) => !known.includes(file))).toEqual([]);
  });
});

test('a function, a projection, a language and a calendar that are added as the documents say compile', () => {
  const project = extendProject();
  for (const add of [addFunction, addProjection, addLanguage, addCalendar]) add(project);
  expect(project.errors()).toEqual([]);
});

/** The paths of all parts of a pack: what it has, what these have, and each sentence. */
function partsOf(pack: object, path: string[] = []): string[][] {
  return Object.entries(pack).flatMap(([key, part]) => {
    const here = [...path, key];
    const isGroup = typeof part === 'object' && part !== null && Object.getPrototypeOf(part) === Object.prototype;
    return [here, ...(isGroup ? partsOf(part, here) : [])];
  });
}

/** An expression for the pack without that part: the groups around it copied, the part left out. */
function without(of: string, [key = '', ...rest]: string[]): string {
  const part = `${of}.${key}`;
  if (rest.length > 0) return `{ ...${of}, ${key}: ${without(part, rest)} }`;
  return `(({ ${key}: _, ...rest }) => rest)(${of})`;
}
