// What the releases of this program share while they run side by side, as data: event types with their versions and shapes, and read models
// with their columns. What of it a release may change beside the last one.
import { z } from 'zod';
import { projections } from '../../../projections/index.ts';
import {
  type EventType,
  eventSchemas,
  isEventType,
  notWrittenYet,
  readableFrom,
  schemaVersionOf,
} from '../../../src/domain/event-catalogue.ts';
import type { Table } from '../../../src/platform/projector/projection.ts';

type Shape = Record<string, unknown>;
export interface Contract {
  /** The version in package.json. */
  release: string;
  events: Record<string, { version: number; data: Shape }>;
  /** By name: the version, and the columns (`table.column`) with their types. */
  readModels: Record<string, { version: number; columns: Record<string, string> }>;
}
/** What the next release adds to a contract: as which version its events may be read, and what it does not write yet. */
export interface Writing {
  readableFrom: Partial<Record<string, number>>;
  notWrittenYet: readonly string[];
  /** Columns (`table.column`) that the last release has and does not read: they may go. */
  unread: readonly string[];
}

export const writing: Writing = { readableFrom, notWrittenYet, unread: [] };

export function contractOf(release: string): Contract {
  const types = Object.keys(eventSchemas).filter(isEventType).sort();
  return {
    release,
    events: Object.fromEntries(types.map(type => [type, { version: schemaVersionOf(type), data: shapeOf(type) }])),
    readModels: Object.fromEntries(
      projections.map(({ name, version, tables }) => [name, { version, columns: columnsOf(tables) }]),
    ),
  };
}

const columnsOf = (tables: readonly Table[]): Record<string, string> =>
  Object.fromEntries(
    tables.flatMap(({ name, columns }) => Object.entries(columns).map(([column, type]) => [`${name}.${column}`, type])),
  );

function shapeOf(type: EventType): Shape {
  const { $schema: _, ...shape } = z.toJSONSchema(eventSchemas[type], { unrepresentable: 'any', io: 'input' });
  return shape;
}

/** One sentence for each change with which instances of the two releases could not run side by side. */
export function broken(
  last: Contract,
  now: Contract,
  { readableFrom: earliest, notWrittenYet: held, unread }: Writing,
): string[] {
  const events = Object.entries(last.events).flatMap(([type, before]) => {
    const after = now.events[type];
    if (!after) return [`${type} is gone: events are never rewritten, so a type stays`];
    if (after.version < before.version) return [`${type} has gone back to version ${after.version}`];
    if (after.version === before.version) {
      const places = [...misfits(after.data, before.data), ...misfits(before.data, after.data)];
      return places.length === 0
        ? []
        : [`${type} has changed (${places.join(', ')}): give it an upcaster, and with it a version`];
    }
    if ((earliest[type] ?? after.version) > before.version)
      return [
        `${type} is written in version ${after.version}, and ${last.release} reads ${before.version}: name it in readableFrom`,
      ];
    const places = misfits(after.data, before.data);
    return places.length === 0
      ? []
      : [`${type} cannot be read as version ${before.version} (${places.join(', ')}): write what that version has as well`];
  });
  const added = Object.keys(now.events)
    .filter(type => !Object.hasOwn(last.events, type) && earliest[type] !== 0 && !held.includes(type))
    .map(
      type =>
        `${type} is new, and ${last.release} cannot read it: let it be passed over (readableFrom 0), or name it in notWrittenYet`,
    );
  return [...events, ...added, ...brokenReadModels(last, now, unread)];
}

function brokenReadModels(last: Contract, now: Contract, unread: readonly string[]): string[] {
  const columns = (contract: Contract) => Object.values(contract.readModels).flatMap(one => Object.entries(one.columns));
  const after = new Map(columns(now));
  const gone = columns(last)
    .filter(([column, type]) => after.get(column) !== type && !unread.includes(column))
    .map(([column]) => `${last.release} reads ${column}, which is gone or of another type: add another beside it`);
  const versions = Object.entries(last.readModels).map(([name, { version }]) => ({
    name,
    by: (now.readModels[name]?.version ?? version) - version,
  }));
  const lowered = versions.filter(({ by }) => by < 0).map(({ name }) => `${name} has gone back to an earlier version`);
  // Whether an instance is of a later release is told by the versions of the read models it knows.
  const added = Object.keys(now.readModels).filter(name => !Object.hasOwn(last.readModels, name));
  const isUnfollowed = added.length > 0 && versions.every(({ by }) => by <= 0);
  const raise = `${added.join(', ')} would stand still while an instance of ${last.release} runs the projections: raise the version of another, of companies for instance`;
  return [...gone, ...lowered, ...(isUnfollowed ? [raise] : [])];
}

const structure = ['type', 'properties', 'required', 'additionalProperties', 'items', 'enum', 'const', 'anyOf', 'oneOf'];

/** The places in which data of the one shape would not fit a reader of the other, who leaves out what they do not know. */
function misfits(written: Shape, reader: Shape, place = ''): string[] {
  if (JSON.stringify(written) === JSON.stringify(reader)) return [];
  const here = place === '' ? 'as a whole' : place;
  const readers = choicesOf(reader);
  if (readers || choicesOf(written)) {
    const fitsOne = (one: Shape) => (readers ?? [reader]).some(other => misfits(one, other, place).length === 0);
    return (choicesOf(written) ?? [written]).every(fitsOne) ? [] : [here];
  }
  const values = valuesOf(written);
  const readable = valuesOf(reader);
  if (values && readable) return values.every(value => readable.includes(value)) ? [] : [here];
  if (written.type !== reader.type || rest(written) !== rest(reader)) return [here];
  if (reader.type === 'array') return misfits(shapeIn(written, 'items'), shapeIn(reader, 'items'), `${place}[]`);
  if (reader.type !== 'object') return [here];
  if (typeof reader.additionalProperties === 'object' || typeof written.additionalProperties === 'object')
    return JSON.stringify(reader.additionalProperties) === JSON.stringify(written.additionalProperties) ? [] : [here];
  const given = shapeIn(written, 'properties');
  return Object.keys(shapeIn(reader, 'properties')).flatMap(name => {
    const at = place === '' ? name : `${place}.${name}`;
    const isNeeded = namesIn(reader, 'required').includes(name);
    if (isNeeded && !namesIn(written, 'required').includes(name)) return [at];
    return Object.hasOwn(given, name) ? misfits(shapeIn(given, name), shapeIn(shapeIn(reader, 'properties'), name), at) : [];
  });
}

const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null && !Array.isArray(value);
const shapeIn = (shape: Shape, key: string): Shape => (isShape(shape[key]) ? shape[key] : {});
const namesIn = (shape: Shape, key: string): unknown[] => (Array.isArray(shape[key]) ? shape[key] : []);
const choicesOf = (shape: Shape): Shape[] | undefined => {
  const choices = shape.anyOf ?? shape.oneOf;
  return Array.isArray(choices) ? choices.filter(isShape) : undefined;
};
const valuesOf = (shape: Shape): unknown[] | undefined =>
  'const' in shape ? [shape.const] : Array.isArray(shape.enum) ? shape.enum : undefined;
/** Bounds, patterns and formats. */
const rest = (shape: Shape): string =>
  JSON.stringify(Object.entries(shape).filter(([key]) => !structure.includes(key) && key !== 'description'));
