// The frame of a place: its heading, which the keyboard comes to when somebody goes there, and the title of the page.
import { Group, Stack, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';

interface PageProps {
  title: string;
  /** Changes when one goes to another place of the same kind. */
  place: string;
  aside?: ReactNode;
  children: ReactNode;
}

/** Nobody is moved when the console opens: the reader begins at the top by itself. */
let isFirst = true;

export function Page({ title, place, aside, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Rebook`;
  }, [title]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves with the place, and with nothing else.
  useEffect(() => {
    if (!isFirst) heading.current?.focus({ preventScroll: true });
    isFirst = false;
  }, [place]);
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-end" gap="sm">
        <Title order={1} ref={heading} tabIndex={-1}>
          {title}
        </Title>
        {aside}
      </Group>
      {children}
    </Stack>
  );
}
