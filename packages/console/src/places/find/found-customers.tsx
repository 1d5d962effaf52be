// The customers a name, number or e-mail address may mean.
import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../api/types.ts';
import { useDesk } from '../../app/who.ts';
import { Empty } from '../../parts/empty.tsx';
import { PlaceLink } from '../../parts/link.tsx';
import { Loading } from '../../parts/loading.tsx';
import { Problem } from '../../parts/problem.tsx';
import { type Column, Rows } from '../../parts/rows.tsx';
import { searchCustomers } from './found.ts';

export function FoundCustomers({ text }: { text: string }) {
  const { t } = useTranslation();
  const { company } = useDesk();
  const asked = useQuery({
    queryKey: ['search', company.company_id, text],
    queryFn: ({ signal }) => searchCustomers(company.company_id, text, signal),
  });
  if (asked.error) return <Problem error={asked.error} again={() => void asked.refetch()} />;
  if (!asked.data) return <Loading />;
  const { customers, more } = asked.data;
  if (customers.length === 0) return <Empty title={t('find.none', { text })}>{t('find.noneCustomer')}</Empty>;
  const columns: Column<Customer>[] = [
    {
      name: 'name',
      title: t('name'),
      leads: true,
      show: one => (
        <PlaceLink to="/customers/$customerId" params={{ customerId: one.merged_into ?? one.customer_id }} size="sm">
          {one.name ?? t('customerNumber', { id: one.customer_id })}
        </PlaceLink>
      ),
    },
    {
      name: 'phone',
      title: t('phone'),
      show: one => one.phone !== null && <Anchor href={`tel:${one.phone}`}>{one.phone}</Anchor>,
    },
    { name: 'email', title: t('email'), show: one => one.email },
    { name: 'id', title: t('number'), show: one => one.customer_id },
    {
      name: 'merged',
      title: t('note'),
      show: one => one.merged_into !== null && t('find.merged', { id: one.merged_into }),
    },
  ];
  return (
    <>
      <Text role="status" size="sm" c="dimmed">
        {t('find.count', { count: customers.length })} {more && t('find.more')}
      </Text>
      <Rows caption={t('find.caption')} columns={columns} rows={customers} idOf={one => one.customer_id} />
    </>
  );
}
