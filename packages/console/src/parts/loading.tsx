// Holds the place of rows that are on their way.
import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const widths = ['92%', '78%', '85%', '70%'];

export function Loading({ rows = 4 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm" p="sm" aria-busy>
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {widths.slice(0, rows).map(width => (
        <Skeleton key={width} height={22} w={width} />
      ))}
    </Stack>
  );
}
