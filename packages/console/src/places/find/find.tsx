// Finds a customer or an appointment by what somebody says at the desk.
import { Button, Card, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayChange, mayWork, useDesk } from '../../app/who.ts';
import { Empty } from '../../parts/empty.tsx';
import { Page } from '../../parts/page.tsx';
import { lastSought, type SearchBy, type Sought } from './found.ts';
import { FoundAppointments } from './found-appointments.tsx';
import { FoundCustomers } from './found-customers.tsx';

const isSearchBy = (text: string): text is SearchBy => text === 'customer' || text === 'appointment' || text === 'booking';

export function Find() {
  const { t } = useTranslation();
  const { key } = useDesk();
  // Names are looked for by keys that may see names, and by those who work with them.
  const mayLookForPeople = key.personal && mayChange(key);
  const ways: SearchBy[] = mayLookForPeople ? ['customer', 'appointment', 'booking'] : ['appointment', 'booking'];
  const [sought, setSought] = useState<Sought>(() =>
    ways.includes(lastSought.now.by) ? lastSought.now : { by: 'appointment', text: '' },
  );
  const [asked, setAsked] = useState(() => lastSought.asked);
  const change = (next: Partial<Sought>): void => {
    lastSought.now = { ...sought, ...next };
    setSought(lastSought.now);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const text = sought.text.trim();
    if (text === '') return;
    lastSought.asked = { ...sought, text };
    setAsked(lastSought.asked);
  };

  if (!mayWork(key)) {
    return (
      <Page title={t('places.find')} place="find">
        <Empty title={t('today.notYours')} />
      </Page>
    );
  }
  return (
    <Page title={t('places.find')} place="find">
      <Card component="search">
        <form onSubmit={submit}>
          <Stack gap="sm">
            <SegmentedControl
              aria-label={t('find.by')}
              data={ways.map(value => ({ value, label: t(`find.ways.${value}`) }))}
              value={sought.by}
              onChange={by => {
                if (isSearchBy(by)) change({ by });
              }}
            />
            <Group align="flex-end" gap="sm">
              <TextInput
                label={t(`find.label.${sought.by}`)}
                description={t(`find.help.${sought.by}`)}
                value={sought.text}
                onChange={event => change({ text: event.currentTarget.value })}
                autoComplete="off"
                maxLength={200}
                style={{ flex: '1 1 240px' }}
              />
              <Button type="submit" leftSection={<IconSearch size={18} aria-hidden />}>
                {t('find.go')}
              </Button>
            </Group>
            {!mayLookForPeople && (
              <Text size="sm" c="dimmed">
                {t('find.noPeople')}
              </Text>
            )}
          </Stack>
        </form>
      </Card>
      {asked === undefined && <Empty title={t('find.start')}>{t('find.startLead')}</Empty>}
      {asked?.by === 'customer' && mayLookForPeople && <FoundCustomers text={asked.text} />}
      {asked && asked.by !== 'customer' && <FoundAppointments sought={asked} />}
    </Page>
  );
}
