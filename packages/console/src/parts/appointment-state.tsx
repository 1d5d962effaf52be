// How an appointment stands, in a word or two.
import { Badge, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '../api/types.ts';
import { useDesk } from '../app/who.ts';
import { useFormat } from '../text/format.ts';

export function AppointmentState({ of }: { of: Appointment }) {
  const { t } = useTranslation();
  const format = useFormat(useDesk().company.time_zone);
  const { status, pending_change: pending, pending_to: to, awaiting_confirmation: awaiting, no_show: noShow } = of;
  const isKnown =
    status === 'cancelled' || status === 'scheduled' || status === 'confirmed' || status === 'booked' || status === 'pending';
  return (
    <Group gap={4}>
      <Badge variant="light" color={status === 'cancelled' ? 'gray' : 'teal'} className="badge">
        {isKnown ? t(`status.${status}`) : status}
      </Badge>
      {pending === 'cancel' && (
        <Badge variant="light" color="orange" className="badge">
          {t('status.beingCancelled')}
        </Badge>
      )}
      {pending === 'reschedule' && (
        <Badge variant="light" color="orange" className="badge">
          {to ? t('status.beingMovedTo', { when: format.moment(to.starts_at) }) : t('status.beingMoved')}
        </Badge>
      )}
      {awaiting && (
        <Badge variant="light" color="orange" className="badge">
          {t('status.awaiting')}
        </Badge>
      )}
      {noShow && (
        <Badge variant="light" color="red" className="badge">
          {t('status.noShow')}
        </Badge>
      )}
    </Group>
  );
}
