// A release that changes what an upgrade may change: a read model with a raised version and a changed column, which its searches read, and
// an event type in a new version, with an upcaster.
import { type ExtendedProject, extendProject } from '../../support/extended-project.ts';

/** The read model and the event type it changes. */
export const changedReadModel = 'appointments';
export const changedEvent = 'AppointmentRescheduled';

/** By how many minutes each appointment was moved: said by the events of the new version, and worked out for those of the old one. */
export function nextRelease(): ExtendedProject {
  const project = extendProject();
  const events = 'src/domain/appointment/events.ts';
  project.replace(events, 'to: periodSchema }),', 'to: periodSchema, movedByMinutes: z.int() }),');
  project.write(events, `${project.read(events)}\n${minutes}`);

  const catalogue = 'src/domain/event-catalogue.ts';
  project.replace(catalogue, 'import { appointmentEvents }', 'import { appointmentEvents, withMinutes }');
  project.replace(catalogue, '[withOutcomes] }', `[withOutcomes], ${changedEvent}: [withMinutes] }`);
  project.replace(catalogue, 'Record<EventType, number>> = {}', `Record<EventType, number>> = { ${changedEvent}: 1 }`);

  const move = 'commands/appointment/reschedule-appointment.ts';
  project.replace(move, 'data: { ...data, to },', 'data: { ...data, to, movedByMinutes: minutesBetween(data.from, to) },');
  const moveAtCalendar = 'commands/appointment/record-calendar-change.ts';
  project.replace(
    moveAtCalendar,
    'data: { ...decisionAtCalendar(state), to } },',
    'data: { ...decisionAtCalendar(state), to, movedByMinutes: minutesBetween(state.period, to) } },',
  );
  const imported = "import { minutesBetween } from '../../src/domain/appointment/events.ts';\n";
  for (const file of [move, moveAtCalendar]) project.write(file, `${imported}${project.read(file)}`);

  const readModel = `projections/${changedReadModel}.ts`;
  const [, version = ''] = /^ {2}version: (\d+),$/m.exec(project.read(readModel)) ?? [];
  project.replace(readModel, `  version: ${version},`, `  version: ${Number(version) + 1},`);
  project.replace(
    readModel,
    "metadata: 'jsonb not null',",
    "metadata: 'jsonb not null',\n      moved_by_minutes: 'integer not null',",
  );
  project.replace(
    readModel,
    'metadata: { previous_booking_ids: [] },',
    'metadata: { previous_booking_ids: [], moves: 0 },\n    moved_by_minutes: 0,',
  );
  project.replace(
    readModel,
    "...pending('reschedule', event), pending_to: event.data.to }",
    `...pending('reschedule', event), pending_to: event.data.to,
        moved_by_minutes: Number(row.moved_by_minutes) + event.data.movedByMinutes,
        metadata: { ...metadataOf(row), moves: Number(metadataOf(row).moves) + 1 } }`,
  );
  // Its searches would fail on tables that lack the column.
  project.replace(
    'src/calls/lookups-in-postgres.ts',
    'a.calcom_v2_booking_id,\n',
    'a.calcom_v2_booking_id, a.moved_by_minutes,\n',
  );
  return project;
}

const minutes = `
interface Starting {
  startsAt: string;
}

export const minutesBetween = (from: Starting, to: Starting): number =>
  Math.round((Date.parse(to.startsAt) - Date.parse(from.startsAt)) / 60_000);

/** Version 1 of \`AppointmentRescheduled\` did not say by how much. */
export function withMinutes(data: unknown): unknown {
  const { from, to } = data as { from: Starting; to: Starting };
  return { ...(data as object), movedByMinutes: minutesBetween(from, to) };
}
`;
