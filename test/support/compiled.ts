// Compiles the sources as they would be with some files changed or added, without writing any of them.
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
/** What was parsed once serves every later compilation. */
const parsed = new Map<string, ts.SourceFile>();

/**
 * What the compiler says, one line an error: path, code, and what it is about. `changed`: path to its new text, which may be made
 * from the old one. `roots`: the files whose imports are followed.
 */
export function compiledWith(changed: Record<string, (old: string) => string>, roots: readonly string[]): string[] {
  const texts = new Map(
    Object.entries(changed).map(([path, change]) => {
      const file = join(root, path);
      return [file, change(ts.sys.readFile(file) ?? '')];
    }),
  );
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.fileExists = file => texts.has(file) || ts.sys.fileExists(file);
  host.readFile = file => texts.get(file) ?? ts.sys.readFile(file);
  host.directoryExists = folder => ts.sys.directoryExists(folder) || [...texts.keys()].some(file => dirname(file) === folder);
  host.getSourceFile = (file, language, onError) => {
    if (texts.has(file)) return ts.createSourceFile(file, texts.get(file) ?? '', language);
    const known = parsed.get(file) ?? read(file, language, onError);
    if (known) parsed.set(file, known);
    return known;
  };
  const files = [...roots.map(path => join(root, path)), ...texts.keys()];
  return ts.getPreEmitDiagnostics(ts.createProgram(files, options, host)).map(({ file, code, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, ' ');
    return `${file ? relative(root, file.fileName) : ''} TS${code} ${message.split('\n')[0]}`;
  });
}

/** The text with one part of it replaced; throws where it has no such part, since then nothing would be changed. */
export function replaced(text: string, part: string, by: string): string {
  if (!text.includes(part)) throw new Error(`not found: ${part}`);
  return text.replace(part, by);
}
