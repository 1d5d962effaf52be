// The project with something added to it: what the compiler says of it, and the programs it makes. The project's own files stay as they are.
import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { fromSource, type Program } from './program.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folders = ['src', 'commands', 'projections'];
const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
/** What was parsed once serves every later compilation. */
const parsed = new Map<string, ts.SourceFile>();

export interface CompileError {
  file: string;
  line: number;
  message: string;
}

/** Paths are relative to the project. */
export interface ExtendedProject {
  read(path: string): string;
  write(path: string, text: string): void;
  /** Throws where `from` does not stand there exactly once. */
  replace(path: string, from: string, to: string): void;
  copyFolder(from: string, to: string): void;
  /** What the compiler says of all sources, in the order of the files and lines. */
  errors(): CompileError[];
  /** Puts it in a folder of its own. `more`: sources outside src, commands and projections that are needed there. */
  build(more?: string[]): Promise<BuiltProject>;
}

export interface BuiltProject {
  programOf(source: string): Program;
  remove(): Promise<void>;
}

export function extendProject(): ExtendedProject {
  const added = new Map<string, string>();
  const read = (path: string): string => added.get(path) ?? readFileSync(join(root, path), 'utf8');

  function errors(): CompileError[] {
    const texts = new Map([...added].map(([path, text]) => [join(root, path), text]));
    const host = ts.createCompilerHost(options);
    const parse = host.getSourceFile.bind(host);
    host.fileExists = file => texts.has(file) || ts.sys.fileExists(file);
    host.readFile = file => texts.get(file) ?? ts.sys.readFile(file);
    host.directoryExists = folder => ts.sys.directoryExists(folder) || [...texts.keys()].some(file => dirname(file) === folder);
    host.getSourceFile = (file, languageVersionOrOptions, onError) => {
      const text = texts.get(file);
      if (text !== undefined) return ts.createSourceFile(file, text, languageVersionOrOptions);
      const known = parsed.get(file) ?? parse(file, languageVersionOrOptions, onError);
      if (known) parsed.set(file, known);
      return known;
    };
    const sources = new Set([...folders.flatMap(sourcesIn), ...added.keys()].map(path => join(root, path)));
    const program = ts.createProgram([...sources], options, host);
    const found = [
      ...program.getOptionsDiagnostics(),
      ...program.getGlobalDiagnostics(),
      ...[...sources].sort().flatMap(path => {
        const source = program.getSourceFile(path);
        return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
      }),
    ];
    return found.map(({ file, start = 0, messageText }) => ({
      file: file ? relative(root, file.fileName) : '',
      line: file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0,
      message: ts.flattenDiagnosticMessageText(messageText, ' '),
    }));
  }

  return {
    read,
    write: (path, text) => void added.set(path, text),
    replace(path, from, to) {
      const text = read(path);
      if (text.split(from).length !== 2) throw new Error(`${path} does not hold exactly once: ${from}`);
      added.set(
        path,
        text.replace(from, () => to),
      );
    },
    copyFolder(from, to) {
      for (const path of sourcesIn(from)) added.set(join(to, relative(from, path)), read(path));
    },
    errors,
    async build(more = []) {
      const path = await mkdtemp(join(tmpdir(), 'rebook-extended-'));
      // A build loads in half the time of the sources.
      const { BUILT_SOURCES } = process.env;
      const form = (source: string) => (BUILT_SOURCES ? source.replace(/\.ts$/, '.js') : source);
      for (const source of [...folders, ...more])
        await cp(join(root, BUILT_SOURCES ?? '', form(source)), join(path, form(source)), { recursive: true });
      for (const [source, text] of added) {
        await mkdir(dirname(join(path, source)), { recursive: true });
        await writeFile(join(path, form(source)), BUILT_SOURCES ? compiled(text) : text);
      }
      for (const name of ['node_modules', 'package.json']) await symlink(join(root, name), join(path, name));
      return {
        programOf: source => (BUILT_SOURCES ? [join(path, form(source)), []] : fromSource(join(path, source))),
        remove: () => rm(path, { recursive: true, force: true }),
      };
    },
  };
}

const compiled = (text: string): string =>
  ts.transpileModule(text, { compilerOptions: { ...options, module: ts.ModuleKind.ESNext } }).outputText;

const sourcesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.ts'))
    .map(path => join(folder, path));

/** The first code block of a document that begins with `// path`: the path, and the code below it. */
export function codeIn(document: string, folder: string): { path: string; code: string } {
  const text = readFileSync(join(root, document), 'utf8');
  for (const [, path = '', code = ''] of text.matchAll(/```ts\n\/\/ (\S+\.ts)\n([\s\S]*?)```/g))
    if (path.startsWith(folder)) return { path, code };
  throw new Error(`${document} shows no file of ${folder}`);
}

/** What a document's `diff` blocks change in a file: in each the lines that stand there, and the lines that are to. */
export function changesIn(document: string, path: string): { from: string; to: string }[] {
  const text = readFileSync(join(root, document), 'utf8');
  const blocks = [...text.matchAll(/```diff\n\/\/ (\S+\.ts)\n([\s\S]*?)\n```/g)].filter(([, file]) => file === path);
  if (blocks.length === 0) throw new Error(`${document} changes nothing in ${path}`);
  return blocks.map(([, , block = '']) => {
    const lines = block.split('\n');
    const without = (sign: string) => lines.filter(line => !line.startsWith(sign)).map(line => line.slice(1));
    return { from: without('+').join('\n'), to: without('-').join('\n') };
  });
}
