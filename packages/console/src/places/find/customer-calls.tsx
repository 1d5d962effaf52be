// The calls in which a customer was identified.
import { Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { More } from '../../parts/more.tsx';
import { Problem } from '../../parts/problem.tsx';
import { CallRows, useCalls } from '../calls/call-rows.tsx';

export function CustomerCalls({ id }: { id: string }) {
  const { t } = useTranslation();
  const asked = useCalls({ customer: id, limit: 10 });
  const rows = asked.data?.pages.flatMap(page => page.calls) ?? [];
  if (asked.error) return <Problem error={asked.error} again={() => void asked.refetch()} />;
  if (rows.length === 0) return null;
  return (
    <Stack component="section" gap="xs" aria-label={t('places.calls')}>
      <Title order={2}>{t('places.calls')}</Title>
      <CallRows rows={rows} withoutCustomer />
      <More of={asked} />
    </Stack>
  );
}
