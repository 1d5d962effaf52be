// Says that the service is away, since when what is shown may be old, and that nothing typed is lost.
import { Alert } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../text/format.ts';
import { useConnection } from './connection.ts';
import { useDesk } from './who.ts';

export function ConnectionLost() {
  const { t } = useTranslation();
  const { lostSince } = useConnection();
  const format = useFormat(useDesk().company.time_zone);
  return (
    <div role="alert">
      {lostSince && (
        <Alert color="orange" title={t('lost.title')} icon={<IconPlugConnectedX aria-hidden />} mb="md" role="presentation">
          {t('lost.lead', { time: format.time(lostSince.toISOString()) })}
        </Alert>
      )}
    </div>
  );
}
