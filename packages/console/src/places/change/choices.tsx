// What staff decide beside the change itself: who bears the fee, and whether it is done although the rules refuse it.
import { Checkbox, Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../api/types.ts';
import { useDesk } from '../../app/who.ts';
import { ReasonInput } from '../../parts/reason-input.tsx';
import { useFormat } from '../../text/format.ts';
import type { Entered } from './change.ts';

interface ChoicesProps {
  preview: Preview;
  entered: Entered;
  enter(next: Partial<Entered>): void;
}

const hasFee = ({ terms }: Preview): boolean => (terms?.fee.amount_cents ?? 0) > 0;

/** All that must be said is said. */
export const isComplete = (preview: Preview, entered: Entered): boolean =>
  (preview.allowed || (entered.override && entered.overrideReason.trim() !== '')) &&
  (!hasFee(preview) || entered.fee === 'accepted' || (entered.fee === 'waived' && entered.waiveReason.trim() !== ''));

export function Choices({ preview, entered, enter }: ChoicesProps) {
  const { t } = useTranslation();
  const format = useFormat(useDesk().company.time_zone);
  const isFee = (value: string): value is Entered['fee'] => value === 'accepted' || value === 'waived';
  return (
    <Stack>
      {!preview.allowed && (
        <>
          <Checkbox
            label={t('change.override')}
            description={t('change.overrideHelp')}
            checked={entered.override}
            onChange={event => enter({ override: event.currentTarget.checked })}
          />
          {entered.override && (
            <ReasonInput
              label={t('change.overrideReason')}
              value={entered.overrideReason}
              onChange={overrideReason => enter({ overrideReason })}
              suggested={['illness', 'goodwill', 'our_mistake', 'closed_that_day']}
            />
          )}
        </>
      )}
      {hasFee(preview) && preview.terms && (
        <>
          <Radio.Group
            label={t('change.fee', { amount: format.money(preview.terms.fee) })}
            value={entered.fee}
            onChange={fee => {
              if (isFee(fee)) enter({ fee });
            }}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="accepted" label={t('change.feeAccepted')} />
              <Radio value="waived" label={t('change.feeWaived')} />
            </Stack>
          </Radio.Group>
          {entered.fee === 'waived' && (
            <ReasonInput
              label={t('change.waiveReason')}
              value={entered.waiveReason}
              onChange={waiveReason => enter({ waiveReason })}
              suggested={['goodwill', 'illness', 'our_mistake']}
            />
          )}
        </>
      )}
    </Stack>
  );
}
