// Which country national numbers are read by: the branch's, the company's, the line's, else Germany.
import { expect, test } from 'vitest';
import { type CountrySource, countryOf, type Place } from '../../src/domain/company/company.ts';

const source = (
  country: string | undefined,
  lines: string[],
  branches: Record<string, string | undefined> = {},
): CountrySource => ({
  settings: { country },
  branches: new Map(Object.entries(branches).map(([id, its]) => [id, { country: its }])),
  lines,
});
const [vienna, zurich, berlin, newYork] = ['+4315861234', '+41446681800', '+493012345678', '+12125550100'];

test.each<[string, CountrySource, Place, string]>([
  ['nothing', source(undefined, []), {}, 'DE'],
  ['only an agent', source(undefined, ['agent_1']), {}, 'DE'],
  ['its oldest number', source(undefined, ['agent_1', vienna, berlin]), {}, 'AT'],
  ['the line that was called', source(undefined, [vienna, zurich]), { line: zurich }, 'CH'],
  ['its setting, whatever its number', source('DE', [newYork]), { line: newYork }, 'DE'],
  ['its setting, whatever its agent', source('CH', ['agent_1']), { line: 'agent_1' }, 'CH'],
  ['the agent it was called by, and its number', source(undefined, ['agent_1', vienna]), { line: 'agent_1' }, 'AT'],
  ['the branch', source('DE', [berlin], { graz: 'AT' }), { branchId: 'graz' }, 'AT'],
  ['a branch without a country', source('CH', [berlin], { basel: undefined }), { branchId: 'basel' }, 'CH'],
  ['a branch nobody knows', source('CH', [berlin]), { branchId: 'bern' }, 'CH'],
  ['the line of a branch’s country', source('DE', [berlin, vienna], { graz: 'AT' }), { line: vienna }, 'AT'],
  ['the line of no branch’s country', source('DE', [berlin, zurich], { graz: 'AT' }), { line: zurich }, 'DE'],
  ['a company that is not set up yet', { settings: undefined, branches: new Map(), lines: [] }, {}, 'DE'],
])('by %s', (_name, company, place, country) => {
  expect(countryOf(company, place)).toBe(country);
});
