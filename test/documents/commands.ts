// The commands of the documents: found in their blocks and sentences, and taken apart by a real shell.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const textOf = (name: string): string => readFileSync(join(root, name), 'utf8');

const inDocs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).flatMap(name =>
  name.endsWith('.md') ? [`docs/${name}`] : [],
);
/** A reader starts with these two: later documents use the company that docs/connect.md registers. */
const first = ['README.md', 'docs/connect.md'];
const beside = ['CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'];
export const documents = [...first, ...beside, ...inDocs.filter(name => !first.includes(name)).sort()];

/** What a reader may be asked to run. */
export const programs = ['npx', 'npm', 'rebook', 'curl', 'docker', 'kubectl', 'cloudflared', 'psql', 'node', 'git'];
/** What a block may use beside them: it runs as it is. */
const harmless = ['date', 'cat'];

/** The fenced blocks of a document in one language; those within a list lose its indentation. */
export function blocksOf(text: string, language: string): string[] {
  const fence = /^( *)```(\w*)\n([\s\S]*?)\n\1```$/gm;
  return [...text.matchAll(fence)].flatMap(([, indent = '', name, body = '']) =>
    name === language ? [body.replaceAll(new RegExp(`^${indent}`, 'gm'), '')] : [],
  );
}

/** The commands in a document's sentences and tables, written as code. */
export function inlineCommandsOf(text: string): string[] {
  const begins = new RegExp(`^(?:[A-Z_]+=\\S+ )*(?:${programs.join('|')}) `);
  const sentences = text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, '');
  return [...sentences.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) => (begins.test(code) ? [code] : []));
}

/** A command of the documents leaves something open: a name in capitals, an ellipsis, something in angle or square brackets. */
export const isPattern = (command: string): boolean => /[…<>[\]]|(?:^| )[A-Z]{2,}(?: |$)/.test(command);

export interface Invocation {
  program: string;
  args: string[];
  /** The folder it was called in. */
  folder: string;
  dataDir: string | undefined;
}

/**
 * Lets `sh` run the text with programs that only note how they were called: quotes, variables, `&&` and comments mean what they
 * mean to a reader's shell. Throws for a variable that is not set and for a program that is not in the list.
 */
export async function invocationsIn(text: string, folder: string, variables: Record<string, string>): Promise<Invocation[]> {
  const noted = join(folder, 'noted');
  const path = await notingPrograms(folder);
  await rm(noted, { force: true });
  await promisify(execFile)('/bin/sh', ['-euc', text], { cwd: folder, env: { ...variables, PATH: path, NOTED: noted } });
  const words = (await readFile(noted, 'utf8')).split('\0');
  const found: Invocation[] = [];
  while (words.length > 1) {
    const [count = '0', program = '', where = '', dataDir = ''] = words.splice(0, 4);
    found.push({ program, args: words.splice(0, Number(count)), folder: where, dataDir: dataDir || undefined });
  }
  return found;
}

const note = `#!/bin/sh
printf '%s\\0' "$#" "\${0##*/}" "$PWD" "\${DATA_DIR-}" "$@" >>"$NOTED"
`;

async function notingPrograms(folder: string): Promise<string> {
  const path = join(folder, 'programs');
  if ((await mkdir(path, { recursive: true })) === undefined) return path;
  for (const program of programs) {
    await writeFile(join(path, program), note);
    await chmod(join(path, program), 0o755);
  }
  for (const program of harmless) await symlink((await whereIs(program)).trim(), join(path, program));
  return path;
}

const whereIs = async (program: string): Promise<string> =>
  (await promisify(execFile)('/bin/sh', ['-c', `command -v ${program}`])).stdout;
