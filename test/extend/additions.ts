// What the documents say somebody writes to add something, done to the letter.
import { codeIn, type ExtendedProject } from '../support/extended-project.ts';

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

const languages = 'docs/add-a-language.md';

/** The first step of docs/add-a-language.md. */
export function nameLanguage(project: ExtendedProject): void {
  follow(project, languages, 'src/domain/values.ts', 'export const languageSchema = ');
}

/** All of docs/add-a-language.md, with a French word to understand and one to say. */
export function addLanguage(project: ExtendedProject): void {
  nameLanguage(project);
  const folder = 'src/language/fr';
  project.copyFolder('src/language/en', folder);
  project.replace(`${folder}/pack.ts`, 'export const english:', 'export const french:');
  project.replace(`${folder}/calendar-words.ts`, "'friday'", "'vendredi'");
  project.replace(`${folder}/sentences.ts`, '  cancelled: s => `Your appointment', '  cancelled: s => `Votre rendez-vous');
  follow(project, languages, 'src/language/packs.ts', 'const packs: ');
}

/** A third kind of change, beside cancelling and moving, by its name alone. */
export function nameKind(project: ExtendedProject): void {
  project.replace('src/domain/values.ts', "z.enum(['cancel', 'reschedule'])", "z.enum(['cancel', 'reschedule', 'confirm'])");
}

const [appointment, providers] = ['src/domain/appointment/appointment.ts', 'src/calendar/providers/providers.ts'];

/** A third calendar, by its name and by what an appointment has of it. */
export function nameCalendar(project: ExtendedProject): void {
  project.replace(appointment, "): 'booking' | 'numeric_only'", "): 'paper_booking' | 'booking' | 'numeric_only'");
  project.replace(providers, "'calcom' | 'diary'", "'calcom' | 'diary' | 'paper'");
}

/** A third calendar: its provider, chosen for its appointments and made. */
export function addCalendar(project: ExtendedProject): void {
  nameCalendar(project);
  project.replace(
    appointment,
    "    case 'numeric_only':\n      return undefined;",
    "    case 'numeric_only':\n    case 'paper_booking':\n      return undefined;",
  );
  project.replace(
    providers,
    "    case 'no_booking':",
    "    case 'paper_booking':\n      return 'paper';\n    case 'no_booking':",
  );
  const calcom = '    calcom: createCalcomProvider(accounts),';
  project.replace(providers, calcom, `${calcom}\n    paper: createPaperProvider(createCalcomProvider(accounts)),`);
  const slotHolds = 'import { createSlotHolds }';
  project.replace(providers, slotHolds, `import { createPaperProvider } from './paper/paper-provider.ts';\n${slotHolds}`);
  addProvider(project, parts);
}

export const paperProvider = 'src/calendar/providers/paper/paper-provider.ts';
const parts = 'change, look, read, findUid, list, isFree, judge, slots, reserve, release, webhooks, accountOf';

/** A provider that can do all but reserving a time. */
export function addLackingProvider(project: ExtendedProject): void {
  addProvider(project, parts.replace('reserve, ', ''));
}

function addProvider(project: ExtendedProject, canDo: string): void {
  project.write(
    paperProvider,
    `import type { CalendarProvider } from '../../provider.ts';
export const createPaperProvider = (like: CalendarProvider): CalendarProvider => {
  const { ${parts} } = like;
  return { ${canDo} };
};
`,
  );
}

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
