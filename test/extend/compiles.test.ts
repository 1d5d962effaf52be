// What is added as the documents say compiles; what is forgotten the compiler asks for in every place that must know it, and only there.
import { beforeAll, expect, test } from 'vitest';
import { packOf } from '../../src/language/packs.ts';
import { type CompileError, extendProject } from '../support/extended-project.ts';
import {
  addCalendar,
  addFunction,
  addLanguage,
  addProjection,
  lackingParts,
  nameCalendar,
  nameKind,
  nameLanguage,
  providerOf,
} from './additions.ts';

const providers = 'src/calendar/providers/providers.ts';
const lackingPacks = 'src/language/lacking.ts';
const lackingProvider = 'src/calendar/providers/slate/slate-provider.ts';
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
    // What the API says of a company's rules for it, and takes of them.
    'src/channels/api/companies/policies.ts',
    'src/channels/api/schemas/policy.ts',
    // What a person who asks for their data is told of the rules for it.
    'src/channels/api/subject/statements.ts',
    // What it is called, and what a company may rule about it.
    'src/domain/appointment/modification-kinds.ts',
    'src/domain/policy/policy.ts',
    // What a caller hears it called in each language, the added one too, and what a customer is written of it.
    'src/language/de/disclosed/statements.ts',
    'src/language/de/disclosed/words.ts',
    'src/language/de/sentences.ts',
    'src/language/en/disclosed/statements.ts',
    'src/language/en/disclosed/words.ts',
    'src/language/en/sentences.ts',
    'src/language/fr/disclosed/statements.ts',
    'src/language/fr/disclosed/words.ts',
    'src/language/fr/sentences.ts',
    'src/language/render/notification-kind.ts',
  ],
  language: ['src/language/packs.ts'],
  // Where it would be chosen, where it would be made, and where its uid would be read.
  calendar: [providers, providers, 'src/domain/appointment/booking-reference.ts'],
};

/** Packs that lack one part each; the line with the pack's name is where it does not compile. */
const lacking = partsOf(packOf('en')).map(
  path => `{\n  const pack: LanguagePack = ${without('english', path)}; // ${path.join('.')}\n  void pack;\n}`,
);
const textOfPacks = `import { english } from './en/pack.ts';\nimport type { LanguagePack } from './pack.ts';\n${lacking.join('\n')}\n`;

/** Of one compilation with all that is added: a whole one takes seconds, and each addition has its own places. */
let errors: CompileError[];
beforeAll(() => {
  const project = extendProject();
  for (const add of [addFunction, addProjection, addLanguage, addCalendar]) add(project);
  for (const name of [nameKind, nameLanguage, nameCalendar]) name(project);
  project.write(lackingProvider, providerOf(lackingParts));
  project.write(lackingPacks, textOfPacks);
  errors = project.errors();
});
const filesOf = (known: string[]) => errors.map(({ file }) => file).filter(file => known.includes(file));
const messagesIn = (known: string[]) => errors.flatMap(({ file, message }) => (known.includes(file) ? [message] : []));

test('a kind of change that is named alone does not compile where it must be known', () => {
  expect([...new Set(filesOf(places.kind))].sort()).toEqual(places.kind);
});

test('a language that is named alone does not compile where its pack is missing', () => {
  expect(messagesIn(places.language)).toEqual([expect.stringContaining("Property 'es' is missing")]);
});

test('a calendar that is named alone does not compile where it would be chosen and made', () => {
  expect(filesOf(places.calendar).sort()).toEqual(places.calendar);
  expect(messagesIn(places.calendar).join('\n')).toMatch(/Property 'slate' is missing/);
});

test('a calendar that cannot do all does not compile where it is defined', () => {
  expect(messagesIn([lackingProvider])).toEqual([expect.stringContaining("Property 'reserve' is missing")]);
});

test('a pack that lacks one part does not compile', () => {
  expect(lacking.length).toBeGreaterThan(140);
  const expected = textOfPacks.split('\n').flatMap((code, index) => (code.includes('const pack:') ? [index + 1] : []));
  expect(errors.filter(({ file }) => file === lackingPacks).map(({ line }) => line)).toEqual(expected);
});

test('everything else compiles: a function, a projection, a language and a calendar that are added as the documents say', () => {
  const known = [...Object.values(places).flat(), lackingProvider, lackingPacks];
  expect(errors.filter(({ file }) => !known.includes(file))).toEqual([]);
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
