// Links: events that stand for others.
import { BACKWARDS, binaryEvent, END, jsonEvent } from '@eventstore/db-client';
import { describe, expect, test } from 'vitest';
import { bytesOf, collect, fill, newStream } from '../../../packages/embedded-eventstore/test/support/events.ts';
import { follow, headOf } from '../../../packages/embedded-eventstore/test/support/following.ts';
import { useServer } from './server.ts';

const server = useServer();

describe('a link', () => {
  /** Link data is plain text, so it goes in as bytes. */
  const link = (data: string) => binaryEvent({ type: '$>', data: Buffer.from(data) });

  test('is followed on request, and shown as it is otherwise', async () => {
    const [target, links] = [newStream(), newStream()];
    const ids = await fill(server.client(), target, 2);
    await server.client().appendToStream(links, link(`1@${target}`));
    const [followed] = await collect(server.client().readStream(links, { resolveLinkTos: true }));
    expect(followed?.event).toMatchObject({ id: ids[1], streamId: target, revision: 1n });
    expect(followed?.link).toMatchObject({ type: '$>', streamId: links, revision: 0n });
    const [plain] = await collect(server.client().readStream(links));
    expect(plain?.event).toMatchObject({ type: '$>', streamId: links });
    expect(plain?.link).toBeUndefined();
  });

  test.each(['deleted', 'tombstoned', 'cut off', 'missing'])('to what is %s comes without an event', async fate => {
    const [target, links] = [newStream(), newStream()];
    await fill(server.client(), target, 2);
    await server.client().appendToStream(links, link(`${fate === 'missing' ? 9 : 0}@${target}`));
    if (fate === 'deleted') await server.client().deleteStream(target);
    if (fate === 'tombstoned') await server.client().tombstoneStream(target);
    if (fate === 'cut off') await server.client().setStreamMetadata(target, { maxCount: 1 });
    const [resolved] = await collect(server.client().readStream(links, { resolveLinkTos: true }));
    expect(resolved?.event).toBeUndefined();
    expect(resolved?.link?.type).toBe('$>');
  });

  test('that names no event is an event like any other', async () => {
    const links = newStream();
    const unreadable = link('nonsense');
    await server.client().appendToStream(links, unreadable);
    const [resolved] = await collect(server.client().readStream(links, { resolveLinkTos: true }));
    expect(resolved?.event).toMatchObject({ id: unreadable.id, type: '$>', streamId: links });
    expect(resolved?.link).toBeUndefined();
  });

  test('has metadata of its own beside that of its target', async () => {
    const [target, links] = [newStream(), newStream()];
    await server.client().appendToStream(target, jsonEvent({ type: 'Thing', data: {}, metadata: { of: 'target' } }));
    const made = binaryEvent({ type: '$>', data: Buffer.from(`0@${target}`), metadata: Buffer.from('{"of":"link"}') });
    await server.client().appendToStream(links, made);
    const [resolved] = await collect(server.client().readStream(links, { resolveLinkTos: true }));
    expect(resolved?.event?.metadata).toEqual({ of: 'target' });
    expect(resolved?.link).toMatchObject({ id: made.id, metadata: { of: 'link' } });
    expect(bytesOf(resolved?.link?.data).toString()).toBe(`0@${target}`);
  });

  test('is followed backwards too, and what is no link comes as it is', async () => {
    const [target, links] = [newStream(), newStream()];
    const ids = await fill(server.client(), target, 2);
    await server.client().appendToStream(links, [link(`1@${target}`), link(`0@${target}`)]);
    const [own] = await fill(server.client(), links, 1);
    const options = { direction: BACKWARDS, fromRevision: END, resolveLinkTos: true } as const;
    const read = await collect(server.client().readStream(links, options));
    expect(read.map(({ event }) => event?.id)).toEqual([own, ids[0], ids[1]]);
    expect(read.map(resolved => resolved.link?.revision)).toEqual([undefined, 1n, 0n]);
  });

  test('may lead to a stream whose name has the sign that parts both', async () => {
    const [target, links] = [`${newStream()}@home`, newStream()];
    const [id] = await fill(server.client(), target, 1);
    await server.client().appendToStream(links, link(`0@${target}`));
    const [resolved] = await collect(server.client().readStream(links, { resolveLinkTos: true }));
    expect(resolved?.event?.id).toBe(id);
  });

  test('in $all is followed on request by reads and subscriptions, at its own place', async () => {
    const [target, links] = [newStream(), newStream()];
    const [id] = await fill(server.client(), target, 1);
    const from = await headOf(server.client());
    const { position } = await server.client().appendToStream(links, link(`0@${target}`));
    const read = await collect(server.client().readAll({ fromPosition: from, resolveLinkTos: true }));
    const found = read.find(resolved => resolved.link?.streamId === links);
    expect(found?.event?.id).toBe(id);
    expect(found?.commitPosition).toBe(position?.commit);
    const following = follow(server.client().subscribeToAll({ fromPosition: from, resolveLinkTos: true }));
    await following.caughtUp();
    expect(following.idsOf(target)).toEqual([id]);
    await following.stop();
  });
});
