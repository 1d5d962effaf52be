// What somebody with the rights to the event store's tables may do to them, at random; and how it is undone.
import type { OpenedStore } from './proof-world.ts';

/** Where it was done, and what was done. */
export interface Tampering {
  what: string;
  position: string;
}

/** Numbers that follow from a seed: the same one gives the same run. */
export function randomOf(seed: number): (below: number) => number {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return below => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export const own = "stream !~ '^[$]' and type !~ '^[$]' and stream <> 'rebook-readiness'";

export interface TamperableStore extends OpenedStore {
  /** Does something to the events; each kind of `kinds` in turn. */
  tamper(number: number, random: (below: number) => number): Promise<Tampering>;
  undo(): Promise<void>;
}

type Places = readonly string[];
type Random = (below: number) => number;

/** Of each kind the statements, given positions of our events and a source of numbers; and the first position that is concerned. */
const kinds: Record<string, (places: Places, random: Random) => { at: string; statements: string[] }> = {
  data: (places, random) =>
    changed(
      places,
      random,
      ({ byte }) => `data = set_byte(data, ${byte} % length(data), get_byte(data, ${byte} % length(data)) # ${1 + random(255)})`,
    ),
  metadata: (places, random) =>
    changed(
      places,
      random,
      ({ byte }) =>
        `metadata = set_byte(metadata, ${byte} % length(metadata), get_byte(metadata, ${byte} % length(metadata)) # ${1 + random(255)})`,
    ),
  time: (places, random) =>
    changed(
      places,
      random,
      () =>
        `metadata = convert_to(regexp_replace(convert_from(metadata, 'UTF8'), '"occurredAt":"20', '"occurredAt":"19'), 'UTF8')`,
    ),
  type: (places, random) => changed(places, random, () => "type = type || 'd'"),
  id: (places, random) => changed(places, random, () => 'id = gen_random_uuid()'),
  stream: (places, random) => changed(places, random, () => "stream = stream || 'x'"),
  revision: (places, random) => changed(places, random, () => 'revision = revision + 100000'),
  'content type': (places, random) => changed(places, random, () => 'is_json = not is_json'),
  removed: (places, random) => {
    const at = one(places, random);
    return { at, statements: [`delete from eventstore.events where position = ${at}`] };
  },
  added: (places, random) => {
    const at = one(places, random);
    return {
      at,
      statements: [
        `insert into eventstore.events select position - 1, 'call-forged', 0, gen_random_uuid(), type, is_json, created, data, metadata
         from eventstore.events where position = ${at}`,
      ],
    };
  },
  exchanged: (places, random) => {
    const first = random(places.length - 1);
    const second = first + 1 + random(places.length - 1 - first);
    const [one, other] = [places[first] ?? '', places[second] ?? ''];
    return {
      at: one,
      statements: [
        `update eventstore.events set position = -1 where position = ${one}`,
        `update eventstore.events set position = ${one} where position = ${other}`,
        `update eventstore.events set position = ${other} where position = -1`,
      ],
    };
  },
  'tail cut': (places, random) => {
    const at = one(places, random);
    return { at, statements: [`delete from eventstore.events where position >= ${at}`] };
  },
};

const one = (places: Places, random: Random): string => places[random(places.length)] ?? '';
function changed(places: Places, random: Random, set: (of: { byte: number }) => string): { at: string; statements: string[] } {
  const at = one(places, random);
  return { at, statements: [`update eventstore.events set ${set({ byte: random(100_000) })} where position = ${at}`] };
}

/** Keeps the events aside, so that each tampering can be undone. */
export async function tamperable(store: OpenedStore): Promise<TamperableStore> {
  const { sql } = store;
  await sql('drop table if exists untouched');
  await sql('create table untouched as select * from eventstore.events');
  const places = (await sql(`select position::text from untouched where ${own} order by position::bigint`)).map(row =>
    String(row.position),
  );
  const names = Object.keys(kinds);
  return {
    get store() {
      return store.store;
    },
    get url() {
      return store.url;
    },
    ...{ sql, restart: store.restart, close: store.close },
    async tamper(number, random) {
      const what = names[number % names.length] ?? '';
      const { at, statements } = kinds[what]?.(places, random) ?? { at: '', statements: [] };
      for (const statement of statements) await sql(statement);
      return { what, position: at };
    },
    async undo() {
      // Only what differs is written: ten thousand times the whole table would take longer than the checks.
      await sql('begin');
      await sql(`delete from eventstore.events where position in
        (select position from (select * from eventstore.events except select * from untouched) changed)`);
      await sql(`insert into eventstore.events select * from untouched u
        where not exists (select from eventstore.events e where e.position = u.position)`);
      await sql('commit');
    },
  };
}
