// What a company allows: policies per scope, merged key by key, the most specific scope first.
import { z } from 'zod';
import type { ModificationKind } from './values.ts';
import { idSchema } from './values.ts';

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
  sources: Record<string, string>;
}

export interface PolicySubject {
  branchId?: string | undefined;
  serviceId?: string | undefined;
  staffId?: string | undefined;
}

/** Merges the policies that apply: staff before service before branch before company, each key on its own. */
export function effectivePolicy(
  policies: ReadonlyMap<string, Policy>,
  operation: ModificationKind,
  subject: PolicySubject,
): EffectivePolicy {
  const scopes = [
    ...(subject.staffId ? [`staff:${subject.staffId}`] : []),
    ...(subject.serviceId ? [`service:${subject.serviceId}`] : []),
    ...(subject.branchId ? [`branch:${subject.branchId}`] : []),
    'company',
  ];
  const merged: Record<string, unknown> = {};
  const sources: Record<string, string> = {};
  for (const name of scopes) {
    for (const [key, value] of Object.entries(policies.get(name)?.[operation] ?? {})) {
      if (value === undefined || Object.hasOwn(sources, key)) continue;
      merged[key] = value;
      sources[key] = name;
    }
  }
  const used = new Set(Object.values(sources));
  const rule = rulesSchema.parse(merged);
  return { ...rule, scope: scopes.find(name => used.has(name)) ?? 'none', sources };
}

const rulesSchema = z.object({
  allowed: z.boolean().default(true),
  hoursBefore: z.number().nullable().default(null),
  maxPerMonth: z.number().nullable().default(null),
  maxPerAppointment: z.number().nullable().default(null),
  fee: feeSchema.nullable().default(null),
});
