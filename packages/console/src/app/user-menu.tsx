// Who is signed in, and what they choose for this device: language and light or dark.
import { ActionIcon, Button, Divider, Menu, SegmentedControl, Stack, Text, useMantineColorScheme } from '@mantine/core';
import { IconLogout, IconUser } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { signOut } from '../api/session.ts';
import { isLanguage, speak } from '../text/languages.ts';
import { useDesk } from './who.ts';

export function LanguageChoice() {
  const { t, i18n } = useTranslation();
  return (
    <SegmentedControl
      aria-label={t('shell.language')}
      data={[
        { value: 'de', label: 'Deutsch' },
        { value: 'en', label: 'English' },
      ]}
      value={i18n.language}
      onChange={language => {
        if (isLanguage(language)) void speak(language);
      }}
    />
  );
}

export function UserMenu() {
  const { t } = useTranslation();
  const { key } = useDesk();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  // Nothing of this person stays in the page's memory.
  const leave = useMutation({ mutationFn: signOut, onSuccess: () => window.location.assign('/console') });
  return (
    <Menu width={260} position="bottom-end" withArrow closeOnItemClick={false} trapFocus>
      <Menu.Target>
        <ActionIcon variant="default" size={40} aria-label={t('shell.you', { name: key.name })}>
          <IconUser size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Stack gap="xs" p="xs">
          <div>
            <Text fw={650}>{key.name}</Text>
            <Text size="sm" c="dimmed">
              {t(`roles.${key.role}`)} · {key.personal ? t('shell.seesNames') : t('shell.seesNoNames')}
            </Text>
          </div>
          <LanguageChoice />
          <SegmentedControl
            aria-label={t('shell.brightness')}
            data={[
              { value: 'light', label: t('shell.light') },
              { value: 'dark', label: t('shell.dark') },
              { value: 'auto', label: t('shell.auto') },
            ]}
            value={colorScheme}
            onChange={value => {
              if (value === 'light' || value === 'dark' || value === 'auto') setColorScheme(value);
            }}
          />
          <Divider />
          <Button
            variant="default"
            leftSection={<IconLogout size={18} aria-hidden />}
            loading={leave.isPending}
            onClick={() => leave.mutate(false)}
          >
            {t('shell.signOut')}
          </Button>
          <Button variant="subtle" size="compact-sm" onClick={() => leave.mutate(true)}>
            {t('shell.signOutEverywhere')}
          </Button>
        </Stack>
      </Menu.Dropdown>
    </Menu>
  );
}
