// One change that Cal.com has not answered for: what it is, why it is open, and what can be decided.
import { Box, Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered, api } from '../../api/client.ts';
import { live } from '../../api/live.ts';
import type { Pending } from '../../api/types.ts';
import { mayChange, useDesk } from '../../app/who.ts';
import { CodeText } from '../../parts/code-text.tsx';
import { PlaceLink } from '../../parts/link.tsx';
import { useFormat } from '../../text/format.ts';
import { DecideDialog } from './decide-dialog.tsx';
import { DoneButton } from './done-button.tsx';
import classes from './entry.module.css';
import type { Resolution } from './resolve.ts';

/** What may be said of each state; the service refuses the rest. */
const resolutions: Record<string, readonly Resolution[]> = {
  operator_needed: ['keep', 'revert', 'take_calendar', 'send_again'],
  booking_uid_unknown: ['keep', 'take_calendar'],
  deferred: ['keep', 'revert', 'take_calendar'],
};

export function PendingEntry({ of }: { of: Pending }) {
  const { t } = useTranslation();
  const { key, company } = useDesk();
  const format = useFormat(company.time_zone);
  const [resolution, setResolution] = useState<Resolution>();
  const { appointment_id: id, company_id: companyId } = of;
  const { data: appointment } = useQuery({
    queryKey: ['appointment', companyId, id],
    queryFn: ({ signal }) =>
      answered(api.GET('/v1/appointments/{id}', { params: { path: { id }, query: { company: companyId } }, signal })),
    ...live,
  });
  const who = appointment?.customer_name ?? t('appointmentNumber', { id });
  const change = of.kind === 'cancel' || of.kind === 'reschedule' ? of.kind : 'unknown';
  const times = {
    who,
    from: of.starts_at === null ? '–' : format.moment(of.calendar_starts_at ?? of.starts_at),
    to: of.new_starts_at === null ? '–' : format.moment(of.new_starts_at),
  };
  return (
    <Box className={classes.entry}>
      <Text size="sm" fw={600}>
        {t(`decide.change.${change}`, times)}
      </Text>
      <Text size="sm" c="dimmed">
        {t(`decide.state.${of.state}`)} {t('decide.since', { ago: format.ago(of.age_seconds) })}
      </Text>
      {of.code !== null && <CodeText code={of.code} />}
      {of.reason !== null && (
        <Text size="sm" ff="monospace">
          {of.reason}
        </Text>
      )}
      <Group gap="md" mt={4}>
        {appointment && (
          <PlaceLink to="/customers/$customerId" params={{ customerId: appointment.customer_id }} size="sm">
            {t('toCustomer')}
          </PlaceLink>
        )}
        {of.call_id !== null && (
          <PlaceLink to="/calls/$callId" params={{ callId: of.call_id }} size="sm">
            {t('toCall')}
          </PlaceLink>
        )}
      </Group>
      {mayChange(key) && (
        <Group gap={6} mt="xs">
          {(resolutions[of.state] ?? []).map(one => (
            <Button key={one} size="compact-sm" variant="default" onClick={() => setResolution(one)}>
              {t(`decide.button.${one}`)}
            </Button>
          ))}
          {of.state === 'calendar_refused' && of.notification_id !== null && (
            <DoneButton of="notification" id={of.notification_id} label={t('decide.putRight')} />
          )}
        </Group>
      )}
      {resolution && <DecideDialog of={of} who={who} resolution={resolution} close={() => setResolution(undefined)} />}
    </Box>
  );
}
