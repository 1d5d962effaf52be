// A company's policy as the API spells it. Bounds are the domain's.
import { z } from 'zod';
import type { ExplainedRule } from '../../../domain/policy/explain-policy.ts';
import { type FeeRule, feeSchema, type Policy, policySchema } from '../../../domain/policy/policy.ts';
import type { Terms } from '../../../domain/policy/terms.ts';
import type { ModificationKind } from '../../../domain/values.ts';
import { apiNameOf, fromApi, toApi } from '../field-names.ts';
import { money } from './values.ts';

const [fixed, tiers, percentage] = feeSchema.options;
const tier = tiers.shape.tiers.element;
const fee = z.discriminatedUnion('kind', [
  z.strictObject({ kind: fixed.shape.kind, amount_cents: fixed.shape.amountCents }),
  z.strictObject({
    kind: tiers.shape.kind,
    tiers: z
      .array(z.strictObject({ under_hours: tier.shape.underHours, amount_cents: tier.shape.amountCents }))
      .min(1)
      .describe('The fee for notice shorter than `under_hours`; the smallest bound above the notice counts.'),
  }),
  percentage,
]);

const known = policySchema.shape.reschedule.unwrap().shape;
const rules = {
  allowed: known.allowed,
  hours_before: known.hoursBefore,
  max_per_month: known.maxPerMonth,
  fee: fee.nullable().optional(),
};
/** Strict, as the domain's: a misspelt key would lift the rule it was meant to be. */
export const policy = z
  .strictObject({
    cancel: z.strictObject(rules).optional(),
    reschedule: z.strictObject({ ...rules, max_per_appointment: known.maxPerAppointment }).optional(),
  } satisfies Record<ModificationKind, unknown>)
  .describe('Null ends a broader scope’s rule; a key that is left out leaves it in force.');
export const policyExample = {
  cancel: { hours_before: 24, fee: { kind: 'tiers', tiers: [{ under_hours: 336, amount_cents: 1_000 }] } },
  reschedule: { hours_before: 24, max_per_appointment: 3 },
};

type ApiPolicy = z.infer<typeof policy>;
type ApiFee = z.infer<typeof fee>;

export const policyFromApi = ({ cancel, reschedule }: ApiPolicy): Policy => ({
  ...(cancel && { cancel: rulesFromApi(cancel) }),
  ...(reschedule && { reschedule: rulesFromApi(reschedule) }),
});

export const policyToApi = ({ cancel, reschedule }: Policy): ApiPolicy => ({
  ...(cancel && { cancel: rulesToApi(cancel) }),
  ...(reschedule && { reschedule: rulesToApi(reschedule) }),
});

// Both operations have these rules; a move may have one more, which is renamed like the others.
function rulesFromApi({ fee, ...others }: NonNullable<ApiPolicy['reschedule']>): NonNullable<Policy['reschedule']> {
  return { ...fromApi(others), ...(fee !== undefined && { fee: fee && feeFromApi(fee) }) };
}

function rulesToApi({ fee, ...others }: NonNullable<Policy['reschedule']>): NonNullable<ApiPolicy['reschedule']> {
  return { ...toApi(others), ...(fee !== undefined && { fee: fee && feeToApi(fee) }) };
}

function feeFromApi(fee: ApiFee): FeeRule {
  switch (fee.kind) {
    case 'fixed':
      return fromApi(fee);
    case 'tiers':
      return { ...fee, tiers: fee.tiers.map(fromApi) };
    case 'percentage':
      return fee;
  }
}

function feeToApi(fee: FeeRule): ApiFee {
  switch (fee.kind) {
    case 'fixed':
      return toApi(fee);
    case 'tiers':
      return { ...fee, tiers: fee.tiers.map(toApi) };
    case 'percentage':
      return fee;
  }
}

/** A rule's key, as in `cancel.hours_before`. */
export const ruleKeyToApi = (key: string): string => key.split('.').map(apiNameOf).join('.');

const ruleValue = z.union([z.boolean(), z.number(), fee, z.null()]).describe('A switch, a number or a fee, by its key.');
export const explainedRule = z.object({
  key: z.string().describe('As in `cancel.hours_before`.'),
  value: ruleValue,
  scope: z.string().describe('`company`, `branch:ID`, `service:ID` or `staff:ID`.'),
  overridden: z
    .array(z.object({ scope: z.string(), value: ruleValue }))
    .describe('What broader scopes say, and what does not count here.'),
});

export const explainedRuleToApi = ({ key, value, scope, overridden }: ExplainedRule): z.infer<typeof explainedRule> => ({
  key: ruleKeyToApi(key),
  value: ruleValueToApi(value),
  scope,
  overridden: overridden.map(one => ({ scope: one.scope, value: ruleValueToApi(one.value) })),
});

function ruleValueToApi(value: unknown): z.infer<typeof ruleValue> {
  const rule = z.union([z.boolean(), z.number(), feeSchema, z.null()]).parse(value);
  return typeof rule === 'object' && rule !== null ? feeToApi(rule) : rule;
}

export const terms = z.object({
  within_policy: z.boolean(),
  hours_notice: z.number().describe('Real hours between the decision and the start, two decimals.'),
  fee: money,
  fee_accepted: z.boolean(),
  fee_waived: money.optional().describe('What would have been due, where staff waived it.'),
  policy_scope: z.string().describe('The most specific scope that contributed a key; `none` without a policy.'),
  policy_revision: z.string().nullable(),
});

export const termsToApi = ({ fee, feeWaived, ...others }: Terms): z.infer<typeof terms> => ({
  ...toApi(others),
  fee: toApi(fee),
  ...(feeWaived && { fee_waived: toApi(feeWaived) }),
});
