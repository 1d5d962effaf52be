// The document of the API as the service serves it, from its routes alone: no store is started for it.
import { pino } from 'pino';
import { calcomWebhooks } from '../../src/calendar/providers/calcom/webhooks.ts';
import { registerApi } from '../../src/channels/api/register.ts';
import { registerCalendarWebhook, type WebhookRouteDependencies } from '../../src/channels/calendar-webhook.ts';
import { createDoor } from '../../src/channels/ingress/door.ts';
import { registerMcp } from '../../src/channels/mcp/routes.ts';
import { registerRetell } from '../../src/channels/retell/routes.ts';
import { createServer } from '../../src/channels/server/server.ts';
import { registerVapi } from '../../src/channels/vapi/routes.ts';

/** Whatever a route would work with, but what is `known`: routes are registered, and none is called. */
const uncalled = <T extends object>(known: Partial<T> = {}): T =>
  new Proxy(Object.create(null), { get: (_, name) => Reflect.get(known, name) ?? uncalled() });

export async function apiDocument(): Promise<object> {
  const app = await createServer({ log: pino({ level: 'silent' }), door: createDoor() });
  registerRetell(app, uncalled());
  registerVapi(app, uncalled());
  registerMcp(app, uncalled());
  registerCalendarWebhook(app, uncalled<WebhookRouteDependencies>({ webhooks: calcomWebhooks }));
  await registerApi(app, uncalled());
  await app.ready();
  return app.swagger();
}
