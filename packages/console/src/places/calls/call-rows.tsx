// Calls as rows, and the question that gives them.
import { Badge, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered, api } from '../../api/client.ts';
import { live } from '../../api/live.ts';
import type { Call } from '../../api/types.ts';
import { useDesk } from '../../app/who.ts';
import { PlaceLink } from '../../parts/link.tsx';
import { type Column, Rows } from '../../parts/rows.tsx';
import { useFormat } from '../../text/format.ts';
import { isStatus, isWay } from './words.ts';

export interface CallsAsked {
  customer?: string;
  lockedOut?: boolean;
  limit: number;
}

export function useCalls({ customer, lockedOut, limit }: CallsAsked) {
  const { company } = useDesk();
  return useInfiniteQuery({
    queryKey: ['calls', company.company_id, { customer, lockedOut, limit }],
    queryFn: ({ signal, pageParam }) =>
      answered(
        api.GET('/v1/calls', {
          params: {
            query: {
              company: company.company_id,
              limit,
              ...(customer !== undefined && { customer }),
              ...(lockedOut === true && { locked_out: 'true' as const }),
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
}

export function CallRows({ rows, withoutCustomer = false }: { rows: readonly Call[]; withoutCustomer?: boolean }) {
  const { t } = useTranslation();
  const { company } = useDesk();
  const format = useFormat(company.time_zone);
  const columns: Column<Call>[] = [
    {
      name: 'at',
      title: t('time'),
      leads: true,
      show: one => (
        <PlaceLink to="/calls/$callId" params={{ callId: one.call_id }} size="sm">
          {format.moment(one.started_at)}
        </PlaceLink>
      ),
    },
    ...(withoutCustomer
      ? []
      : [
          {
            name: 'who',
            title: t('calls.caller'),
            leads: true,
            show: (one: Call) =>
              one.customer_id === null ? (
                <Text span size="sm" c="dimmed">
                  {t('calls.unknown')}
                </Text>
              ) : (
                <Text span size="sm" fw={600}>
                  {one.customer_name ?? t('customerNumber', { id: one.customer_id })}
                </Text>
              ),
          },
        ]),
    {
      name: 'way',
      title: t('calls.knownBy'),
      show: one => one.identified_by !== null && (isWay(one.identified_by) ? t(`ways.${one.identified_by}`) : one.identified_by),
    },
    {
      name: 'became',
      title: t('calls.became'),
      show: one => {
        if (one.locked_out)
          return (
            <Badge variant="light" color="red" className="badge">
              {t('calls.lockedOut')}
            </Badge>
          );
        const status = one.booking_status;
        if (status === null) return t('calls.nothing', { count: one.functions });
        return (
          <Badge variant="light" color={status === 'pending' ? 'orange' : 'teal'} className="badge">
            {isStatus(status) ? t(`calls.status.${status}`) : status}
          </Badge>
        );
      },
    },
    {
      name: 'lasted',
      title: t('calls.lasted'),
      show: one => one.duration_ms !== null && t('calls.seconds', { seconds: format.number(one.duration_ms / 1_000) }),
    },
  ];
  return <Rows caption={t('places.calls')} columns={columns} rows={rows} idOf={one => one.call_id} />;
}
