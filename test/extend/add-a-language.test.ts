// docs/add-a-language.md is followed: callers are understood in the language, and answered in it. That nothing can be forgotten: compiles.test.ts.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltProject, extendProject } from '../support/extended-project.ts';
import { addLanguage } from './additions.ts';

const added = 'src/added.ts';
const script = `
  import { meaningsOf } from './language/parse/meaning.ts';
  import { packOf, packsFrom } from './language/packs.ts';
  import { renderAnswer } from './language/render/say.ts';
  const languages = ['de', 'en', 'fr'];
  const day = (text, language) =>
    meaningsOf({ day: text, time: undefined }, { now: new Date('2026-11-23T09:00:00Z'), zone: 'Europe/Paris', language })
      .meanings?.flatMap(({ certain, dates }) => (certain ? dates ?? [] : []));
  console.log(JSON.stringify({
    vendredi: languages.map(language => day('vendredi', language)),
    others: [day('freitag', 'fr'), day('friday', 'fr')],
    order: languages.map(first => packsFrom(first).map(pack => languages.find(code => packOf(code) === pack)).join()),
    said: renderAnswer('cancelled', {}, 'fr'),
  }));`;

let built: BuiltProject;
beforeAll(async () => {
  const project = extendProject();
  addLanguage(project);
  project.write(added, script);
  built = await project.build();
});
afterAll(() => built.remove());

test('with its folder and its line it is spoken, and understood before the others and by their callers', async () => {
  const [file, execArgv] = built.programOf(added);
  const { stdout } = await promisify(execFile)(process.execPath, [...execArgv, file]);
  const friday = ['2026-11-27'];
  expect(JSON.parse(stdout)).toEqual({
    vendredi: [friday, friday, friday],
    others: [friday, friday],
    order: ['de,en,fr', 'en,de,fr', 'fr,de,en'],
    said: 'Votre rendez-vous is cancelled.',
  });
});
