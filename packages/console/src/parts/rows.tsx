// Rows of a list: a table where there is room, and a card for each on a phone.
import { Card, Group, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';

export interface Column<T> {
  /** Unlike every other's. */
  name: string;
  title: string;
  show(row: T): ReactNode;
  /** What leads on a card; the other columns stand below it under their titles. */
  leads?: boolean;
  /** On a card it stands without its title: it speaks for itself. */
  isBare?: boolean;
  /** Its title is for screen readers alone, as that of buttons. */
  isTitleHidden?: boolean;
}

interface RowsProps<T> {
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  idOf(row: T): string;
}

export function Rows<T>({ caption, columns, rows, idOf }: RowsProps<T>) {
  const isNarrow = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false });
  if (isNarrow) {
    return (
      <Stack component="ul" gap="xs" p={0} m={0} aria-label={caption}>
        {rows.map(row => (
          <Card component="li" key={idOf(row)} padding="sm">
            {columns.map(column => (
              <CardLine key={column.name} column={column} row={row} />
            ))}
          </Card>
        ))}
      </Stack>
    );
  }
  return (
    <Card padding={0}>
      <Table.ScrollContainer minWidth={480} type="native">
        <Table verticalSpacing="xs" horizontalSpacing="md" highlightOnHover>
          <Table.Caption style={hidden}>{caption}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ name, title, isTitleHidden }) => (
                <Table.Th key={name} scope="col">
                  {isTitleHidden ? <VisuallyHidden>{title}</VisuallyHidden> : title}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(row => (
              <Table.Tr key={idOf(row)}>
                {columns.map(({ name, show }) => (
                  <Table.Td key={name}>{show(row)}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  );
}

const hidden = { position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)', margin: 0 } as const;

function CardLine<T>({ column: { title, show, leads, isBare }, row }: { column: Column<T>; row: T }) {
  const shown = show(row);
  if (shown === null || shown === undefined || shown === '' || shown === false) return null;
  if (leads || isBare) return <div>{shown}</div>;
  return (
    <Group gap={6} wrap="nowrap" align="baseline">
      <Text size="sm" c="dimmed" miw={90}>
        {title}
      </Text>
      <Text size="sm" component="div">
        {shown}
      </Text>
    </Group>
  );
}
