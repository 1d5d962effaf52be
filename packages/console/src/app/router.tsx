// The console's addresses. Each place is loaded when somebody goes there.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Elsewhere } from '../parts/elsewhere.tsx';
import { Failed } from '../parts/failed.tsx';
import { Gate } from './gate.tsx';

const root = createRootRoute({ component: Gate, notFoundComponent: Elsewhere, errorComponent: Failed });

const today = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: ({ day }: Record<string, unknown>): { day?: string } =>
    typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) ? { day } : {},
  component: lazyRouteComponent(() => import('../places/today/today.tsx'), 'Today'),
});
const find = createRoute({
  getParentRoute: () => root,
  path: '/find',
  component: lazyRouteComponent(() => import('../places/find/find.tsx'), 'Find'),
});
const customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$customerId',
  component: lazyRouteComponent(() => import('../places/find/customer.tsx'), 'CustomerPage'),
});
const calls = createRoute({
  getParentRoute: () => root,
  path: '/calls',
  component: lazyRouteComponent(() => import('../places/calls/calls.tsx'), 'Calls'),
});
const call = createRoute({
  getParentRoute: () => root,
  path: '/calls/$callId',
  component: lazyRouteComponent(() => import('../places/calls/call.tsx'), 'CallPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([today, find, customer, calls, call]),
  basepath: '/console',
  defaultErrorComponent: Failed,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
