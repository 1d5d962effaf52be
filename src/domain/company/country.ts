// The country of a company, or of one of its branches: national telephone numbers are read by it.
import { type Country, countryNamed, countryOfNumber, defaultCountry } from '../phone/country.ts';

/** What is known of a company that tells its country. */
export interface CountrySource {
  settings?: { country?: string | undefined } | undefined;
  branches: ReadonlyMap<string, { country?: string | undefined }>;
  /** Called numbers in E.164, and agents, the oldest first. */
  lines: Iterable<string>;
}

/** Where in the company a number was given. */
export interface Place {
  branchId?: string | undefined;
  /** The line of the call, in E.164. */
  line?: string | undefined;
}

/**
 * The country set on the branch; else the one set on the company. Where branches are in several countries, a call's line tells which
 * of those it is. Where nothing is set, it is the country of the line, else of the company's oldest number, else Germany.
 *
 *     countryOf(company, { line: '+4315861234' })   // 'AT', where nothing is set
 */
export function countryOf({ settings, branches, lines }: CountrySource, { branchId, line }: Place = {}): Country {
  const ofBranch = branchId === undefined ? undefined : countryNamed(branches.get(branchId)?.country);
  if (ofBranch !== undefined) return ofBranch;
  const ofLine = line === undefined ? undefined : countryOfNumber(line);
  const isABranchs = [...branches.values()].some(({ country }) => country !== undefined && country === ofLine);
  const set = countryNamed(settings?.country);
  if (set !== undefined && !isABranchs) return set;
  if (ofLine !== undefined) return ofLine;
  for (const one of lines) {
    const country = countryOfNumber(one);
    if (country !== undefined) return country;
  }
  return defaultCountry;
}
