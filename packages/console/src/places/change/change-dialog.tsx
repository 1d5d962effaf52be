// Cancels or moves an appointment: first what it would come to, then the decision, then what became of it.
import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '../../api/types.ts';
import { useDesk } from '../../app/who.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Loading } from '../../parts/loading.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useRequestKeys } from '../../parts/request-keys.ts';
import { useFormat } from '../../text/format.ts';
import { bodyOf, type Change, changes, type Entered, make, previewOf } from './change.ts';
import { Choices, isComplete } from './choices.tsx';
import { NewTime } from './new-time-input.tsx';
import { Outcome } from './outcome.tsx';
import { PreviewOf } from './preview.tsx';

interface ChangeDialogProps {
  appointment: Appointment;
  change: Change;
  close(): void;
}

const nothing: Entered = {
  newStartsAt: undefined,
  fee: 'undecided',
  waiveReason: '',
  override: false,
  overrideReason: '',
  note: '',
};

export function ChangeDialog({ appointment, change, close }: ChangeDialogProps) {
  const { t } = useTranslation();
  const { company } = useDesk();
  const format = useFormat(company.time_zone);
  const queries = useQueryClient();
  const keyOf = useRequestKeys();
  const isNarrow = useMediaQuery('(max-width: 35.99em)', false, { getInitialValueInEffect: false });
  const [entered, setEntered] = useState(nothing);
  const enter = (next: Partial<Entered>): void => setEntered(before => ({ ...before, ...next }));
  const { newStartsAt } = entered;

  const preview = useQuery({
    queryKey: ['preview', appointment.company_id, appointment.appointment_id, change, newStartsAt],
    queryFn: ({ signal }) => previewOf(appointment, change, newStartsAt, signal),
    enabled: !changes[change].moves || newStartsAt !== undefined,
    // Terms change with the time: what was seen a while ago is not what counts.
    staleTime: 0,
    refetchInterval: 60_000,
  });
  const asked = useMutation({
    mutationFn: () => make(appointment, change, entered, keyOf({ change, newStartsAt, ...bodyOf(appointment, entered) })),
    onSuccess: () => queries.invalidateQueries(),
  });
  const isReady = preview.data !== undefined && isComplete(preview.data, entered);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady && !asked.isPending) asked.mutate();
  };
  const who = appointment.customer_name ?? t('customerNumber', { id: appointment.customer_id });
  return (
    <Dialog close={close} size="lg" fullScreen={isNarrow} title={t(`change.title.${change}`)}>
      <form onSubmit={submit}>
        <Stack>
          <Text>
            <b>{who}</b> ·{' '}
            {[appointment.service_name ?? appointment.service_id, format.moment(appointment.starts_at)]
              .filter(Boolean)
              .join(' · ')}
          </Text>
          {asked.data ? (
            <Outcome answer={asked.data} />
          ) : (
            <>
              {change === 'reschedule' && <NewTime appointment={appointment} onChange={at => enter({ newStartsAt: at })} />}
              {preview.error && <Problem error={preview.error} again={() => void preview.refetch()} />}
              {preview.isFetching && !preview.data && <Loading rows={3} />}
              {preview.data && (
                <>
                  <PreviewOf of={preview.data} />
                  <Choices preview={preview.data} entered={entered} enter={enter} />
                  <Textarea
                    label={t('change.note')}
                    description={t('change.noteHelp')}
                    value={entered.note}
                    onChange={event => enter({ note: event.currentTarget.value })}
                    maxLength={500}
                    autosize
                    minRows={2}
                  />
                </>
              )}
            </>
          )}
          {asked.error && <Problem error={asked.error} />}
          <Group justify="flex-end">
            {asked.data && !asked.data.success && asked.data.status !== 'pending' && (
              <Button variant="default" onClick={() => asked.reset()}>
                {t('change.backToIt')}
              </Button>
            )}
            <Button variant={asked.data ? 'filled' : 'default'} onClick={close}>
              {t('close')}
            </Button>
            {!asked.data && (
              <Button type="submit" loading={asked.isPending} disabled={!isReady} color={changes[change].color}>
                {t(`change.go.${change}`)}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
