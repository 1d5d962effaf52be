// The appointments of a day, by time or by member of staff.
import { Group, SegmentedControl, Select, Stack, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered, api } from '../../api/client.ts';
import { live } from '../../api/live.ts';
import type { Appointment } from '../../api/types.ts';
import { useDesk } from '../../app/who.ts';
import { AppointmentRows } from '../../parts/appointment-rows.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Loading } from '../../parts/loading.tsx';
import { More } from '../../parts/more.tsx';
import { Problem } from '../../parts/problem.tsx';

const onPage = 100;

export function DayList({ day }: { day: string }) {
  const { t } = useTranslation();
  const { company, branch } = useDesk();
  const [staff, setStaff] = useState<string>();
  const [by, setBy] = useState('time');
  const asked = useInfiniteQuery({
    queryKey: ['appointments', company.company_id, { day, branch, staff }],
    queryFn: ({ signal, pageParam }) =>
      answered(
        api.GET('/v1/appointments', {
          params: {
            query: {
              company: company.company_id,
              from: day,
              to: day,
              limit: onPage,
              ...(branch !== undefined && { branch }),
              ...(staff !== undefined && { staff }),
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
  const nameOf = (id: string): string => company.staff.find(one => one.staff_id === id)?.name ?? id;

  return (
    <Stack component="section" aria-label={t('today.appointments')} gap="sm">
      <Group justify="space-between" gap="xs">
        <SegmentedControl
          aria-label={t('today.order')}
          data={[
            { value: 'time', label: t('today.byTime') },
            { value: 'staff', label: t('today.byStaff') },
          ]}
          value={by}
          onChange={setBy}
        />
        {company.staff.length > 1 && (
          <Select
            aria-label={t('staff')}
            placeholder={t('today.allStaff')}
            data={company.staff.map(one => ({ value: one.staff_id, label: nameOf(one.staff_id) }))}
            value={staff ?? null}
            onChange={id => setStaff(id ?? undefined)}
            clearable
            clearButtonProps={{ 'aria-label': t('today.allStaff') }}
            w={200}
          />
        )}
      </Group>
      {asked.error && <Problem error={asked.error} again={() => void asked.refetch()} />}
      {asked.isPending && !asked.error && <Loading />}
      {asked.data && rows.length === 0 && <Empty title={t('today.none')}>{t('today.noneLead')}</Empty>}
      {by === 'time'
        ? rows.length > 0 && <AppointmentRows caption={t('today.appointments')} rows={rows} />
        : byStaff(rows).map(([id, own]) => (
            <Stack key={id} gap={6}>
              <Title order={2}>{id === '' ? t('today.nobody') : nameOf(id)}</Title>
              <AppointmentRows caption={id === '' ? t('today.nobody') : nameOf(id)} rows={own} />
            </Stack>
          ))}
      <More of={asked} />
    </Stack>
  );
}

/** By member of staff, the rows without one last. */
function byStaff(rows: readonly Appointment[]): [string, Appointment[]][] {
  const groups = new Map<string, Appointment[]>();
  for (const row of rows) groups.set(row.staff_id ?? '', [...(groups.get(row.staff_id ?? '') ?? []), row]);
  return [...groups].sort(([a], [b]) => Number(a === '') - Number(b === '') || a.localeCompare(b));
}
