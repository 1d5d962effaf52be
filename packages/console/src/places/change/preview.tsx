// What a change would come to now: allowed or not and by which rule, the terms, and what the customer would be sent.
import { Alert, Card, Stack, Text } from '@mantine/core';
import { IconBan, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../api/types.ts';
import { CodeText } from '../../parts/code-text.tsx';
import { TermsLine } from '../../parts/terms-line.tsx';

export function PreviewOf({ of: { allowed, refusal, terms, text } }: { of: Preview }) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm" aria-live="polite">
      <Alert
        color={allowed ? 'teal' : 'red'}
        icon={allowed ? <IconCircleCheck aria-hidden /> : <IconBan aria-hidden />}
        title={t(allowed ? 'change.allowed' : 'change.refused')}
        role="presentation"
      >
        {refusal && (
          <Stack gap={4}>
            <CodeText code={refusal.code} />
            <Text size="sm">
              {t('change.callerHears')} „{refusal.message}“
            </Text>
          </Stack>
        )}
        {terms && <TermsLine of={terms} />}
      </Alert>
      {text && (
        <Card padding="sm">
          <Text size="sm" c="dimmed">
            {t('change.message')}
          </Text>
          <Text size="sm" fw={600}>
            {text.subject}
          </Text>
          <Text size="sm">{text.sms}</Text>
        </Card>
      )}
    </Stack>
  );
}
