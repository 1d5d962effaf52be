// What the documents say somebody writes to add something, done to the letter.
import { changesIn, codeIn, type ExtendedProject } from '../support/extended-project.ts';

/** The function of docs/extend.md: one module, its line in the index. */
export function addFunction(project: ExtendedProject): void {
  const { path, code } = codeIn('docs/extend.md', 'src/calls/functions/');
  const name = exportedBy(code);
  project.write(path, code);
  const index = 'src/calls/functions/index.ts';
  const first = 'import { cancelAppointment }';
  project.replace(index, first, `import { ${name} } from './${path.split('/').at(-1)}';\n${first}`);
  project.replace(index, 'listAppointments, findSlots]', `listAppointments, findSlots, ${name}]`);
}

/** The projection of docs/extend.md: one file, its line in the registry. */
export function addProjection(project: ExtendedProject): void {
  const { path, code } = codeIn('docs/extend.md', 'projections/');
  const name = exportedBy(code);
  project.write(path, code);
  const registry = 'projections/index.ts';
  const [first = ''] = /^import .*$/m.exec(project.read(registry)) ?? [];
  project.replace(registry, first, `import { ${name} } from './${path.split('/').at(-1)}';\n${first}`);
  project.replace(registry, 'export const projections = [', `export const projections = [\n  ${name},`);
}

/** The language of docs/add-a-language.md, with a French word to understand and one to say. */
export function addLanguage(project: ExtendedProject): void {
  follow(project, 'docs/add-a-language.md', 'src/domain/values.ts', 'export const languageSchema = ');
  const folder = 'src/language/fr';
  project.copyFolder('src/language/en', folder);
  project.replace(`${folder}/pack.ts`, 'export const english:', 'export const french:');
  project.replace(`${folder}/calendar-words.ts`, "'friday'", "'vendredi'");
  project.replace(`${folder}/sentences.ts`, '  cancelled: s => `Your appointment', '  cancelled: s => `Votre rendez-vous');
  follow(project, 'docs/add-a-language.md', 'src/language/packs.ts', 'const packs: ');
}

const [reference, providers] = ['src/domain/appointment/booking-reference.ts', 'src/calendar/providers/providers.ts'];

/** The calendar of docs/extend.md: what its appointments are known by, its provider, chosen for them and made. */
export function addCalendar(project: ExtendedProject): void {
  const document = 'docs/extend.md';
  const { path, code } = codeIn(document, 'src/calendar/providers/');
  project.write(path, code);
  for (const file of [reference, providers])
    for (const { from, to } of changesIn(document, file)) project.replace(file, from, to);
}

/** Names alone, of a kind of change, a language and a calendar: nothing knows what to do with them. */
export function nameKind(project: ExtendedProject): void {
  project.replace('src/domain/values.ts', "z.enum(['cancel', 'reschedule'])", "z.enum(['cancel', 'reschedule', 'confirm'])");
}
export function nameLanguage(project: ExtendedProject): void {
  project.replace('src/domain/values.ts', "z.enum(['de', 'en', ", "z.enum(['de', 'en', 'es', ");
}
export function nameCalendar(project: ExtendedProject): void {
  project.replace(reference, "): 'paper_booking' | ", "): 'slate_booking' | 'paper_booking' | ");
  project.replace(providers, "'calcom' | 'diary' | 'paper'", "'calcom' | 'diary' | 'paper' | 'slate'");
}

const allParts = 'change, look, read, findUid, list, isFree, judge, slots, reserve, release, webhooks, accountOf';

/** The source of a provider that can do what is named, each as the one it is given. */
export const providerOf = (parts: string): string => `import type { CalendarProvider } from '../../provider.ts';
export const createPaperProvider = (like: CalendarProvider): CalendarProvider => {
  const { ${allParts} } = like;
  return { ${parts} };
};
`;
export const lackingParts = allParts.replace('reserve, ', '');

const exportedBy = (code: string): string => /export const (\w+) =/.exec(code)?.[1] ?? '';

/** Puts the document's code for a file in the place of the line that begins so, and its imports before the file's own. */
function follow(project: ExtendedProject, document: string, path: string, begins: string): void {
  const { code } = codeIn(document, path);
  const lines = project.read(path).split('\n');
  const imports = code.match(/^import .*\n/gm)?.join('') ?? '';
  project.replace(path, lines.find(line => line.startsWith(begins)) ?? begins, code.replace(imports, '').trim());
  const first = lines.find(line => line.startsWith('import ')) ?? '';
  if (imports !== '') project.replace(path, first, `${imports}${first}`);
}
