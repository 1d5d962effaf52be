// Appointments as rows: when, whose, what, with whom, how it stands, and what can be done about it.
import { Button, Group, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '../api/types.ts';
import { mayChange, useDesk } from '../app/who.ts';
import { useFormat } from '../text/format.ts';
import { AppointmentState } from './appointment-state.tsx';
import { PlaceLink } from './link.tsx';
import { type Column, Rows } from './rows.tsx';

// It is loaded when somebody changes something.
const ChangeDialog = lazy(() => import('../places/change/change-dialog.tsx').then(({ ChangeDialog: it }) => ({ default: it })));

interface AppointmentRowsProps {
  caption: string;
  rows: readonly Appointment[];
  /** The rows are of several days. */
  withDay?: boolean;
  /** The rows are all of one customer. */
  withoutCustomer?: boolean;
}

export function AppointmentRows({ caption, rows, withDay = false, withoutCustomer = false }: AppointmentRowsProps) {
  const { t } = useTranslation();
  const { key, company } = useDesk();
  const format = useFormat(company.time_zone);
  const [changing, setChanging] = useState<{ appointment: Appointment; change: 'cancel' | 'reschedule' }>();
  const columns: Column<Appointment>[] = [
    {
      name: 'time',
      title: t('time'),
      leads: true,
      show: one => (
        <Text
          span
          fw={650}
          size="sm"
          td={one.status === 'cancelled' ? 'line-through' : undefined}
          style={{ whiteSpace: 'nowrap' }}
        >
          {withDay ? format.moment(one.starts_at) : format.span(one.starts_at, one.ends_at)}
        </Text>
      ),
    },
    ...(withoutCustomer
      ? []
      : [
          {
            name: 'customer',
            title: t('customer'),
            leads: true,
            show: (one: Appointment) => (
              <PlaceLink to="/customers/$customerId" params={{ customerId: one.customer_id }} size="sm">
                {one.customer_name ?? t('customerNumber', { id: one.customer_id })}
              </PlaceLink>
            ),
          },
        ]),
    {
      name: 'service',
      title: t('service'),
      isBare: true,
      show: one => (
        <>
          <Text size="sm">{one.service_name ?? one.service_id}</Text>
          <Text size="sm" c="dimmed">
            {[one.staff_name ?? one.staff_id, company.branches.length > 1 && (one.branch_name ?? one.branch_id)]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </>
      ),
    },
    { name: 'state', title: t('state'), isBare: true, show: one => <AppointmentState of={one} /> },
    ...(mayChange(key)
      ? [
          {
            name: 'change',
            title: t('change.column'),
            isBare: true,
            isTitleHidden: true,
            show: (one: Appointment) =>
              isChangeable(one) && (
                <Group gap={6} wrap="nowrap" mt={{ base: 6, sm: 0 }}>
                  {(['reschedule', 'cancel'] as const).map(change => (
                    <Button
                      key={change}
                      size="compact-sm"
                      variant="default"
                      onClick={() => setChanging({ appointment: one, change })}
                      aria-label={t(`change.of.${change}`, {
                        who: one.customer_name ?? one.customer_id,
                        when: format.moment(one.starts_at),
                      })}
                    >
                      {t(`change.button.${change}`)}
                    </Button>
                  ))}
                </Group>
              ),
          },
        ]
      : []),
  ];
  return (
    <>
      <Rows caption={caption} columns={columns} rows={rows} idOf={one => `${one.company_id} ${one.appointment_id}`} />
      <Suspense>{changing && <ChangeDialog {...changing} close={() => setChanging(undefined)} />}</Suspense>
    </>
  );
}

/** It is still to come, and nothing is under way with it. The service decides; this only spares a click that leads nowhere. */
const isChangeable = ({ status, starts_at: startsAt, pending_change: pending }: Appointment): boolean =>
  status !== 'cancelled' && pending === null && Date.parse(startsAt) > Date.now();
