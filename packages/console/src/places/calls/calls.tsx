// The calls of a company, the newest first.
import { Button, Card, Group, Switch, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../parts/empty.tsx';
import { Loading } from '../../parts/loading.tsx';
import { More } from '../../parts/more.tsx';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../parts/problem.tsx';
import { CallRows, useCalls } from './call-rows.tsx';

export function Calls() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [id, setId] = useState('');
  const [lockedOut, setLockedOut] = useState(false);
  const asked = useCalls({ lockedOut, limit: 50 });
  const rows = asked.data?.pages.flatMap(page => page.calls) ?? [];
  const open = (event: FormEvent): void => {
    event.preventDefault();
    if (id.trim() !== '') void navigate({ to: '/calls/$callId', params: { callId: id.trim() } });
  };
  return (
    <Page title={t('places.calls')} place="calls">
      <Card component="search">
        <form onSubmit={open}>
          <Group align="flex-end" gap="sm">
            <TextInput
              label={t('calls.id')}
              value={id}
              onChange={event => setId(event.currentTarget.value)}
              maxLength={128}
              autoComplete="off"
              style={{ flex: '1 1 220px' }}
            />
            <Button type="submit" variant="default">
              {t('calls.open')}
            </Button>
            <Switch
              label={t('calls.onlyLockedOut')}
              checked={lockedOut}
              onChange={event => setLockedOut(event.currentTarget.checked)}
              mb={8}
            />
          </Group>
        </form>
      </Card>
      {asked.error && <Problem error={asked.error} again={() => void asked.refetch()} />}
      {asked.isPending && !asked.error && <Loading />}
      {asked.data && rows.length === 0 && <Empty title={t('calls.none')}>{!lockedOut && t('calls.noneLead')}</Empty>}
      {rows.length > 0 && <CallRows rows={rows} />}
      <More of={asked} />
    </Page>
  );
}
