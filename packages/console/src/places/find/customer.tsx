// One customer: how to reach them, their appointments, the changes that were made, and their calls.
import { Anchor, Badge, Card, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiFault, answered, api } from '../../api/client.ts';
import { live } from '../../api/live.ts';
import { useDesk } from '../../app/who.ts';
import { Empty } from '../../parts/empty.tsx';
import { PlaceLink } from '../../parts/link.tsx';
import { Loading } from '../../parts/loading.tsx';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../parts/problem.tsx';
import { CustomerAppointments } from './customer-appointments.tsx';
import { CustomerCalls } from './customer-calls.tsx';
import { CustomerChanges } from './customer-changes.tsx';

const route = getRouteApi('/customers/$customerId');

export function CustomerPage() {
  const { t } = useTranslation();
  const { company } = useDesk();
  const { customerId: id } = route.useParams();
  const asked = useQuery({
    queryKey: ['customer', company.company_id, id],
    queryFn: ({ signal }) =>
      answered(api.GET('/v1/customers/{id}', { params: { path: { id }, query: { company: company.company_id } }, signal })),
    ...live,
  });
  const title = asked.data?.name ?? t('customerNumber', { id });
  const isNone = asked.error instanceof ApiFault && asked.error.status === 404;
  return (
    <Page title={title} place={id} aside={<PlaceLink to="/find">{t('find.back')}</PlaceLink>}>
      {isNone && <Empty title={t('find.none', { text: id })} />}
      {asked.error && !isNone && <Problem error={asked.error} again={() => void asked.refetch()} />}
      {asked.isPending && <Loading rows={1} />}
      {asked.data && (
        <>
          <Card>
            <Group gap="xl">
              <Fact title={t('phone')}>
                {asked.data.phone === null ? '–' : <Anchor href={`tel:${asked.data.phone}`}>{asked.data.phone}</Anchor>}
              </Fact>
              <Fact title={t('email')}>{asked.data.email ?? '–'}</Fact>
              <Fact title={t('number')}>
                {asked.data.customer_id}
                {asked.data.duplicates.map(other => (
                  <Badge key={other} variant="default" ml={6}>
                    {t('find.alsoKnownAs', { id: other })}
                  </Badge>
                ))}
              </Fact>
            </Group>
            {asked.data.merged_into !== null && (
              <Text mt="sm" size="sm">
                <PlaceLink to="/customers/$customerId" params={{ customerId: asked.data.merged_into }}>
                  {t('find.merged', { id: asked.data.merged_into })}
                </PlaceLink>
              </Text>
            )}
          </Card>
          <CustomerAppointments id={id} />
          <CustomerChanges id={id} />
          <CustomerCalls id={id} />
        </>
      )}
    </Page>
  );
}

function Fact({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Stack gap={0}>
      <Text size="sm" c="dimmed">
        {title}
      </Text>
      <Text component="div">{children}</Text>
    </Stack>
  );
}
