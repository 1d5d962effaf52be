// The console: its pages, and the sessions of those who sign in.
import type { FastifyInstance } from 'fastify';
import { consolePages } from './pages.ts';
import { type SessionRouteDependencies, sessionRoutes } from './session-routes.ts';

export interface ConsoleDependencies extends SessionRouteDependencies {
  /** Where the built files are. */
  folder: string;
}

/** Registers `/console`. All that it shows comes from `/v1`. */
export function registerConsole(app: FastifyInstance, { folder, ...deps }: ConsoleDependencies): void {
  sessionRoutes(app, deps);
  consolePages(app, folder);
}
