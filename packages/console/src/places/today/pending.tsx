// What Cal.com has not answered for: what waits for a decision of staff, and what goes on by itself.
import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered, api } from '../../api/client.ts';
import { live } from '../../api/live.ts';
import { useDesk } from '../../app/who.ts';
import { Empty } from '../../parts/empty.tsx';
import { Loading } from '../../parts/loading.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { PendingEntry } from './pending-entry.tsx';

const mostShown = 50;
const decided = new Set(['operator_needed', 'booking_uid_unknown', 'calendar_refused']);

export function PendingChanges() {
  const { t } = useTranslation();
  const { company } = useDesk();
  const asked = useQuery({
    queryKey: ['pending', company.company_id],
    queryFn: ({ signal }) =>
      answered(api.GET('/v1/pending', { params: { query: { company: company.company_id, limit: mostShown } }, signal })),
    ...live,
  });
  const all = asked.data?.pending ?? [];
  const toDecide = all.filter(({ state }) => decided.has(state));
  const waiting = all.filter(({ state }) => !decided.has(state));
  const isMore = asked.data?.next != null;
  return (
    <>
      <Panel title={t('decide.title')} count={toDecide.length} isMore={isMore} isUrgent>
        {asked.error && <Problem error={asked.error} again={() => void asked.refetch()} />}
        {asked.isPending && !asked.error && <Loading rows={2} />}
        {asked.data && toDecide.length === 0 && <Empty title={t('decide.none')} />}
        <Stack gap="sm">
          {toDecide.map(one => (
            <PendingEntry key={one.modification_id} of={one} />
          ))}
        </Stack>
      </Panel>
      {waiting.length > 0 && (
        <Panel title={t('waiting.title')} count={waiting.length} isMore={isMore}>
          <Text size="sm" c="dimmed" mb="xs">
            {t('waiting.lead')}
          </Text>
          <Stack gap="sm">
            {waiting.map(one => (
              <PendingEntry key={one.modification_id} of={one} />
            ))}
          </Stack>
        </Panel>
      )}
    </>
  );
}
