// An access key is entered once; what stays in the browser is a session that no script can read.
import { Alert, Button, Card, Center, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signIn } from '../api/session.ts';
import { Problem } from '../parts/problem.tsx';
import { noteSignedIn } from './connection.ts';
import { LanguageChoice } from './user-menu.tsx';

export function SignInPage() {
  const { t } = useTranslation();
  return (
    <Center component="main" mih="90vh" p="md">
      <Stack w="100%" maw={400}>
        <Card padding="xl">
          <Title order={1} mb={4}>
            Rebook
          </Title>
          <Text c="dimmed" mb="lg">
            {t('signIn.lead')}
          </Text>
          <SignInForm />
        </Card>
        <Center>
          <LanguageChoice />
        </Center>
      </Stack>
    </Center>
  );
}

/** Also shown over what somebody was doing when their session ended. */
export function SignInForm() {
  const { t } = useTranslation();
  const [key, setKey] = useState('');
  const queries = useQueryClient();
  const asked = useMutation({
    mutationFn: signIn,
    onSuccess: () => {
      setKey('');
      noteSignedIn();
      return queries.invalidateQueries();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (key.trim() !== '' && !asked.isPending) asked.mutate(key.trim());
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <PasswordInput
          label={t('signIn.key')}
          description={t('signIn.keyHelp')}
          value={key}
          onChange={event => setKey(event.currentTarget.value)}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
          required
          withAsterisk={false}
          data-autofocus
        />
        {asked.error && <Problem error={asked.error} />}
        <Button type="submit" loading={asked.isPending} fullWidth>
          {t('signIn.go')}
        </Button>
        {!window.isSecureContext && <Alert color="orange">{t('signIn.insecure')}</Alert>}
      </Stack>
    </form>
  );
}
