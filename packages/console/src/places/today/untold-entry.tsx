// One customer who must still hear of a change: whom to call, what to read to them, and that it is done.
import { Anchor, Box, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered, api } from '../../api/client.ts';
import { mayChange, useDesk } from '../../app/who.ts';
import { PlaceLink } from '../../parts/link.tsx';
import { Loading } from '../../parts/loading.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useFormat } from '../../text/format.ts';
import { DoneButton } from './done-button.tsx';
import classes from './entry.module.css';

interface UntoldEntryProps {
  id: string;
  kind: string;
  createdAt: string;
  callId: string | null;
}

export function UntoldEntry({ id, kind, createdAt, callId }: UntoldEntryProps) {
  const { t } = useTranslation();
  const { key, company } = useDesk();
  const format = useFormat(company.time_zone);
  const { data, error } = useQuery({
    queryKey: ['notification-text', id],
    queryFn: ({ signal }) => answered(api.GET('/v1/notifications/{id}/text', { params: { path: { id } }, signal })),
    enabled: mayChange(key),
  });
  return (
    <Box className={classes.entry}>
      {!data && !error && mayChange(key) && <Loading rows={2} />}
      {error && <Problem error={error} />}
      {data && (
        <>
          <Group gap="sm" justify="space-between">
            <Text size="sm" fw={600}>
              {data.customer_id === null ? (
                t('untold.unknown')
              ) : (
                <PlaceLink to="/customers/$customerId" params={{ customerId: data.customer_id }} size="sm">
                  {data.name ?? t('customerNumber', { id: data.customer_id })}
                </PlaceLink>
              )}
            </Text>
            {data.phone !== null && (
              <Anchor href={`tel:${data.phone}`} size="sm">
                {data.phone}
              </Anchor>
            )}
          </Group>
          <Text size="sm" component="blockquote" className={classes.text} lang={data.language} m={0}>
            {data.text ? data.text.sms : t(kind === 'answer_unknown' ? 'untold.answerUnknown' : 'untold.findOut')}
          </Text>
        </>
      )}
      <Text size="xs" c="dimmed">
        {format.moment(createdAt)}
      </Text>
      <Group gap="sm" mt={6} justify="space-between">
        {mayChange(key) && <DoneButton of="notification" id={id} label={t('untold.done')} />}
        {callId !== null && (
          <PlaceLink to="/calls/$callId" params={{ callId }} size="sm">
            {t('toCall')}
          </PlaceLink>
        )}
      </Group>
    </Box>
  );
}
