// Ids of events: every way of writing a UUID is taken, and all come back in one.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { collect, newStream, thing, ways } from '../../../packages/embedded-eventstore/test/support/events.ts';
import { useServer } from './server.ts';

const server = useServer();

const forms: [string, (id: string) => string][] = [
  ['as 32 digits', id => id.replaceAll('-', '')],
  ['in braces', id => `{${id}}`],
  ['in parentheses', id => `(${id})`],
  ['in upper case', id => id.toUpperCase()],
  ['as 32 digits in upper case', id => id.replaceAll('-', '').toUpperCase()],
  ['in braces and upper case', id => `{${id.toUpperCase()}}`],
  ['with spaces around', id => `  ${id} `],
];

describe.each(ways)('an id, %s,', (_, way) => {
  test.each(forms)('%s comes back with dashes in lower case, and is the same id in a repeat', async (_name, write) => {
    const [stream, id] = [newStream(), randomUUID()];
    const first = await server.client().appendToStream(stream, thing(0, write(id)), way);
    const [read] = await collect(server.client().readStream(stream));
    expect(read?.event?.id).toBe(id);
    expect(await server.client().appendToStream(stream, thing(0, id), way)).toEqual(first);
  });
});
