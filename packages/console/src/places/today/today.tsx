// The desk: the day's appointments beside all that waits for a member of staff.
import { ActionIcon, Button, Grid, Group, Stack, TextInput } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { mayWork, useDesk } from '../../app/who.ts';
import { Empty } from '../../parts/empty.tsx';
import { Page } from '../../parts/page.tsx';
import { dayAfter, dayOf, useFormat } from '../../text/format.ts';
import { Callbacks } from './callbacks.tsx';
import { DayList } from './day-list.tsx';
import { PendingChanges } from './pending.tsx';
import { Untold } from './untold.tsx';

const route = getRouteApi('/');

export function Today() {
  const { t } = useTranslation();
  const { key, company } = useDesk();
  const format = useFormat(company.time_zone);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const today = dayOf(new Date(), company.time_zone);
  const day = search.day ?? today;
  const go = (to: string): void => void navigate({ search: to === today || to === '' ? {} : { day: to } });
  // At noon in London a day is the same day in every zone that matters here.
  const named = format.day(`${day}T12:00:00Z`);

  if (!mayWork(key)) {
    return (
      <Page title={t('places.today')} place="today">
        <Empty title={t('today.notYours')} />
      </Page>
    );
  }
  const aside = (
    <Group gap={6} wrap="nowrap">
      <ActionIcon variant="default" size={36} onClick={() => go(dayAfter(day, -1))} aria-label={t('today.before')}>
        <IconChevronLeft size={18} aria-hidden />
      </ActionIcon>
      <TextInput type="date" aria-label={t('today.day')} value={day} onChange={event => go(event.currentTarget.value)} w={150} />
      <ActionIcon variant="default" size={36} onClick={() => go(dayAfter(day, 1))} aria-label={t('today.after')}>
        <IconChevronRight size={18} aria-hidden />
      </ActionIcon>
      {day !== today && (
        <Button variant="default" onClick={() => go(today)}>
          {t('today.today')}
        </Button>
      )}
    </Group>
  );
  return (
    <Page title={day === today ? t('today.title', { day: named }) : named} place="today" aside={aside}>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 4 }} order={{ base: 1, lg: 2 }}>
          <Stack gap="md">
            <PendingChanges />
            <Untold />
            <Callbacks />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 8 }} order={{ base: 2, lg: 1 }}>
          <DayList day={day} />
        </Grid.Col>
      </Grid>
    </Page>
  );
}
