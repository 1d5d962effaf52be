// Where an appointment is moved to: a day and a time on the company's clock.
import { Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '../../api/types.ts';
import { useDesk } from '../../app/who.ts';
import { instantAt, shownIn } from './new-time.ts';

interface NewTimeProps {
  appointment: Appointment;
  /** Undefined where no time was entered that there is. */
  onChange(newStartsAt: string | undefined): void;
}

export function NewTime({ appointment, onChange }: NewTimeProps) {
  const { t } = useTranslation();
  const { time_zone: zone } = useDesk().company;
  const before = shownIn(appointment.starts_at, zone);
  const [day, setDay] = useState(before.day);
  const [time, setTime] = useState('');
  const enter = (nextDay: string, nextTime: string): void => {
    setDay(nextDay);
    setTime(nextTime);
    onChange(nextDay === '' || nextTime === '' ? undefined : instantAt(nextDay, nextTime, zone));
  };
  const isWrong = day !== '' && time !== '' && instantAt(day, time, zone) === undefined;
  return (
    <>
      <Group align="flex-start" grow>
        <TextInput
          type="date"
          label={t('change.newDay')}
          value={day}
          onChange={event => enter(event.currentTarget.value, time)}
          required
          withAsterisk={false}
        />
        <TextInput
          type="time"
          label={t('change.newTime')}
          value={time}
          onChange={event => enter(day, event.currentTarget.value)}
          error={isWrong && t('change.noSuchTime')}
          required
          withAsterisk={false}
          data-autofocus
        />
      </Group>
      <Text size="sm" c="dimmed">
        {t('change.zone', { zone })}
      </Text>
    </>
  );
}
