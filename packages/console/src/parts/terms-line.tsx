// The terms of a change: notice, fee, and which policy said so.
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Terms } from '../api/types.ts';
import { useFormat } from '../text/format.ts';

export function TermsLine({ of }: { of: Terms }) {
  const { t } = useTranslation();
  const format = useFormat('UTC');
  const { fee, fee_waived: waived } = of;
  /** `branch:mitte` is the branch of that id. */
  const scopeOf = (scope: string): string => {
    const [kind = '', id] = scope.split(':');
    return isScope(kind) ? `${t(`terms.scopes.${kind}`)}${id === undefined ? '' : ` ${id}`}` : scope;
  };
  const parts = [
    t(of.within_policy ? 'terms.within' : 'terms.outside'),
    t('terms.notice', { hours: format.number(of.hours_notice, 1) }),
    fee.amount_cents > 0 ? t('terms.fee', { amount: format.money(fee) }) : t('terms.free'),
    ...(waived ? [t('terms.waived', { amount: format.money(waived) })] : []),
    of.policy_revision === null
      ? t('terms.noPolicy')
      : t('terms.policy', { scope: scopeOf(of.policy_scope), revision: of.policy_revision }),
  ];
  return <Text size="sm">{parts.join(' · ')}</Text>;
}

const isScope = (kind: string): kind is 'company' | 'branch' | 'service' | 'staff' | 'none' =>
  ['company', 'branch', 'service', 'staff', 'none'].includes(kind);
