// Asks once more, and for the reason, before a decision about an open change is made.
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Pending } from '../../api/types.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Problem } from '../../parts/problem.tsx';
import { ReasonInput } from '../../parts/reason-input.tsx';
import { useRequestKeys } from '../../parts/request-keys.ts';
import { type Resolution, resolve } from './resolve.ts';

interface DecideDialogProps {
  of: Pending;
  who: string;
  resolution: Resolution;
  close(): void;
}

export function DecideDialog({ of, who, resolution, close }: DecideDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const keyOf = useRequestKeys();
  const [reasonCode, setReasonCode] = useState('');
  const [bookingUid, setBookingUid] = useState('');
  const asked = useMutation({
    mutationFn: () => {
      const decided = { resolution, reasonCode: reasonCode.trim(), bookingUid: bookingUid.trim() };
      return resolve(of, decided, keyOf(decided));
    },
    onSuccess: async () => {
      await queries.invalidateQueries();
      close();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reasonCode.trim() !== '' && !asked.isPending) asked.mutate();
  };
  const needsUid = of.state === 'booking_uid_unknown' && resolution === 'take_calendar';
  return (
    <Dialog close={close} title={t(`decide.button.${resolution}`)}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">
            {who}: {t(`decide.means.${resolution}`)}
          </Text>
          {needsUid && (
            <TextInput
              label={t('decide.uid')}
              description={t('decide.uidHelp')}
              value={bookingUid}
              onChange={event => setBookingUid(event.currentTarget.value)}
            />
          )}
          <ReasonInput
            label={t('reason.label')}
            value={reasonCode}
            onChange={setReasonCode}
            suggested={['seen_at_calcom', 'agreed_with_customer', 'calcom_down']}
          />
          {asked.error && <Problem error={asked.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('close')}
            </Button>
            <Button type="submit" loading={asked.isPending} disabled={reasonCode.trim() === ''}>
              {t(`decide.button.${resolution}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
