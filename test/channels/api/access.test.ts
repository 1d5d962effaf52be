// Every route of /v1, taken from the route list: without a key, with another company's key, with the wrong role.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../../support/world.ts';

interface Route {
  method: string;
  url: string;
}

const strangerKey = 'stranger-key-of-the-tests';
const analystKey = 'analyst-key-of-the-tests';
let world: World;
const routes: Route[] = [];

beforeAll(async () => {
  world = await createWorld({
    companies: ['other'],
    keys: [
      { name: 'stranger', role: 'operator', companies: ['other'], personal: true, key: strangerKey },
      { name: 'stranger auditor', role: 'auditor', companies: ['other'], personal: true, key: `${strangerKey}-auditor` },
      { name: 'analyst', role: 'analyst', companies: ['salon'], personal: false, key: analystKey },
    ],
    inspect: app => {
      app.addHook('onRoute', ({ method, url }) => {
        for (const one of [method].flat()) if (url.startsWith('/v1') && one !== 'HEAD') routes.push({ method: one, url });
      });
    },
  });
  await world.customer('340', 'Hansi Hinterseher', '+4915112345679');
  await world.appointment('640', '340', '2026-12-01T10:00:00.000Z');
  const call = await world.call(
    'cancel_appointment',
    { appointment_date: '2026-12-01' },
    { from: '+4915112345679', callId: 'call_access' },
  );
  expect(call.status).toBe('cancelled');
  await world.settle();
});
afterAll(() => world?.stop());

/** A request to the route that names what belongs to the company `salon`. */
function requestFor({ method, url }: Route): { path: string; body: object | undefined } {
  const stream = url.includes('/streams/') ? 'appointment-salon.640' : undefined;
  const path = url
    .replace(':stream', stream ?? '')
    .replace(':part', 'services')
    .replace(':line', '%2B493012345678')
    .replace('/bookings/:uid', '/bookings/uid640xxxxxxxxxxxxxxxx?reason_code=x')
    .replace('/companies/:id', '/companies/salon')
    .replace('/customers/:id', '/customers/340')
    .replace('/appointments/:id', '/appointments/640')
    .replace('/notifications/:id', '/notifications/00000000-0000-4000-8000-000000000000')
    .replace('/callbacks/:id', '/callbacks/00000000-0000-4000-8000-000000000000')
    .replace('/calls/:id', '/calls/call_access');
  return {
    path: method === 'GET' ? `${path}${queries[url] ?? '?company=salon'}` : `${path}${writes[`${method} ${url}`] ?? ''}`,
    body: method === 'GET' || method === 'DELETE' ? undefined : bodies[`${method} ${url}`],
  };
}

/** Where it is not the company alone. */
const queries: Record<string, string> = {
  '/v1/companies': '',
  '/v1/key': '',
  '/v1/calls/:id': '',
  '/v1/notifications/:id/text': '',
  '/v1/companies/:id': '',
  '/v1/companies/:id/:part': '',
  '/v1/companies/:id/policies/effective': '',
  '/v1/streams/:stream': '',
  '/v1/streams/:stream/answers': '',
  '/v1/projections': '',
  '/v1/parked': '',
  '/v1/appointments/:id/preview': '?company=salon&change=cancel',
};
/** Writes that are asked for in their address. */
const writes: Record<string, string> = {
  'DELETE /v1/customers/:id/personal-data': '?company=salon&reason_code=asked_for',
};
/** Reads that take a body. */
const reading = new Set(['POST /v1/policies/simulate']);

const bodies: Record<string, object> = {
  'POST /v1/companies': {
    company_id: 'salon',
    name: 'x',
    language: 'de',
    time_zone: 'Europe/Berlin',
    currency: 'EUR',
  },
  'PATCH /v1/companies/:id': { name: 'Taken over' },
  'POST /v1/companies/:id/branches': { branch_id: 'b', name: 'B' },
  'POST /v1/companies/:id/services': { service_id: 's', name: 'S', minutes: 30 },
  'POST /v1/companies/:id/staff': { staff_id: 's', name: 'S' },
  'PUT /v1/companies/:id/hours': { hours: {} },
  'POST /v1/customers/:id/merge': { company_id: 'salon', into: '341', reason_code: 'x' },
  'POST /v1/customers/:id/unmerge': { company_id: 'salon', reason_code: 'x' },
  'PUT /v1/companies/:id/policies': { scope: { kind: 'company' }, policy: {} },
  'POST /v1/companies/:id/lines': { line: '+4930999999' },
  'POST /v1/customers/search': { company_id: 'salon', name: 'Hansi' },
  'POST /v1/customers': { company_id: 'salon', customer_id: '1', name: 'Eva Muster' },
  'POST /v1/appointments': {
    company_id: 'salon',
    appointment_id: '1',
    customer_id: '1',
    starts_at: '2027-01-01T10:00:00.000Z',
    ends_at: '2027-01-01T11:00:00.000Z',
    time_zone: 'Europe/Berlin',
  },
  'POST /v1/appointments/:id/cancel': { company_id: 'salon' },
  'POST /v1/appointments/:id/reschedule': { company_id: 'salon', new_starts_at: '2027-01-01T10:00:00.000Z' },
  'POST /v1/appointments/:id/no-show': { company_id: 'salon' },
  'POST /v1/appointments/:id/resolve': {
    company_id: 'salon',
    modification_id: '00000000-0000-4000-8000-000000000000',
    resolution: 'keep',
    reason_code: 'x',
  },
  'POST /v1/reconciliations': { company: 'salon' },
  'POST /v1/notifications/:id/done': {},
  'POST /v1/callbacks/:id/done': {},
  'POST /v1/parked/retry': { projection: 'appointments', stream: 'appointment-salon.1' },
  'POST /v1/parked/drop': { projection: 'appointments', stream: 'appointment-salon.1' },
  'POST /v1/policies/simulate': {
    company_id: 'salon',
    scope: { kind: 'company' },
    policy: {},
    from: '2026-11-01',
    to: '2026-11-30',
  },
  'POST /v1/lockouts/release': { company_id: 'salon', number: '+4915112345679', reason_code: 'x' },
};

const send = (route: Route, key: string | undefined, headers: Record<string, string> = {}) => {
  const { path, body } = requestFor(route);
  return world.api(route.method, path, body, { authorization: key === undefined ? '' : `Bearer ${key}`, ...headers });
};

/** Of one that never ends its beginning. */
async function textOf(response: Response): Promise<string> {
  if (response.headers.get('content-type') !== 'text/event-stream') return response.text();
  const reader = response.body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return Buffer.from(first?.value ?? []).toString();
}

describe('every route', () => {
  test('is known to this test, with a body where it takes one', () => {
    expect(routes.length).toBeGreaterThan(20);
    const bodiless = routes.filter(({ method, url }) => method !== 'GET' && method !== 'DELETE' && !bodies[`${method} ${url}`]);
    expect(bodiless).toEqual([]);
  });
  test('refuses a request without a key', async () => {
    // From an address of its own each: of one address only so many are counted.
    for (const [index, route] of routes.entries()) {
      const response = await send(route, undefined, { 'x-forwarded-for': `203.0.113.${index}` });
      expect(response.status, `${route.method} ${route.url}`).toBe(401);
    }
  });
  test('shows and changes nothing of another company’s, and does not say that it exists', async () => {
    const before = (await world.events('company-salon')).length;
    for (const route of routes) {
      for (const key of [strangerKey, `${strangerKey}-auditor`]) {
        const response = await send(route, key);
        const text = await textOf(response);
        // The list of companies and what a key may do are there for every key; they hold its own alone.
        const isOfKey = ['GET /v1/companies', 'GET /v1/key'].includes(`${route.method} ${route.url}`);
        const allowed = isOfKey ? [200, 403] : [403, 404];
        expect(allowed, `${route.method} ${route.url}: ${response.status} ${text}`).toContain(response.status);
        expect(text).not.toMatch(/Hansi|340|15112345679|"salon"/);
      }
    }
    expect((await world.events('company-salon')).length).toBe(before);
  });
  test('gives an analyst no write, and no personal data', async () => {
    for (const route of routes) {
      const response = await send(route, analystKey);
      const text = await textOf(response);
      if (route.method !== 'GET' && !reading.has(`${route.method} ${route.url}`))
        expect(response.status, `${route.method} ${route.url}`).toBe(403);
      expect(text, `${route.method} ${route.url}`).not.toMatch(/Hansi|15112345679/);
    }
  });
});

test('lists are limited to the companies of the key', async () => {
  const response = await world.api('GET', '/v1/modifications', undefined, { authorization: `Bearer ${strangerKey}` });
  expect(await response.json()).toMatchObject({ modifications: [], next: null });
});

test('the history is served as a page and as CSV, with the same rows', async () => {
  const page = (await (await world.api('GET', '/v1/modifications?company=salon&type=cancel&state=confirmed')).json()) as {
    modifications: Record<string, unknown>[];
  };
  expect(page.modifications).toHaveLength(1);
  expect(page.modifications[0]).toMatchObject({
    appointment_id: '640',
    identified_by: 'number',
    channel: 'phone',
    within_policy: true,
  });
  const csv = await (await world.api('GET', '/v1/modifications?company=salon', undefined, { accept: 'text/csv' })).text();
  expect(csv.trim().split('\r\n')).toHaveLength(2);
  expect(csv).toContain(String(page.modifications[0]?.modification_id));
  // A spreadsheet's locale asks for CSV by itself: a file that is named so is never JSON.
  const sheet = await world.api('GET', '/v1/modifications?company=salon&locale=de');
  expect(sheet.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect((await sheet.text()).trim().split('\r\n')).toHaveLength(2);
});

test('the documentation names every route and works without the internet', async () => {
  const document = (await (await fetch(`${world.rebook.address}/docs/openapi.json`)).json()) as { paths: Record<string, object> };
  for (const { url } of routes) expect(Object.keys(document.paths)).toContain(url.replace(/:(\w+)/g, '{$1}'));
  const page = await (await fetch(`${world.rebook.address}/docs/`)).text();
  expect(page).not.toMatch(/<script[^>]+src="https?:/);
});

test('health and metrics answer, and name no person', async () => {
  const health = (await (await fetch(`${world.rebook.address}/health/ready`)).json()) as {
    status: string;
    parts: Record<string, { state: string }>;
  };
  expect(health.status).toBe('ready');
  expect(Object.keys(health.parts)).toEqual([
    'database',
    'event_store',
    'live_events',
    'projections',
    'calendar',
    'clock',
    'time_zones',
    'vault',
  ]);
  const metrics = await (await fetch(`${world.rebook.address}/metrics`)).text();
  expect(metrics).toMatch(/rebook_decisions_total\{operation="cancel_appointment",status="cancelled",code="cancelled"\} 1/);
  expect(metrics).not.toMatch(/Hansi|15112345679/);
});
