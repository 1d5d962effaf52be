// The files of the console as they were built: read once, each with its compressed forms.
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

export interface ConsoleFile {
  type: string;
  plain: Buffer;
  /** Made by the build; text alone has them. */
  compressed: { br?: Buffer; gzip?: Buffer };
  /** Its name holds a digest of its content: it never changes. */
  isHashed: boolean;
}

/** By its path below `/console/`. */
export type ConsoleFiles = ReadonlyMap<string, ConsoleFile>;

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
};
const suffixes = { '.br': 'br', '.gz': 'gzip' } as const;
const isSuffix = (extension: string): extension is keyof typeof suffixes => Object.hasOwn(suffixes, extension);

/** Undefined where it was not built. */
export async function readConsoleFiles(folder: string): Promise<ConsoleFiles | undefined> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  const files = new Map<string, ConsoleFile>();
  const nameOf = (path: string): string => relative(folder, path).split(sep).join('/');
  for (const path of paths) {
    const type = types[extname(path)];
    if (type === undefined) continue;
    const name = nameOf(path);
    files.set(name, { type, plain: await readFile(path), compressed: {}, isHashed: name.startsWith('assets/') });
  }
  for (const path of paths) {
    const extension = extname(path);
    const of = isSuffix(extension) ? files.get(nameOf(path).slice(0, -extension.length)) : undefined;
    if (of && isSuffix(extension)) of.compressed[suffixes[extension]] = await readFile(path);
  }
  return files.has('index.html') ? files : undefined;
}

/** The form of a file that a client takes, by its `Accept-Encoding`: Brotli before gzip before none. */
export function formFor(
  file: ConsoleFile,
  accepted: string | undefined,
): { content: Buffer; encoding: 'br' | 'gzip' | undefined } {
  const takes = (accepted ?? '').split(',').flatMap(one => {
    const [name = '', ...parameters] = one.split(';').map(part => part.trim().toLowerCase());
    return parameters.some(part => /^q=0(\.0*)?$/.test(part)) ? [] : [name];
  });
  for (const encoding of ['br', 'gzip'] as const) {
    const content = file.compressed[encoding];
    if (content && takes.includes(encoding)) return { content, encoding };
  }
  return { content: file.plain, encoding: undefined };
}
