// Callers who were told that they are called back.
import { Anchor, Box, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered, api } from '../../api/client.ts';
import { live } from '../../api/live.ts';
import { mayChange, useDesk } from '../../app/who.ts';
import { CodeText } from '../../parts/code-text.tsx';
import { PlaceLink } from '../../parts/link.tsx';
import { More } from '../../parts/more.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useFormat } from '../../text/format.ts';
import { DoneButton } from './done-button.tsx';
import classes from './entry.module.css';

const onPage = 10;

export function Callbacks() {
  const { t } = useTranslation();
  const { key, company, branch } = useDesk();
  const format = useFormat(company.time_zone);
  const asked = useInfiniteQuery({
    queryKey: ['callbacks', company.company_id, branch],
    queryFn: ({ signal, pageParam }) =>
      answered(
        api.GET('/v1/callbacks', {
          params: {
            query: {
              company: company.company_id,
              state: 'open',
              limit: onPage,
              ...(branch !== undefined && { branch }),
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
  const all = asked.data?.pages.flatMap(page => page.callbacks) ?? [];
  if (asked.error) return <Problem error={asked.error} again={() => void asked.refetch()} />;
  if (all.length === 0) return null;
  return (
    <Panel title={t('callbacks.title')} count={all.length} isMore={asked.hasNextPage} isUrgent>
      <Stack gap="sm">
        {all.map(one => (
          <Box key={one.callback_id} className={classes.entry}>
            <Group justify="space-between">
              <Text size="sm" fw={600}>
                {one.name ?? (one.customer_id === null ? t('callbacks.unknown') : t('customerNumber', { id: one.customer_id }))}
              </Text>
              {one.number === null ? (
                <Text size="sm">{t('callbacks.noNumber')}</Text>
              ) : (
                <Anchor href={`tel:${one.number}`} size="sm">
                  {one.number}
                </Anchor>
              )}
            </Group>
            <CodeText code={one.code} />
            <Text size="xs" c="dimmed">
              {format.moment(one.promised_at)}
            </Text>
            <Group gap="sm" mt={6} justify="space-between">
              {mayChange(key) && <DoneButton of="callback" id={one.callback_id} label={t('callbacks.done')} />}
              <PlaceLink to="/calls/$callId" params={{ callId: one.call_id }} size="sm">
                {t('toCall')}
              </PlaceLink>
            </Group>
          </Box>
        ))}
      </Stack>
      <More of={asked} />
    </Panel>
  );
}
