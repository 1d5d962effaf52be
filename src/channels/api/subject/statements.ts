// What a person is told beside their data (GDPR Article 15(1)), and the rules of the company that decide about their appointments.
import { type EffectivePolicy, type Policy, type RuleKey, ruleKeys } from '../../../domain/policy/policy.ts';
import { modificationKindSchema } from '../../../domain/values.ts';
import { type StatementFacts, statementNames } from '../../../language/disclosed.ts';
import type { Reader } from './reader.ts';
import type { PersonalData } from './schema.ts';

/** What the service is set up with, as far as it concerns a person. */
export type StatementSettings = Omit<StatementFacts, 'company' | 'retentionMonths'>;

export function generalStatements({ texts, settings }: Reader, setUp: StatementSettings): PersonalData['general'] {
  const facts: StatementFacts = { ...setUp, company: settings.name, retentionMonths: settings.retentionMonths ?? null };
  return statementNames.map(name => ({
    name,
    title: texts.statements[name].title,
    texts: texts.statements[name].texts(facts),
  }));
}

/** Every rule that is set, at whatever place of the company. */
export function rulesInForce(reader: Reader): PersonalData['rules'] {
  return [...reader.company.policies].flatMap(([scope, policy]) =>
    modificationKindSchema.options.flatMap(operation =>
      ruleKeys.flatMap(rule => {
        const text = ruleText(operation, rule, policy, reader);
        return text === undefined ? [] : [{ operation, rule, scope, text: `${text} (${reader.scope(scope)})` }];
      }),
    ),
  );
}

/** Undefined where the policy says nothing of it, or lifts a rule of a broader place. */
function ruleText(operation: keyof Policy, rule: RuleKey, policy: Policy, reader: Reader): string | undefined {
  const rules: Partial<EffectivePolicyRules> = policy[operation] ?? {};
  const texts = reader.texts.rules[operation];
  if (rule === 'allowed') return rules.allowed === undefined ? undefined : texts.allowed(rules.allowed);
  if (rule === 'fee') return rules.fee ? texts.fee(reader.fee(rules.fee, reader.settings.currency)) : undefined;
  const limit = rules[rule];
  return limit === undefined || limit === null ? undefined : texts[rule](reader.number(limit));
}

type EffectivePolicyRules = {
  [K in RuleKey]: EffectivePolicy[K] | undefined;
};
