// The document of the API as the service serves it, from its routes alone: no store is started for it.
import { pino } from 'pino';
import { registerApi } from '../../src/api/register.ts';
import { createServer } from '../../src/api/server.ts';
import { registerCalendarWebhook } from '../../src/calendar/sync/webhook-route.ts';
import { createDoor } from '../../src/ingress/door.ts';
import { registerRetell } from '../../src/retell/routes.ts';

/** Whatever a route would work with: routes are registered, and none is called. */
const uncalled = <T extends object>(): T => new Proxy(Object.create(null), { get: () => uncalled() });

export async function apiDocument(): Promise<object> {
  const app = await createServer({ log: pino({ level: 'silent' }), door: createDoor() });
  registerRetell(app, uncalled());
  registerCalendarWebhook(app, uncalled());
  await registerApi(app, uncalled());
  await app.ready();
  return app.swagger();
}
