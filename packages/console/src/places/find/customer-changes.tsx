// What was changed of a customer's appointments: when, by whom, on what terms, and what became of it.
import { Badge, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered, api } from '../../api/client.ts';
import { live } from '../../api/live.ts';
import { useDesk } from '../../app/who.ts';
import { PlaceLink } from '../../parts/link.tsx';
import { More } from '../../parts/more.tsx';
import { Problem } from '../../parts/problem.tsx';
import { type Column, Rows } from '../../parts/rows.tsx';
import { useFormat } from '../../text/format.ts';

const onPage = 10;
const colours: Record<string, string> = { pending: 'orange', deferred: 'orange', confirmed: 'teal', reverted: 'red' };

export function CustomerChanges({ id }: { id: string }) {
  const { t } = useTranslation();
  const { company } = useDesk();
  const format = useFormat(company.time_zone);
  const asked = useInfiniteQuery({
    queryKey: ['modifications', company.company_id, id],
    queryFn: ({ signal, pageParam }) =>
      answered(
        api.GET('/v1/modifications', {
          params: {
            query: { company: company.company_id, customer: id, limit: onPage, ...(pageParam !== '' && { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: page => page.next ?? undefined,
    ...live,
  });
  const rows = asked.data?.pages.flatMap(page => page.modifications) ?? [];
  type Change = (typeof rows)[number];
  if (asked.error) return <Problem error={asked.error} again={() => void asked.refetch()} />;
  if (rows.length === 0) return null;
  const columns: Column<Change>[] = [
    { name: 'at', title: t('time'), leads: true, show: one => <Text size="sm">{format.moment(one.requested_at)}</Text> },
    {
      name: 'what',
      title: t('changes.what'),
      show: one =>
        one.new_starts_at === null
          ? t('changes.cancelled', { from: format.moment(one.previous_starts_at) })
          : t('changes.moved', { from: format.moment(one.previous_starts_at), to: format.moment(one.new_starts_at) }),
    },
    { name: 'by', title: t('changes.by'), show: one => t(`channel.${channelOf(one.channel)}`) },
    {
      name: 'fee',
      title: t('fee'),
      show: one =>
        one.fee_charged_cents !== null && one.currency !== null && one.fee_charged_cents > 0
          ? format.money({ amount_cents: one.fee_charged_cents, currency: one.currency })
          : one.waiver !== null && t('changes.waived', { reason: one.waiver.reason_code }),
    },
    {
      name: 'state',
      title: t('state'),
      show: one => (
        <Badge variant="light" color={colours[one.state] ?? 'gray'} className="badge">
          {t(`changes.state.${stateOf(one.state)}`)}
        </Badge>
      ),
    },
    {
      name: 'call',
      title: t('call'),
      show: one =>
        one.call_id !== null && (
          <PlaceLink to="/calls/$callId" params={{ callId: one.call_id }} size="sm">
            {t('toCall')}
          </PlaceLink>
        ),
    },
  ];
  return (
    <Stack component="section" gap="xs" aria-label={t('changes.title')}>
      <Title order={2}>{t('changes.title')}</Title>
      <Rows caption={t('changes.title')} columns={columns} rows={rows} idOf={one => one.modification_id} />
      <More of={asked} />
    </Stack>
  );
}

const channelOf = (channel: string) =>
  channel === 'phone' || channel === 'operator' || channel === 'calendar' ? channel : 'other';
const stateOf = (state: string) =>
  state === 'pending' || state === 'confirmed' || state === 'deferred' || state === 'reverted' ? state : 'other';
