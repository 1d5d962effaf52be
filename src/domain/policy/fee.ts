// Works out the fee of a change and its notice in hours.

import type { Money } from '../values.ts';
import type { FeeRule } from './policy.ts';

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
