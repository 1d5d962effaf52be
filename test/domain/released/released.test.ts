// A release and the one before it run side by side during an upgrade: each reads the events the other writes, and the earlier one reads the
// read models of the later one.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { broken, type Contract, contractOf, writing } from './contract.ts';

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const last: Contract = read('released.json');

test('the last release can run beside this one', () => {
  const advice = `${last.release} must be able to run beside what comes after it (docs/upgrade.md). While it has not been released: npm run note-release`;
  expect(broken(last, contractOf('next'), writing), advice).toEqual([]);
});

test('what a release reads is noted when its version is raised', () => {
  expect(last.release, 'run npm run note-release').toBe(read('../../../package.json').version);
});

describe('between two releases', () => {
  const object = (properties: object, required: string[] = Object.keys(properties)) => ({ type: 'object', properties, required });
  const text = { type: 'string' };
  const event = (data: object, version = 1) => ({ version, data: { ...data } });
  const things = (columns: Record<string, string> = { 'things.id': 'text' }, version = 1) => ({ things: { version, columns } });
  const contract = (Thing: Contract['events'][string] | undefined, readModels: Contract['readModels'] = things()): Contract => ({
    release: '1.0.0',
    events: Thing ? { Thing } : {},
    readModels,
  });
  const more = { more: { version: 1, columns: { 'more.id': 'text' } } };
  const one = contract(event(object({ a: text, kind: { type: 'string', enum: ['x', 'y'] } })));
  const changed = (properties: object, required?: string[], version = 1) =>
    contract(event(object({ a: text, kind: { type: 'string', enum: ['x', 'y'] }, ...properties }, required), version));
  const verdict = (now: Contract, earliest?: number, held: string[] = [], before = one) =>
    broken(before, now, {
      readableFrom: earliest === undefined ? {} : { Thing: earliest },
      notWrittenYet: held,
      unread: ['things.old'],
    });

  test.each<[string, string[], RegExp | undefined]>([
    ['nothing changes', verdict(one), undefined],
    ['a field that may be missing is added', verdict(changed({ b: text }, ['a', 'kind'])), undefined],
    ['a field that must be there is added', verdict(changed({ b: text })), /give it an upcaster/],
    ['a field may be missing from now on', verdict(changed({}, ['kind'])), /\(a\): give it an upcaster/],
    ['it is added with a version nobody is told of', verdict(changed({ b: text }, undefined, 2)), /name it in readableFrom/],
    ['it is added with a version that may be read as the last', verdict(changed({ b: text }, undefined, 2), 1), undefined],
    [
      'a field is another one in a version said to be readable',
      verdict(changed({ a: { type: 'number' } }, undefined, 2), 1),
      /\(a\): write/,
    ],
    [
      'a value is added to a list',
      verdict(changed({ kind: { type: 'string', enum: ['x', 'y', 'z'] } }, undefined, 2), 1),
      /\(kind\)/,
    ],
    ['a value is left out of a list', verdict(changed({ kind: { type: 'string', enum: ['x'] } }, undefined, 2), 1), undefined],
    ['a field is left out', verdict(contract(event(object({ a: text }), 2)), 1), /\(kind\): write/],
    ['a version goes back', verdict(one, undefined, [], changed({}, undefined, 2)), /gone back/],
    ['a type is gone', verdict(contract(undefined)), /is gone/],
    ['a type is new', verdict(one, undefined, [], contract(undefined)), /Thing is new/],
    ['a type is new and may be passed over', verdict(one, 0, [], contract(undefined)), undefined],
    ['a type is new and not written yet', verdict(one, undefined, ['Thing'], contract(undefined)), undefined],
    ['a column is added', verdict(contract(one.events.Thing, things({ 'things.id': 'text', 'things.more': 'text' }))), undefined],
    ['a column is gone', verdict(contract(one.events.Thing, things({}))), /reads things.id/],
    ['a column is of another type', verdict(contract(one.events.Thing, things({ 'things.id': 'uuid' }))), /reads things.id/],
    ['a read model is gone', verdict(contract(one.events.Thing, {})), /reads things.id/],
    [
      'a column nobody reads is gone',
      verdict(one, undefined, [], contract(one.events.Thing, things({ 'things.old': 'text' }))),
      undefined,
    ],
    [
      'a read model goes back',
      verdict(one, undefined, [], contract(one.events.Thing, things(undefined, 2))),
      /things has gone back/,
    ],
    ['a read model is new', verdict(contract(one.events.Thing, { ...things(), ...more })), /more would stand still/],
    [
      'a read model is new, and another raised',
      verdict(contract(one.events.Thing, { ...things(undefined, 2), ...more })),
      undefined,
    ],
  ])('%s', (_, sentences, expected) => {
    if (expected === undefined) expect(sentences).toEqual([]);
    else expect(sentences).toEqual([expect.stringMatching(expected)]);
  });
});
