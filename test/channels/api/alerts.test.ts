// Each alert asks for a metric that is there, with labels it has; the figures are those the people who run it were promised.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { calendarHealth } from '../../../src/app/health/health.ts';
import { createMetrics } from '../../../src/channels/api/operations/metrics.ts';

const rulesSchema = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string(),
          expr: z.string(),
          for: z.string().optional(),
          labels: z.object({ severity: z.enum(['warning', 'critical']) }),
          annotations: z.object({ summary: z.string(), description: z.string() }),
        }),
      ),
    }),
  ),
});
const text = readFileSync(new URL('../../../ops/alerts.yml', import.meta.url), 'utf8');
const alerts = rulesSchema.parse(parse(text)).groups.flatMap(({ rules }) => rules);
const { registry } = createMetrics();

/** Name → labels, as the registry declares them. */
const known = new Map(registry.getMetricsAsArray().map(metric => [metric.name, labelsOf(metric)]));

function labelsOf(metric: object): string[] {
  return 'labelNames' in metric && Array.isArray(metric.labelNames) ? metric.labelNames.map(String) : [];
}

describe.each(alerts)('$alert', ({ expr }) => {
  test('asks for metrics that are there', () => {
    const names = expr.match(/rebook_\w+/g) ?? [];
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect([...known.keys()]).toContain(name);
  });

  test('by labels these metrics have', () => {
    const name = /rebook_\w+/.exec(expr)?.[0] ?? '';
    const wanted = [
      ...[...expr.matchAll(/(\w+)\s*(?:=~?|!=)\s*"/g)].map(([, label]) => label),
      ...[...expr.matchAll(/by \(([\w, ]+)\)/g)].flatMap(([, labels]) => (labels ?? '').split(/,\s*/)),
    ];
    for (const label of wanted) expect(known.get(name)).toContain(label);
  });
});

test.each(
  alerts.flatMap(({ alert, expr }) =>
    [...expr.matchAll(/increase\((rebook_\w+)(?:\{(.*?)\})?/g)].map(([, name, by]) => ({ alert, name, by })),
  ),
)('$alert counts from the first one: its series are there at zero', async ({ name = '', by = '' }) => {
  const equal = [...by.matchAll(/(\w+)="(.*?)"/g)].map(([, label = '', value]) => [label, value] as const);
  const values = (await registry.getSingleMetric(name)?.get())?.values ?? [];
  const matching = values.filter(({ labels }) =>
    equal.every(([label, value]) => new Map(Object.entries(labels)).get(label) === value),
  );
  expect(matching.length).toBeGreaterThan(0);
  expect(matching.map(({ value }) => value)).toEqual(matching.map(() => 0));
});

test.each([
  ['closed', 0],
  ['half_open', 1],
  ['open', 1],
] as const)(
  'an account whose circuit is %s shows %i, by its change and when it is asked for, and as degraded while it is 1',
  async (state, shown) => {
    const metrics = createMetrics();
    const value = async () => (await metrics.registry.getSingleMetric('rebook_calendar_circuit_open')?.get())?.values[0]?.value;
    metrics.calendar({ type: 'circuit', account: 'one', state });
    expect(await value()).toBe(shown);
    const accounts = [{ account: 'one', companies: ['salon'], state, keyRefused: false, waiting: { caller: 0, background: 0 } }];
    metrics.load({ pending: [], queue: { active: 0, caller: 0, background: 0 }, lags: [], accounts });
    expect(await value()).toBe(shown);
    const health = calendarHealth({
      all: () => [{ account: 'one', companies: ['salon'], circuit: { state: () => state }, keyRefused: () => undefined }],
    });
    expect(health).toEqual({ state: shown ? 'degraded' : 'ok', detail: { one: state } });
  },
);

test('the four that were promised, with their figures', () => {
  const exprOf = (name: string) => alerts.find(({ alert }) => alert === name)?.expr;
  expect(exprOf('RebookCalendarCircuitOpen')).toMatch(/rebook_calendar_circuit_open.* == 1$/);
  expect(exprOf('RebookChangePendingTooLong')).toMatch(/rebook_pending_oldest_seconds.* > 600$/);
  expect(exprOf('RebookLockouts')).toMatch(/rebook_lockouts_total\[1h\]/);
  expect(exprOf('RebookProjectionsBehind')).toMatch(/rebook_projection_lag_seconds/);
});
