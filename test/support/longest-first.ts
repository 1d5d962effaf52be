// The files that take longest begin first, so that none of them runs on alone at the end; each project's files run one after another.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What is known of earlier runs is gone in a new clone. */
const longest = [
  'test/drills/store-away.test.ts',
  'test/stories/backup.test.ts',
  'test/app/eventstore/subscribers.test.ts',
  'test/stories/corpus-over-http.test.ts',
  'test/demo.test.ts',
  'test/documents/commands.test.ts',
  'test/extend/compiles.test.ts',
  'test/platform/projector/killed-runner.test.ts',
  'test/promises/kill.test.ts',
  'test/drills/stalls.test.ts',
  'test/platform/eventstore/lost-connection.test.ts',
  'test/calls/stores-away.test.ts',
  'test/drills/outage.test.ts',
  'test/platform/projector/instances.test.ts',
  'test/platform/projector/read-models.test.ts',
  'test/stories/read-models.test.ts',
  'test/image.test.ts',
  'test/channels/api/idempotency.test.ts',
  'test/language/corpus.test.ts',
  'packages/embedded-eventstore/test/thread.test.ts',
  'packages/embedded-eventstore/test/durability.test.ts',
  'packages/embedded-eventstore/test/model/model.test.ts',
  'packages/embedded-postgres/test/postgres.test.ts',
  'test/app/eventstore/program-stops.test.ts',
  'test/app/cli/wrong-configuration.test.ts',
  'test/platform/eventstore/copy-events.test.ts',
  'test/promises/answers-are-true.test.ts',
  'test/promises/frozen-instance.test.ts',
  'test/platform/eventstore/append-call.test.ts',
  'test/calendar/saga/send-again.test.ts',
  'test/drills/hostile.test.ts',
  'test/channels/notifications/notifier.test.ts',
  'test/platform/eventstore/store-away.test.ts',
  'test/analysis/who-is-calling.test.ts',
  'test/analysis/which-appointment.test.ts',
  'test/stories/picking.test.ts',
  'test/stories/repeats-in-other-words.test.ts',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex(path => moduleId.endsWith(path));
      return at < 0 ? longest.length : at;
    };
    return (await super.sort(files)).sort((a, b) => round(a) - round(b) || place(a) - place(b));
  }
}

/**
 * A process ends as soon as the next file is of another project, and the one that follows it loads the product again. The small
 * projects come first: at the end there are enough short files to keep every process busy.
 */
const round = ({ project }: TestSpecification): number => {
  const { name, vitest } = project;
  return name === 'all' ? vitest.projects.length : vitest.projects.indexOf(project);
};
