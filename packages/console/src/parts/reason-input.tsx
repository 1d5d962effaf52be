// The reason that stays on record: a word of one's own, with those that are often wanted to take with a click.
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface ReasonInputProps {
  label: string;
  value: string;
  onChange(value: string): void;
  suggested: readonly string[];
}

/** As the API takes it. */
const longestReason = 50;

export function ReasonInput({ label, value, onChange, suggested }: ReasonInputProps) {
  const { t } = useTranslation();
  return (
    <Stack gap={6}>
      <TextInput
        label={label}
        description={t('reason.help')}
        value={value}
        onChange={event => onChange(event.currentTarget.value)}
        maxLength={longestReason}
        autoComplete="off"
        required
        withAsterisk={false}
      />
      <Group gap={6} role="group" aria-label={t('reason.suggested')}>
        {suggested.map(one => (
          <Button key={one} size="compact-xs" variant="default" fw={500} onClick={() => onChange(one)}>
            {one}
          </Button>
        ))}
      </Group>
    </Stack>
  );
}
