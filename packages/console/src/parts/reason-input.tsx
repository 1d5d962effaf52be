// The reason that stays on record: a word of one's own, with those that are often wanted.
import { Autocomplete } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface ReasonInputProps {
  label: string;
  value: string;
  onChange(value: string): void;
  suggested: readonly string[];
}

/** As the API takes it. */
export const longestReason = 50;

export function ReasonInput({ label, value, onChange, suggested }: ReasonInputProps) {
  const { t } = useTranslation();
  return (
    <Autocomplete
      label={label}
      description={t('reason.help')}
      data={[...suggested]}
      value={value}
      onChange={onChange}
      maxLength={longestReason}
      required
      withAsterisk={false}
      comboboxProps={{ zIndex: 500 }}
    />
  );
}
