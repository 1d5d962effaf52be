// One call as it happened: who it was, what led to what, every step, and what would be decided today.
import { Card, Grid, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiFault, answered, api } from '../../api/client.ts';
import { live } from '../../api/live.ts';
import { mayDecideAgain, mayWork, useDesk } from '../../app/who.ts';
import { Empty } from '../../parts/empty.tsx';
import { PlaceLink } from '../../parts/link.tsx';
import { Loading } from '../../parts/loading.tsx';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useFormat } from '../../text/format.ts';
import { CallPicture } from './call-picture.tsx';
import { CallSteps } from './call-steps.tsx';
import { DecidedAgain } from './decided-again.tsx';

const route = getRouteApi('/calls/$callId');

export function CallPage() {
  const { t } = useTranslation();
  const { key, company } = useDesk();
  const { callId: id } = route.useParams();
  const asked = useQuery({
    queryKey: ['call', id],
    queryFn: ({ signal }) => answered(api.GET('/v1/calls/{id}', { params: { path: { id } }, signal })),
    ...live,
  });
  const call = asked.data;
  const format = useFormat(call?.time_zone ?? company.time_zone);
  const isNone = asked.error instanceof ApiFault && asked.error.status === 404;
  const began = call?.steps[0]?.at;
  return (
    <Page
      title={began === undefined ? t('call') : t('calls.of', { when: format.moment(began) })}
      place={id}
      aside={<PlaceLink to="/calls">{t('calls.back')}</PlaceLink>}
    >
      {isNone && <Empty title={t('find.none', { text: id })}>{t('calls.noSuch')}</Empty>}
      {asked.error && !isNone && <Problem error={asked.error} again={() => void asked.refetch()} />}
      {asked.isPending && !asked.error && <Loading />}
      {call && (
        <>
          <Card>
            <Group gap="xl">
              <Fact title={t('calls.caller')}>
                {call.customer_id === null ? (
                  t('calls.unknown')
                ) : mayWork(key) ? (
                  <PlaceLink to="/customers/$customerId" params={{ customerId: call.customer_id }}>
                    {t('customerNumber', { id: call.customer_id })}
                  </PlaceLink>
                ) : (
                  t('customerNumber', { id: call.customer_id })
                )}
              </Fact>
              <Fact title={t('phone')}>{call.number ?? (key.personal ? t('calls.withheld') : '–')}</Fact>
              <Fact title={t('calls.id')}>{call.call_id}</Fact>
            </Group>
          </Card>
          <Grid gap="md">
            <Grid.Col span={{ base: 12, lg: 4 }}>
              <Panel title={t('calls.picture')}>
                <CallPicture call={call} />
              </Panel>
            </Grid.Col>
            <Grid.Col span={{ base: 12, lg: 8 }}>
              <Stack>
                <Panel title={t('calls.steps')}>
                  <CallSteps call={call} />
                </Panel>
                {mayDecideAgain(key) && <DecidedAgain id={id} />}
              </Stack>
            </Grid.Col>
          </Grid>
        </>
      )}
    </Page>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap={0}>
      <Text size="sm" c="dimmed">
        {title}
      </Text>
      <Text component="div" style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </Stack>
  );
}
