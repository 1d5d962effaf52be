// The appointment of a number, or of a booking at Cal.com.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiFault } from '../../api/client.ts';
import { live } from '../../api/live.ts';
import { useDesk } from '../../app/who.ts';
import { AppointmentRows } from '../../parts/appointment-rows.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Loading } from '../../parts/loading.tsx';
import { Problem } from '../../parts/problem.tsx';
import { type Sought, searchByBooking, searchById } from './found.ts';

export function FoundAppointments({ sought: { by, text } }: { sought: Sought }) {
  const { t } = useTranslation();
  const { company } = useDesk();
  const asked = useQuery({
    queryKey: ['found', company.company_id, by, text],
    queryFn: ({ signal }) => (by === 'booking' ? searchByBooking : searchById)(company.company_id, text, signal),
    ...live,
  });
  const isNone = asked.data?.length === 0 || (asked.error instanceof ApiFault && asked.error.status === 404);
  if (isNone) return <Empty title={t('find.none', { text })}>{t('find.noneAppointment')}</Empty>;
  if (asked.error) return <Problem error={asked.error} again={() => void asked.refetch()} />;
  if (!asked.data) return <Loading rows={2} />;
  return <AppointmentRows caption={t('find.appointment')} rows={asked.data} withDay />;
}
