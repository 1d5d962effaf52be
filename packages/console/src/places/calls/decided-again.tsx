// Every answer of a call decided again from the record, as auditors check it: equal, or where it differs.
import { Badge, Code, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered, api } from '../../api/client.ts';
import { Loading } from '../../parts/loading.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { isFunction } from './words.ts';

export function DecidedAgain({ id }: { id: string }) {
  const { t } = useTranslation();
  const asked = useQuery({
    queryKey: ['again', id],
    queryFn: ({ signal }) =>
      answered(api.GET('/v1/streams/{stream}/answers', { params: { path: { stream: `call-${id}` } }, signal })),
  });
  return (
    <Panel title={t('again2.title')}>
      <Text size="sm" c="dimmed" mb="sm">
        {t('again2.lead')}
      </Text>
      {asked.error && <Problem error={asked.error} again={() => void asked.refetch()} />}
      {asked.isPending && !asked.error && <Loading rows={2} />}
      <Stack gap="xs">
        {asked.data?.answers.map(one => (
          <Group key={`${one.request_key} ${one.n}`} gap="sm">
            <Badge variant="light" color={one.equal ? 'teal' : 'red'} className="badge">
              {one.recomputed_code === null ? t('again2.nothing') : one.equal ? t('again2.equal') : t('again2.differs')}
            </Badge>
            <Text size="sm">{isFunction(one.function) ? t(`functions.${one.function}`) : one.function}</Text>
            <Code>{one.answer.code}</Code>
            {one.recomputed_code !== null && !one.equal && (
              <Text size="sm">
                {t('again2.today')} <Code>{one.recomputed_code}</Code>
              </Text>
            )}
            {one.erased && (
              <Text size="sm" c="dimmed">
                {t('again2.erased')}
              </Text>
            )}
          </Group>
        ))}
      </Stack>
    </Panel>
  );
}
