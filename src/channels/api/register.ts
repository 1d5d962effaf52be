// All routes of people and programs: /v1 behind keys; health, metrics and documentation without, for those who run it.
import type { FastifyInstance } from 'fastify';
import { guard } from './access/access.ts';
import { ownKeyRoute } from './access/own-key.ts';
import { recordAccess } from './access/record-access.ts';
import { appointmentRoutes } from './appointments/appointments.ts';
import { claimRoutes } from './appointments/claims.ts';
import { noShowRoutes } from './appointments/no-show.ts';
import { pendingRoutes } from './appointments/pending.ts';
import { previewRoutes } from './appointments/preview.ts';
import { callRoutes } from './calls/calls.ts';
import { changeRoutes } from './changes/changes.ts';
import { companyRoutes } from './companies/companies.ts';
import { customerErasureRoutes } from './companies/customer-erasure.ts';
import { customerMergeRoutes } from './companies/customer-merges.ts';
import { customerSearchRoutes } from './companies/customer-search.ts';
import { customerRoutes } from './companies/customers.ts';
import { lockoutRoutes } from './companies/lockouts.ts';
import { policyRoutes } from './companies/policies.ts';
import type { ApiDependencies } from './dependencies.ts';
import { docsPage } from './docs-page.ts';
import { callbackRoutes } from './history/callbacks.ts';
import { historyRoutes } from './history/history.ts';
import { notificationTextRoute } from './history/notification-text.ts';
import { notificationRoutes } from './history/notifications.ts';
import { streamRoutes } from './history/streams.ts';
import { answerRepeats } from './idempotency.ts';
import { createIdempotencyKeys } from './idempotency-keys.ts';
import { healthRoutes } from './operations/health.ts';
import { projectionRoutes } from './operations/projections.ts';
import { reconciliationRoutes } from './operations/reconciliation.ts';
import { addReadYourWrites } from './read-your-writes.ts';
import { refuseUnstorableTexts } from './storable-texts.ts';
import { personalDataRoutes } from './subject/personal-data.ts';

/** Registers `/health`, `/metrics` and `/docs` on `ops`, which may be the server of the API itself; `api` is described by `/docs`. */
export function registerOps(ops: FastifyInstance, api: FastifyInstance, deps: ApiDependencies): void {
  docsPage(ops, { document: () => api.swagger(), canBeTried: ops === api });
  healthRoutes(ops, deps);
}

/** Registers everything under `/v1`. */
export async function registerApi(app: FastifyInstance, deps: ApiDependencies): Promise<void> {
  await app.register(async scope => {
    guard(scope, deps, deps);
    recordAccess(scope, deps);
    addReadYourWrites(scope, deps);
    refuseUnstorableTexts(scope);
    answerRepeats(scope, { keys: createIdempotencyKeys(deps.db), store: deps.store, clock: deps.clock });
    ownKeyRoute(scope);
    companyRoutes(scope, deps);
    claimRoutes(scope, deps);
    customerRoutes(scope, deps);
    customerSearchRoutes(scope, deps);
    customerMergeRoutes(scope, deps);
    customerErasureRoutes(scope, deps);
    personalDataRoutes(scope, deps);
    appointmentRoutes(scope, deps);
    noShowRoutes(scope, deps);
    historyRoutes(scope, deps);
    notificationRoutes(scope, deps);
    callbackRoutes(scope, deps);
    callRoutes(scope, deps);
    changeRoutes(scope, deps);
    notificationTextRoute(scope, deps);
    pendingRoutes(scope, deps);
    policyRoutes(scope, deps);
    lockoutRoutes(scope, deps);
    previewRoutes(scope, deps);
    projectionRoutes(scope, deps);
    reconciliationRoutes(scope, deps);
    streamRoutes(scope, deps);
  });
}
