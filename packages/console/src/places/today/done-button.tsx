// Says that a customer knows, or was called back.
import { Button, Stack } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { Problem } from '../../parts/problem.tsx';

interface DoneButtonProps {
  of: 'notification' | 'callback';
  id: string;
  label: string;
}

export function DoneButton({ of, id, label }: DoneButtonProps) {
  const queries = useQueryClient();
  const asked = useMutation({
    mutationFn: () => {
      const params = { path: { id } };
      return of === 'notification'
        ? answered(api.POST('/v1/notifications/{id}/done', { params }))
        : answered(api.POST('/v1/callbacks/{id}/done', { params }));
    },
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <Stack gap="xs" align="flex-start">
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconCheck size={16} aria-hidden />}
        loading={asked.isPending}
        onClick={() => asked.mutate()}
      >
        {label}
      </Button>
      {asked.error && <Problem error={asked.error} />}
    </Stack>
  );
}
