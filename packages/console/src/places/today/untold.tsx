// Customers who must still hear of a change, with the text to read to them.
import { Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered, api } from '../../api/client.ts';
import { live } from '../../api/live.ts';
import { useDesk } from '../../app/who.ts';
import { Empty } from '../../parts/empty.tsx';
import { Loading } from '../../parts/loading.tsx';
import { More } from '../../parts/more.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { UntoldEntry } from './untold-entry.tsx';

const onPage = 8;
/** Staff put these right at the calendar: they stand among what is to be decided. */
const decidedElsewhere = new Set(['calendar_refused', 'booking_uid_unknown']);

export function Untold() {
  const { t } = useTranslation();
  const { company } = useDesk();
  const asked = useInfiniteQuery({
    queryKey: ['notifications', company.company_id],
    queryFn: ({ signal, pageParam }) =>
      answered(
        api.GET('/v1/notifications', {
          params: {
            query: {
              company: company.company_id,
              state: 'open',
              limit: onPage,
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
  const all = asked.data?.pages.flatMap(page => page.notifications).filter(({ kind }) => !decidedElsewhere.has(kind)) ?? [];
  return (
    <Panel title={t('untold.title')} count={all.length} isMore={asked.hasNextPage} isUrgent>
      {asked.error && <Problem error={asked.error} again={() => void asked.refetch()} />}
      {asked.isPending && !asked.error && <Loading rows={2} />}
      {asked.data && all.length === 0 && <Empty title={t('untold.none')} />}
      <Stack gap="sm">
        {all.map(one => (
          <UntoldEntry
            key={one.notification_id}
            id={one.notification_id}
            kind={one.kind}
            createdAt={one.created_at}
            callId={one.call_id}
          />
        ))}
      </Stack>
      <More of={asked} />
    </Panel>
  );
}
