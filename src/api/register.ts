// All routes of people and programs: /v1 behind keys, health and documentation in the open.
import type { FastifyInstance } from 'fastify';
import { createIdempotencyKeys } from '../readmodels/queries/idempotency-keys.ts';
import { guard } from './access.ts';
import { appointmentRoutes } from './appointments.ts';
import { claimRoutes } from './claims.ts';
import { companyRoutes } from './companies.ts';
import { customerMergeRoutes } from './customer-merges.ts';
import { customerRoutes } from './customers.ts';
import type { ApiDependencies } from './dependencies.ts';
import { docsPage } from './docs-page.ts';
import { healthRoutes } from './health.ts';
import { historyRoutes } from './history.ts';
import { answerRepeats } from './idempotency.ts';
import { lockoutRoutes } from './lockouts.ts';
import { notificationRoutes } from './notifications.ts';
import { readOwnWrites } from './own-write.ts';
import { pendingRoutes } from './pending.ts';
import { policyRoutes } from './policies.ts';
import { previewRoutes } from './preview.ts';
import { projectionRoutes } from './projections.ts';
import { reconciliationRoutes } from './reconciliation.ts';
import { refuseUnstorableTexts } from './storable-texts.ts';
import { streamRoutes } from './streams.ts';

/** Registers everything under `/v1`, `/health`, `/metrics` and `/docs`. */
export async function registerApi(app: FastifyInstance, deps: ApiDependencies): Promise<void> {
  docsPage(app);
  healthRoutes(app, deps);
  await app.register(async scope => {
    guard(scope, deps);
    readOwnWrites(scope, deps);
    refuseUnstorableTexts(scope);
    answerRepeats(scope, { keys: createIdempotencyKeys(deps.db), store: deps.store, clock: deps.clock });
    companyRoutes(scope, deps);
    claimRoutes(scope, deps);
    customerRoutes(scope, deps);
    customerMergeRoutes(scope, deps);
    appointmentRoutes(scope, deps);
    historyRoutes(scope, deps);
    notificationRoutes(scope, deps);
    pendingRoutes(scope, deps);
    policyRoutes(scope, deps);
    lockoutRoutes(scope, deps);
    previewRoutes(scope, deps);
    projectionRoutes(scope, deps);
    reconciliationRoutes(scope, deps);
    streamRoutes(scope, deps);
  });
}
