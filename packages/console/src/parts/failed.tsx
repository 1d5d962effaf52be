// A place that broke: it says so, and the rest of the console goes on.
import { Alert, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export function Failed() {
  const { t } = useTranslation();
  return (
    <Alert color="red" title={t('failed.title')} role="alert">
      <Button mt="sm" variant="default" onClick={() => window.location.reload()}>
        {t('failed.reload')}
      </Button>
    </Alert>
  );
}
