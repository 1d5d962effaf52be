// A copy of the project that a test adds something to, to see what the compiler then asks for.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));
const copied = ['src', 'commands', 'projections', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];

export interface ProjectCopy {
  path: string;
  write(path: string, text: string): Promise<void>;
  /** Throws where `from` does not stand there exactly once. */
  replace(path: string, from: string, to: string): Promise<void>;
  /** The files the compiler complains about, in order, each once; with `entry` it begins there, else it takes everything. */
  complaints(entry?: string): Promise<string[]>;
  /** Where each error is: file and line, in the order of the compiler. */
  errors(entry?: string): Promise<{ file: string; line: number }[]>;
  remove(): Promise<void>;
}

/** `more`: further files and folders the copy needs. */
export async function copyProject(more: string[] = []): Promise<ProjectCopy> {
  const path = await mkdtemp(join(tmpdir(), 'rebook-copy-'));
  for (const name of [...copied, ...more]) await cp(join(root, name), join(path, name), { recursive: true });
  await symlink(join(root, 'node_modules'), join(path, 'node_modules'), 'dir');
  return {
    path,
    errors,
    complaints: async entry => [...new Set((await errors(entry)).map(({ file }) => file))].sort(),
    write: (name, text) => writeFile(join(path, name), text),
    async replace(name, from, to) {
      const text = await readFile(join(path, name), 'utf8');
      if (text.split(from).length !== 2) throw new Error(`${name} does not hold exactly once: ${from}`);
      await writeFile(
        join(path, name),
        text.replace(from, () => to),
      );
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };

  async function errors(entry?: string): Promise<{ file: string; line: number }[]> {
    const project = join(path, 'tsconfig.copy.json');
    const compilerOptions = { noEmit: true, incremental: false, tsBuildInfoFile: null };
    const what = entry === undefined ? {} : { include: [], files: [entry] };
    await writeFile(project, JSON.stringify({ extends: './tsconfig.build.json', compilerOptions, ...what }));
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const output = await promisify(execFile)(process.execPath, [compiler, '--pretty', 'false', '--project', project], {
      cwd: path,
      maxBuffer: 1 << 24,
    }).then(
      () => '',
      (error: { stdout?: string }) => error.stdout ?? String(error),
    );
    const found = [...output.matchAll(/^([^\s(]+)\((\d+),\d+\): error /gm)].map(([, file = '', line]) => ({
      file,
      line: Number(line),
    }));
    if (found.length === 0 && output !== '') throw new Error(output);
    return found;
  }
}

/** The first code block of a document that begins with `// path`: the path, and the code below it. */
export async function codeIn(document: string, folder: string): Promise<{ path: string; code: string }> {
  const text = await readFile(join(root, document), 'utf8');
  for (const [, path = '', code = ''] of text.matchAll(/```ts\n\/\/ (\S+\.ts)\n([\s\S]*?)```/g))
    if (path.startsWith(folder)) return { path, code };
  throw new Error(`${document} shows no file of ${folder}`);
}
