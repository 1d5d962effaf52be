// Processor time by process and thread, as Linux counts it: of a server's threads by name, of PostgreSQL's processes by the connection.
import { readdir, readFile } from 'node:fs/promises';
import type { Client } from 'pg';

/** Nanoseconds of one thread, and what it is shown as. */
type Times = Map<string, { name: string; spent: number }>;

export interface Watched {
  pid: number;
  /** Whether a connection with this `application_name` is its own. */
  connections(name: string): boolean;
}

/** Begins to watch; the result gives the milliseconds each part of it has worked since. */
export async function watchProcessor(client: Client, watched: Watched): Promise<() => Promise<Map<string, number>>> {
  const before = await read(client, watched);
  return async () => {
    const parts = new Map<string, number>();
    for (const [thread, { name, spent }] of await read(client, watched)) {
      const since = (spent - (before.get(thread)?.spent ?? 0)) / 1e6;
      parts.set(name, (parts.get(name) ?? 0) + since);
    }
    return parts;
  };
}

async function read(client: Client, { pid, connections }: Watched): Promise<Times> {
  const times: Times = new Map();
  for (const thread of await readdir(`/proc/${pid}/task`)) {
    const name = thread === String(pid) ? 'main thread' : await nameOf(pid, thread);
    await take(times, `/proc/${pid}/task/${thread}`, name);
  }
  // A process that ends meanwhile is one that had nothing to do.
  const { rows } = await client.query<{ pid: number; name: string; kind: string }>(
    'select pid, application_name as name, backend_type as kind from pg_stat_activity where pid <> pg_backend_pid()',
  );
  for (const { pid: backend, name, kind } of rows) {
    if (kind === 'client backend' && !connections(name)) continue;
    await take(times, `/proc/${backend}`, kind === 'client backend' ? `PostgreSQL for ${name}` : "PostgreSQL's own");
  }
  return times;
}

async function nameOf(pid: number, thread: string): Promise<string> {
  const name = (await readFile(`/proc/${pid}/task/${thread}/comm`, 'utf8').catch(() => '')).trim();
  return name === 'eventstore' ? 'event store thread' : 'other threads';
}

async function take(times: Times, path: string, name: string): Promise<void> {
  const spent = (await readFile(`${path}/schedstat`, 'utf8').catch(() => '')).split(' ')[0];
  if (spent) times.set(path, { name, spent: Number(spent) });
}
