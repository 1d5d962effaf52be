// What the routes work with.
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Kysely } from 'kysely';
import type { Preview, PreviewRequest } from '../../audit/preview.ts';
import type { ResolveRequest } from '../../calendar/operator/resolve-by-operator.ts';
import type { ResolveOutcome } from '../../calendar/record/recorder.ts';
import type { Reconciler } from '../../calendar/sync/reconciler.ts';
import type { Answer } from '../../calls/answer/answer.ts';
import type { Lockout } from '../../calls/identify/lockout.ts';
import type { StaffRequest } from '../../calls/request.ts';
import type { Eraser } from '../../customers/erasure/eraser.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Executor } from '../../platform/eventstore/execute.ts';
import type { EventStore } from '../../platform/eventstore/store.ts';
import type { Database } from '../../platform/postgres/schema.ts';
import type { ProjectionAdmin } from '../../platform/projector/admin/projection-admin.ts';
import type { Door } from '../ingress/door.ts';
import type { KeyGuesses } from './access/key-guesses.ts';
import type { ApiKey } from './access/keys.ts';
import type { MadeKeys } from './access/made-keys.ts';
import type { Sessions } from './access/sessions.ts';
import type { Health } from './operations/health-parts.ts';
import type { Load } from './operations/load.ts';
import type { Metrics } from './operations/metrics.ts';
import type { StatementSettings } from './subject/statements.ts';

export interface ApiDependencies {
  /** The configured keys as they are now. */
  keys: () => readonly ApiKey[];
  /** Those of the table. */
  madeKeys: MadeKeys;
  door: Door;
  /** Wrong keys are counted together, wherever they are tried. */
  guesses: KeyGuesses;
  /** Of people at the console. */
  sessions: Sessions;
  db: Kysely<Database>;
  executor: Executor;
  store: EventStore;
  lockout: Pick<Lockout, 'clear'>;
  eraser: Pick<Eraser, 'erase'>;
  /** What a person is told of this service beside their data. */
  statements: StatementSettings;
  /** Where staff find a booking at the calendar. */
  bookingUrl(uid: string): string;
  preview(request: PreviewRequest): Promise<Preview | undefined>;
  resolve(request: ResolveRequest): Promise<ResolveOutcome>;
  reconcile: Reconciler['run'];
  changeForStaff(request: StaffRequest): Promise<Answer>;
  /** Waits, bounded, until the read models have passed a position, so that a client reads its own write. */
  caughtUp(position: bigint, timeoutMs: number): Promise<boolean>;
  projections: ProjectionAdmin;
  health: () => Promise<Health>;
  load: () => Promise<Load>;
  metrics: Metrics;
  clock: Clock;
}

/** A server whose routes are typed by their zod schemas. */
export const typed = (app: FastifyInstance) => app.withTypeProvider<ZodTypeProvider>();

/** How long a write waits for the read models. */
export const readYourWritesMs = 2_000;
