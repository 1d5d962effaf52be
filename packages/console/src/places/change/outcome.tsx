// What became of a change: done, waiting for Cal.com, or refused.
import { Alert, Stack, Text } from '@mantine/core';
import { IconBan, IconCircleCheck, IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SpokenAnswer } from '../../api/types.ts';
import { CodeText } from '../../parts/code-text.tsx';

export function Outcome({ answer: { success, status, code, message } }: { answer: SpokenAnswer }) {
  const { t } = useTranslation();
  const became = success ? 'done' : status === 'pending' ? 'pending' : 'refused';
  const signs = {
    done: { color: 'teal', icon: <IconCircleCheck aria-hidden /> },
    pending: { color: 'orange', icon: <IconClock aria-hidden /> },
    refused: { color: 'red', icon: <IconBan aria-hidden /> },
  };
  return (
    <Alert {...signs[became]} title={t(`change.became.${became}`)} role="status">
      <Stack gap={4}>
        <Text size="sm">„{message}“</Text>
        <CodeText code={code} />
      </Stack>
    </Alert>
  );
}
