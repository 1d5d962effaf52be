// A fresh service has no company yet: what to do first.
import { Center, Code, List } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Empty } from './empty.tsx';

export function NoCompany() {
  const { t } = useTranslation();
  return (
    <Center component="main" mih="80vh">
      <Empty title={t('noCompany.title')}>
        {t('noCompany.lead')}
        <List ta="left" mt="sm" size="sm">
          <List.Item>
            <Code>POST /v1/companies</Code>
          </List.Item>
          <List.Item>
            <Code>npx rebook import customers.csv --company …</Code>
          </List.Item>
        </List>
      </Empty>
    </Center>
  );
}
