// What went wrong, as a sentence with its code, and the way to try again.
import { Alert, Button, Code, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiFault } from '../api/client.ts';
import { useCodeText } from './code-text.tsx';

interface ProblemProps {
  error: Error;
  again?: () => void;
}

export function Problem({ error, again }: ProblemProps) {
  const { t } = useTranslation();
  const textOf = useCodeText();
  const code = error instanceof ApiFault ? error.code : undefined;
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} role="alert" w="100%">
      <Text size="sm">{code === undefined ? t('problem.noAnswer') : textOf(code)}</Text>
      <Group mt="xs" gap="sm">
        {code !== undefined && <Code>{code}</Code>}
        {again && (
          <Button size="compact-sm" variant="default" onClick={again}>
            {t('again')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
