// Explains a policy: where each rule in force comes from, and which broader rules it replaces.

import type { ModificationKind } from '../values.ts';
import { mergeRules, type Policy, type PolicyScopeIds, type RuleKey, ruleKeys, rulesOf, scopesOf } from './policy.ts';

export interface ExplainedRule {
  /** As in `cancel.hoursBefore`. */
  key: string;
  value: unknown;
  scope: string;
  /** What less specific scopes say, which does not count here. */
  overridden: { scope: string; value: unknown }[];
}

/** The rules of one operation that are in force for these ids, in the order they are judged. A key nobody set is not among them. */
export function explainPolicy(
  policies: ReadonlyMap<string, Policy>,
  operation: ModificationKind,
  ids: PolicyScopeIds,
): ExplainedRule[] {
  const said = scopesOf(ids).map(scope => rulesOf(policies, scope, operation));
  const inForce = said.reduceRight((broad, own) => mergeRules(own, broad), {});
  return ruleKeys.flatMap((key: RuleKey) => {
    const rule = inForce[key];
    if (!rule) return [];
    const all = said.flatMap(rules => rules[key] ?? []);
    return [{ key: `${operation}.${key}`, ...rule, overridden: all.filter(({ scope }) => scope !== rule.scope) }];
  });
}
