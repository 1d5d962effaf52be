// A customer's appointments: those to come first, then those that were, a page at a time.
import { Stack, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered, api } from '../../api/client.ts';
import { live } from '../../api/live.ts';
import { useDesk } from '../../app/who.ts';
import { AppointmentRows } from '../../parts/appointment-rows.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Loading } from '../../parts/loading.tsx';
import { More } from '../../parts/more.tsx';
import { Problem } from '../../parts/problem.tsx';

const onPage = 20;

export function CustomerAppointments({ id }: { id: string }) {
  const { t } = useTranslation();
  // Fixed while the place is open: a page and the next one must have the same beginning.
  const [now] = useState(() => new Date());
  return (
    <>
      <Some id={id} title={t('find.toCome')} none={t('find.noneToCome')} bounds={{ from: now.toISOString() }} />
      <Some id={id} title={t('find.before')} bounds={{ to: now.toISOString() }} />
    </>
  );
}

interface SomeProps {
  id: string;
  title: string;
  /** Said where there is nothing; left out, then nothing is shown. */
  none?: string;
  bounds: { from: string } | { to: string };
}

function Some({ id, title, none, bounds }: SomeProps) {
  const { company } = useDesk();
  const asked = useInfiniteQuery({
    queryKey: ['appointments', company.company_id, id, bounds],
    queryFn: ({ signal, pageParam }) =>
      answered(
        api.GET('/v1/appointments', {
          params: {
            query: {
              company: company.company_id,
              customer: id,
              limit: onPage,
              ...bounds,
              ...(pageParam !== '' && { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: page => page.next ?? undefined,
    ...live,
  });
  const rows = asked.data?.pages.flatMap(page => page.appointments) ?? [];
  if (asked.data && rows.length === 0 && none === undefined) return null;
  return (
    <Stack component="section" gap="xs" aria-label={title}>
      <Title order={2}>{title}</Title>
      {asked.error && <Problem error={asked.error} again={() => void asked.refetch()} />}
      {asked.isPending && <Loading rows={2} />}
      {asked.data && rows.length === 0 && <Empty title={none ?? ''} />}
      {rows.length > 0 && <AppointmentRows caption={title} rows={rows} withDay withoutCustomer />}
      <More of={asked} />
    </Stack>
  );
}
