// A part of a place with a heading of its own and how many there are.
import { Badge, Card, Group, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface PanelProps {
  title: string;
  /** Shown beside the title; more than are shown here where `isMore`. */
  count?: number | undefined;
  isMore?: boolean;
  /** Somebody has to do something. */
  isUrgent?: boolean;
  children: ReactNode;
}

export function Panel({ title, count, isMore = false, isUrgent = false, children }: PanelProps) {
  const id = useId();
  return (
    <Card component="section" aria-labelledby={id}>
      <Group gap="xs" mb="xs">
        <Title order={2} id={id}>
          {title}
        </Title>
        {count !== undefined && count > 0 && (
          <Badge color={isUrgent ? 'red.9' : 'gray.7'} variant="filled" radius="xl">
            {count}
            {isMore && '+'}
          </Badge>
        )}
      </Group>
      {children}
    </Card>
  );
}
