// What a company allows, and for which fee: policies per scope, merged key by key, the most specific scope first.
import { z } from 'zod';
import { idSchema, type ModificationKind, type Money } from '../values.ts';

export const feeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), amountCents: z.int().nonnegative() }),
  z.strictObject({
    kind: z.literal('tiers'),
    /** The fee for notice shorter than `underHours`; the smallest bound above the notice counts. */
    tiers: z.array(z.strictObject({ underHours: z.number().positive(), amountCents: z.int().nonnegative() })).min(1),
  }),
  z.strictObject({ kind: z.literal('percentage'), percent: z.number().min(0).max(100) }),
]);
export type FeeRule = z.infer<typeof feeSchema>;

// Null says "no such rule here" and so ends a broader scope's rule; a missing key leaves it in force.
const rules = {
  allowed: z.boolean().optional(),
  hoursBefore: z.number().nonnegative().nullable().optional(),
  maxPerMonth: z.int().nonnegative().nullable().optional(),
  fee: feeSchema.nullable().optional(),
};
// Strict: a misspelt key would otherwise lift the rule it was meant to be.
export const policySchema = z.strictObject({
  cancel: z.strictObject(rules).optional(),
  reschedule: z.strictObject({ ...rules, maxPerAppointment: z.int().nonnegative().nullable().optional() }).optional(),
});
export type Policy = z.infer<typeof policySchema>;

export const policyScopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('company') }),
  z.strictObject({ kind: z.enum(['branch', 'service', 'staff']), id: idSchema }),
]);
export type PolicyScope = z.infer<typeof policyScopeSchema>;

/** `company`, or `branch:ID`, `service:ID`, `staff:ID`. */
export const scopeName = (scope: PolicyScope): string => (scope.kind === 'company' ? 'company' : `${scope.kind}:${scope.id}`);

/** The keys of a policy, in the order they are judged. */
export const ruleKeys = ['allowed', 'hoursBefore', 'maxPerAppointment', 'maxPerMonth', 'fee'] as const;
export type RuleKey = (typeof ruleKeys)[number];

/** What scopes say about the keys, each value with the scope it comes from. */
export type SourcedRules = Partial<Record<RuleKey, { value: unknown; scope: string }>>;

/** The rules in force for one operation on one appointment. */
export interface EffectivePolicy {
  allowed: boolean;
  hoursBefore: number | null;
  maxPerMonth: number | null;
  maxPerAppointment: number | null;
  fee: FeeRule | null;
  /** The most specific scope that contributed a key, or `none`. */
  scope: string;
  /** Which scope each key in force comes from. */
  sources: Partial<Record<RuleKey, string>>;
}

export interface PolicyScopeIds {
  branchId?: string | undefined;
  serviceId?: string | undefined;
  staffId?: string | undefined;
}

/** The scopes that apply, the most specific first: staff before service before branch before company. */
export const scopesOf = ({ staffId, serviceId, branchId }: PolicyScopeIds): string[] => [
  ...(staffId ? [`staff:${staffId}`] : []),
  ...(serviceId ? [`service:${serviceId}`] : []),
  ...(branchId ? [`branch:${branchId}`] : []),
  'company',
];

/** What one scope says about one operation. */
export function rulesOf(policies: ReadonlyMap<string, Policy>, scope: string, operation: ModificationKind): SourcedRules {
  const said: Partial<Record<RuleKey, unknown>> = policies.get(scope)?.[operation] ?? {};
  return Object.fromEntries(ruleKeys.flatMap(key => (said[key] === undefined ? [] : [[key, { value: said[key], scope }]])));
}

/** The more specific rules before the broader ones, each key on its own. Associative; no rules at all change nothing. */
export const mergeRules = (specific: SourcedRules, broad: SourcedRules): SourcedRules => ({ ...broad, ...specific });

/** Merges the policies that apply to these ids. */
export function effectivePolicy(
  policies: ReadonlyMap<string, Policy>,
  operation: ModificationKind,
  ids: PolicyScopeIds,
): EffectivePolicy {
  const scopes = scopesOf(ids);
  const merged = scopes.map(scope => rulesOf(policies, scope, operation)).reduceRight((broad, own) => mergeRules(own, broad), {});
  const entries = Object.entries(merged);
  const used = new Set(entries.map(([, { scope }]) => scope));
  return {
    ...effectiveSchema.parse(Object.fromEntries(entries.map(([key, { value }]) => [key, value]))),
    scope: scopes.find(name => used.has(name)) ?? 'none',
    sources: Object.fromEntries(entries.map(([key, { scope }]) => [key, scope])),
  };
}

const effectiveSchema = z.object({
  allowed: z.boolean().default(true),
  hoursBefore: z.number().nullable().default(null),
  maxPerMonth: z.number().nullable().default(null),
  maxPerAppointment: z.number().nullable().default(null),
  fee: feeSchema.nullable().default(null),
});

/**
 * The fee in cents of `currency`. No rule, an unknown price or zero per cent cost nothing: a fee that is not
 * written down is not owed.
 */
export function feeFor(rule: FeeRule | null, hoursNotice: number, price: Money | undefined, currency: string): Money {
  if (!rule) return { amountCents: 0, currency };
  switch (rule.kind) {
    case 'fixed':
      return { amountCents: rule.amountCents, currency };
    case 'tiers': {
      const bounds = rule.tiers.filter(tier => hoursNotice < tier.underHours).sort((a, b) => a.underHours - b.underHours);
      return { amountCents: bounds[0]?.amountCents ?? 0, currency };
    }
    case 'percentage':
      return price
        ? { amountCents: Math.round((price.amountCents * rule.percent) / 100), currency: price.currency }
        : { amountCents: 0, currency };
  }
}

/** Real hours from `now` to `startsAt`, two decimals, rounded down so that a limit is never reached by rounding. */
export function hoursOfNotice(now: Date, startsAt: string): number {
  return Math.floor((Date.parse(startsAt) - now.getTime()) / 36_000) / 100;
}
