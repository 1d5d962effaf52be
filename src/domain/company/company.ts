// The state of a company, folded from its stream: settings, parts, hours and policies.
import type { Aggregate } from '../decision.ts';
import type { CompanyEvent, DataOf, ReadDataOf } from '../event-catalogue.ts';
import { countryOfNumber } from '../phone-number.ts';
import { type Policy, scopeName } from '../policy/policy.ts';
import { type Country, countryNamed, defaultCountry } from '../values.ts';
import type { OpeningHours } from './opening-hours.ts';

export interface CompanyState {
  settings: DataOf<'CompanyRegistered'> | undefined;
  branches: ReadonlyMap<string, DataOf<'BranchAdded'>>;
  services: ReadonlyMap<string, DataOf<'ServiceAdded'>>;
  staff: ReadonlyMap<string, ReadDataOf<'StaffMemberAdded'>>;
  /** By branch id; the company's own under `company`. */
  hours: ReadonlyMap<string, OpeningHours>;
  hoursRevision: bigint | undefined;
  /** By scope name. */
  policies: ReadonlyMap<string, Policy>;
  policyRevision: bigint | undefined;
  lines: ReadonlySet<string>;
  /** By line, where the line is one branch's. */
  branchesOfLines: ReadonlyMap<string, string>;
}

const withEntry = <V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> => new Map(map).set(key, value);

function withBranch(
  branches: ReadonlyMap<string, string>,
  { line, branchId }: { line: string; branchId?: string | undefined },
): ReadonlyMap<string, string> {
  const others = new Map([...branches].filter(([other]) => other !== line));
  return branchId === undefined ? others : others.set(line, branchId);
}

export const company: Aggregate<CompanyState, CompanyEvent> = {
  name: 'company',
  initial: {
    settings: undefined,
    branches: new Map(),
    services: new Map(),
    staff: new Map(),
    hours: new Map(),
    hoursRevision: undefined,
    policies: new Map(),
    policyRevision: undefined,
    lines: new Set(),
    branchesOfLines: new Map(),
  },
  evolve(state, event) {
    switch (event.type) {
      case 'CompanyRegistered':
        return { ...state, settings: event.data };
      case 'CompanyChanged':
        return state.settings ? { ...state, settings: changed(state.settings, event.data) } : state;
      case 'BranchAdded':
        return { ...state, branches: withEntry(state.branches, event.data.branchId, event.data) };
      case 'ServiceAdded':
        return { ...state, services: withEntry(state.services, event.data.serviceId, event.data) };
      case 'StaffMemberAdded':
        return { ...state, staff: withEntry(state.staff, event.data.staffId, event.data) };
      case 'OpeningHoursChanged':
        return {
          ...state,
          hours: withEntry(state.hours, event.data.branchId ?? 'company', event.data.hours),
          hoursRevision: event.revision,
        };
      case 'PolicyChanged':
        return {
          ...state,
          policies: withEntry(state.policies, scopeName(event.data.scope), event.data.policy),
          policyRevision: event.revision,
        };
      case 'LineAssigned':
        return {
          ...state,
          lines: new Set(state.lines).add(event.data.line),
          branchesOfLines: withBranch(state.branchesOfLines, event.data),
        };
      case 'LineReleased':
        return {
          ...state,
          lines: new Set([...state.lines].filter(line => line !== event.data.line)),
          branchesOfLines: withBranch(state.branchesOfLines, event.data),
        };
    }
  },
};

/** The hours of a branch, else the company's own, else none. */
export function hoursOf(state: CompanyState, branchId: string | undefined): OpeningHours | undefined {
  return (branchId !== undefined ? state.hours.get(branchId) : undefined) ?? state.hours.get('company');
}

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

/** What a change leaves out stays as it was. */
const changed = (settings: DataOf<'CompanyRegistered'>, change: DataOf<'CompanyChanged'>): DataOf<'CompanyRegistered'> => ({
  ...settings,
  ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
  companyId: settings.companyId,
});
