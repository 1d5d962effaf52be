// Which calendar it is, only its provider and the wiring that chooses it know: elsewhere a second one would be treated as the first.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const named = /cal\.?com/i;
/** Their names stand in the analysis, and analysts ask by them. */
const columns = /\bcalcom_(?:v2_)?booking_id\b/g;

/** A folder ends in a slash. */
const mayName: readonly (readonly [place: string, why: string])[] = [
  ['src/calendar/providers/calcom/', 'the provider itself'],
  ['src/calendar/providers/providers.ts', 'the list of the providers'],
  ['src/app/config/', 'the variables CALCOM_*'],
  ['src/app/servers.ts', 'starts the sandbox where CALCOM_BASE_URL is not set'],
  ['src/app/packages.ts', 'loads the sandbox'],
  ['src/app/start-calendar.ts', 'makes the provider'],
  ['src/app/start-channels.ts', 'gives the provider’s webhooks and secrets to their route'],
  ['src/app/start.ts', 'lets the sandbox post its webhooks here'],
  ['src/app/cli/start.ts', 'names CALCOM_BASE_URL in its help'],
  ['src/app/cli/open-servers.ts', 'opens the stores without the sandbox'],
  ['src/app/cli/data/backup.ts', 'the sandbox’s file is part of a backup'],
  ['src/app/cli/data/eventstore.ts', 'opens the stores without the sandbox'],
  ['src/app/cli/demo/', 'plays against the sandbox'],
  ['src/domain/appointment/booking-reference.ts', 'how its uids are written decides what is taken for one'],
  ['src/language/de/disclosed/statements.ts', 'a person who asks for their data is told who else has them'],
  ['src/language/en/disclosed/statements.ts', 'the same in English'],
  ['src/customers/contact.ts', 'the addresses it makes from numbers are nobody’s'],
];

const naming = ['src', 'commands', 'projections']
  .flatMap(folder =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter(path => path.endsWith('.ts'))
      .map(path => `${folder}/${path}`),
  )
  .filter(path => named.test(path) || named.test(readFileSync(`${root}${path}`, 'utf8').replace(columns, '')));

const isIn = (path: string, place: string): boolean => (place.endsWith('/') ? path.startsWith(place) : path === place);

test('no file names Cal.com but those that must', () => {
  expect(naming.filter(path => !mayName.some(([place]) => isIn(path, place)))).toEqual([]);
});

test('every place that may name it does', () => {
  expect(mayName.filter(([place]) => !naming.some(path => isIn(path, place)))).toEqual([]);
});
