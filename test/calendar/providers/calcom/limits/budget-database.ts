// A database of its own, with the budget all instances share.
import type { RequestBudget } from '../../../../../src/calendar/providers/calcom/limits/request-budget.ts';
import { reportRequests, takeRequests } from '../../../../../src/calendar/providers/calcom/limits/shared-budget.ts';
import type { Clock } from '../../../../../src/domain/clock.ts';
import { connectDatabase } from '../../../../../src/platform/postgres/database.ts';
import { migrate } from '../../../../../src/platform/postgres/migrate.ts';
import { freshDatabase } from '../../../../support/database.ts';

export type BudgetDatabase = Awaited<ReturnType<typeof openBudgetDatabase>>;

export async function openBudgetDatabase() {
  const database = await freshDatabase();
  const db = connectDatabase(database.url);
  await migrate(db);
  return {
    sharedBudget: (account: string, clock: Clock): RequestBudget => ({
      take: asked => takeRequests(db, account, asked, clock.now()),
      report: requests => reportRequests(db, account, requests),
    }),
    async close(): Promise<void> {
      await db.destroy();
      await database.drop();
    },
  };
}
