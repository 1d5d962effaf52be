// A company and its parts: registered, changed and extended by staff.
import type { z } from 'zod';
import type { CompanyState } from '../src/domain/company/company.ts';
import type { companyEvents } from '../src/domain/company/events.ts';
import { accepted, type Decision, refused } from '../src/domain/decision.ts';
import type { CompanyEvent } from '../src/domain/event-catalogue.ts';
import { canonicalJson } from '../src/domain/ids.ts';
import { scopeName } from '../src/domain/policy/policy.ts';

type Setup<T extends keyof typeof companyEvents> = { type: T; data: z.infer<(typeof companyEvents)[T]> };
export type SetUpCompany = { [T in keyof typeof companyEvents]: Setup<T> }[keyof typeof companyEvents];

/** Each part of a company is an event of its own; a repeat of what holds already adds nothing. */
export function setUpCompany(state: CompanyState, command: SetUpCompany): Decision<CompanyEvent> {
  if (command.type === 'CompanyRegistered') {
    if (!state.settings) return accepted<CompanyEvent>(command);
    return same(state.settings, command.data) ? accepted<CompanyEvent>() : refused('conflict');
  }
  if (!state.settings || !isKnown(state, command)) return refused('resource_not_found');
  return isSo(state, command) ? accepted<CompanyEvent>() : accepted<CompanyEvent>(command);
}

/** Hours, policies and lines are for parts that exist. */
function isKnown(state: CompanyState, command: SetUpCompany): boolean {
  if (command.type === 'OpeningHoursChanged' || command.type === 'LineAssigned')
    return command.data.branchId === undefined || state.branches.has(command.data.branchId);
  if (command.type !== 'PolicyChanged') return true;
  const { scope } = command.data;
  switch (scope.kind) {
    case 'company':
      return true;
    case 'branch':
      return state.branches.has(scope.id);
    case 'service':
      return state.services.has(scope.id);
    case 'staff':
      return state.staff.has(scope.id);
  }
}

function isSo(state: CompanyState, command: Exclude<SetUpCompany, { type: 'CompanyRegistered' }>): boolean {
  switch (command.type) {
    case 'CompanyChanged':
      return same({ ...state.settings, ...command.data }, state.settings);
    case 'BranchAdded':
      return same(state.branches.get(command.data.branchId), command.data);
    case 'ServiceAdded':
      return same(state.services.get(command.data.serviceId), command.data);
    case 'StaffMemberAdded':
      return same(state.staff.get(command.data.staffId), command.data);
    case 'OpeningHoursChanged':
      return same(state.hours.get(command.data.branchId ?? 'company'), command.data.hours);
    case 'PolicyChanged':
      return same(state.policies.get(scopeName(command.data.scope)), command.data.policy);
    case 'LineAssigned':
      return state.lines.has(command.data.line) && state.branchesOfLines.get(command.data.line) === command.data.branchId;
    case 'LineReleased':
      return !state.lines.has(command.data.line);
  }
}

const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);
